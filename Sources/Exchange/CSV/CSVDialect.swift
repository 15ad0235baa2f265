/// Tells the delimiter of a table from its first lines.
enum CSVDialect {
    static let candidates: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

    /// The candidate that splits the most lines like the first one; the comma where none splits it.
    static func delimiter(_ sample: ArraySlice<UInt8>) -> UInt8 {
        var counts = candidates.map { _ in [0] }
        var inQuotes = false
        var hasText = false
        for byte in sample {
            if byte == 0x22 {
                inQuotes.toggle()
            } else if !inQuotes {
                if byte == 0x0A || byte == 0x0D {
                    if hasText {
                        if counts[0].count >= 64 { break }
                        for index in candidates.indices { counts[index].append(0) }
                    }
                    hasText = false
                    continue
                }
                if let index = candidates.firstIndex(of: byte) { counts[index][counts[index].count - 1] += 1 }
            }
            hasText = true
        }
        var best: (score: Double, index: Int)?
        for (index, lines) in counts.enumerated() where lines[0] > 0 {
            // The last line of the sample may be cut or empty.
            let rest = lines.dropFirst().dropLast()
            let alike = rest.filter { $0 == lines[0] }.count
            let share = rest.isEmpty ? 1 : Double(alike) / Double(rest.count)
            let score = (share > 0.5 ? 1000 : 0) + Double(lines[0]) + share
            if score > best?.score ?? -1 { best = (score, index) }
        }
        return best.map { candidates[$0.index] } ?? 0x2C
    }
}
