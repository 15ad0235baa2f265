public import TabaqaFeatureModel

extension MappedText {
    /// The rows at `rows`, in that order.
    public func gather(_ rows: some Sequence<Int>) -> TextColumn { gather(Array(rows)) }

    /// The same, without the cost of what is not known of a sequence.
    public func gather(_ rows: [Int]) -> TextColumn {
        switch self {
        case .hexadecimals(let bytes): Self.gather(rows, bytes)
        case .codes8(let codes, let entries): Self.gather(rows.map { Int(codes[$0]) }, entries)
        case .codes16(let codes, let entries): Self.gather(rows.map { Int(codes[$0]) }, entries)
        case .plain(let offsets, let bytes): Self.gather(rows, offsets, bytes)
        }
    }

    /// Rows that share the dictionary's bytes.
    private static func gather(_ codes: [Int], _ entries: TextColumn) -> TextColumn {
        var starts: [Int] = []
        var lengths: [Int32] = []
        starts.reserveCapacity(codes.count)
        lengths.reserveCapacity(codes.count)
        for code in codes {
            let isNull = code >= entries.count
            starts.append(isNull ? 0 : entries.starts[code])
            lengths.append(isNull ? -1 : entries.lengths[code])
        }
        return TextColumn(bytes: entries.bytes, starts: starts, lengths: lengths)
    }

    private static func gather(_ rows: [Int], _ packed: MappedArray<UInt8>) -> TextColumn {
        let digits = [UInt8](unsafeUninitializedCapacity: 32 * rows.count) { target, count in
            packed.withUnsafeBufferPointer { packed in
                for (index, row) in rows.enumerated() {
                    write(
                        packed, row,
                        to: UnsafeMutableBufferPointer(rebasing: target[32 * index..<32 * index + 32]))
                }
            }
            count = 32 * rows.count
        }
        return TextColumn(
            bytes: digits, starts: rows.indices.map { 32 * $0 },
            lengths: [Int32](repeating: 32, count: rows.count))
    }

    private static func gather(
        _ rows: [Int], _ offsets: MappedArray<UInt64>, _ bytes: MappedArray<UInt8>
    ) -> TextColumn {
        let plain = MappedText.plain(offsets, bytes)
        var gathered = TextColumn()
        gathered.reserve(rows: rows.count, bytes: 16 * rows.count)
        for row in rows {
            plain.withUTF8(row) {
                if let value = $0 { gathered.append(utf8: value) } else { gathered.appendNull() }
            }
        }
        return gathered
    }

    /// The 32 digits of a row of 16 bytes.
    @inline(__always)
    static func write(
        _ packed: UnsafeBufferPointer<UInt8>, _ row: Int, to digits: UnsafeMutableBufferPointer<UInt8>
    ) {
        precondition(
            row >= 0 && 16 * row + 16 <= packed.count && digits.count >= 32, "row outside the column")
        for index in 0..<16 {
            let byte = packed[16 * row &+ index]
            digits[2 &* index] = digit(byte >> 4)
            digits[2 &* index &+ 1] = digit(byte & 15)
        }
    }

    @inline(__always)
    private static func digit(_ nibble: UInt8) -> UInt8 { nibble &+ (nibble < 10 ? 0x30 : 0x57) }

    /// The digits of any number of bytes.
    static func digits(of bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.flatMap { [digit($0 >> 4), digit($0 & 15)] }
    }
}
