internal import TabaqaFeatureModel

/// Distinct texts in order of appearance and one 16-bit code per row; `UInt16.max` is null.
struct TextDictionary {
    private(set) var entries = TextColumn()
    private(set) var codes: [UInt16] = []
    private var slots = [Int32](repeating: -1, count: 1024)

    /// False, without change, when the text would make the dictionary too large to be worth it.
    mutating func append(_ text: UnsafeBufferPointer<UInt8>?) -> Bool {
        guard let text else {
            codes.append(.max)
            return true
        }
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: SectionChecksum.of(UnsafeRawBufferPointer(text))) & mask
        while slots[slot] >= 0 {
            let entry = Int(slots[slot])
            let isSame = entries.withUTF8(entry) { $0.map { $0.elementsEqual(text) } ?? false }
            if isSame {
                codes.append(UInt16(truncatingIfNeeded: entry))
                return true
            }
            slot = (slot + 1) & mask
        }
        let count = entries.count
        if count >= 65_000 || (count >= 4096 && count * 4 > codes.count) { return false }
        entries.append(utf8: text)
        slots[slot] = Int32(count)
        codes.append(UInt16(count))
        if count * 2 > slots.count { grow() }
        return true
    }

    /// The rows written out.
    func expanded() -> TextColumn {
        var plain = TextColumn()
        plain.reserve(rows: codes.count, bytes: entries.bytes.count * 2)
        for code in codes {
            if code == .max {
                plain.appendNull()
            } else {
                entries.withUTF8(Int(code)) { if let value = $0 { plain.append(utf8: value) } }
            }
        }
        return plain
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 4)
        let mask = slots.count - 1
        for entry in 0..<entries.count {
            var slot = entries.withUTF8(entry) { text in
                text.map { Int(truncatingIfNeeded: SectionChecksum.of(UnsafeRawBufferPointer($0))) & mask }
                    ?? 0
            }
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(entry)
        }
    }
}
