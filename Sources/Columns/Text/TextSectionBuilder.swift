internal import TabaqaFeatureModel

/// Collects one text column in the smallest form that fits: hexadecimal ids, a dictionary, or plain text.
struct TextSectionBuilder {
    private enum Form {
        case hexadecimal, dictionary, plain
    }

    // Apart from the form, so that appending never copies.
    private var form: Form
    private var hexadecimals: [UInt8] = []
    private var dictionary = TextDictionary()
    private var plain = TextColumn()

    /// - Parameter isID: whether to expect ids of 32 hexadecimal digits.
    init(isID: Bool) {
        form = isID ? .hexadecimal : .dictionary
    }

    mutating func append(_ column: TextColumn) {
        var row = 0
        if form == .hexadecimal {
            while row < column.count,
                column.withUTF8(row, { $0.map { Self.pack($0, into: &hexadecimals) } ?? false })
            { row += 1 }
            if row < column.count {
                form = .plain
                plain = Self.unpack(hexadecimals)
                hexadecimals = []
            }
        } else if form == .dictionary {
            while row < column.count, column.withUTF8(row, { dictionary.append($0) }) { row += 1 }
            if row < column.count {
                form = .plain
                plain = dictionary.expanded()
                dictionary = TextDictionary()
            }
        }
        while row < column.count {
            column.withUTF8(row) {
                if let value = $0 { plain.append(utf8: value) } else { plain.appendNull() }
            }
            row += 1
        }
    }

    /// Writes the column in the order `rows`.
    func write(column index: Int, rows: [UInt32], to writer: inout ColumnFileWriter) throws {
        switch form {
        case .hexadecimal:
            let bytes = hexadecimals
            var sorted: [UInt8] = []
            sorted.reserveCapacity(bytes.count)
            for row in rows { sorted.append(contentsOf: bytes[Int(row) * 16..<Int(row) * 16 + 16]) }
            try writer.add(.hexadecimals, column: index, sorted)
        case .dictionary:
            if dictionary.entries.count < 255 {
                let codes = rows.map { row -> UInt8 in
                    let code = dictionary.codes[Int(row)]
                    return code == .max ? .max : UInt8(truncatingIfNeeded: code)
                }
                try writer.add(.codes8, column: index, codes)
            } else {
                try writer.add(.codes16, column: index, rows.map { dictionary.codes[Int($0)] })
            }
            try Self.write(
                dictionary.entries, rows: 0..<dictionary.entries.count, column: index, .entryOffsets,
                .entryBytes, to: &writer)
        case .plain:
            try Self.write(
                plain, rows: rows.lazy.map(Int.init), column: index, .textOffsets, .textBytes, to: &writer)
        }
    }

    private static func write(
        _ text: TextColumn, rows: some Sequence<Int>, column: Int, _ offsetKind: SectionKind,
        _ bytesKind: SectionKind, to writer: inout ColumnFileWriter
    ) throws {
        var offsets: [UInt64] = []
        var bytes: [UInt8] = []
        offsets.reserveCapacity(text.count + 1)
        bytes.reserveCapacity(text.bytes.count)
        for row in rows {
            offsets.append(UInt64(bytes.count) | (text.isNull(row) ? MappedText.nullBit : 0))
            text.withUTF8(row) { if let value = $0 { bytes.append(contentsOf: value) } }
        }
        offsets.append(UInt64(bytes.count))
        try writer.add(offsetKind, column: column, offsets)
        try writer.add(bytesKind, column: column, bytes)
    }

    /// False, without change, for anything but 32 lower-case hexadecimal digits.
    static func pack(_ text: UnsafeBufferPointer<UInt8>, into hexadecimals: inout [UInt8]) -> Bool {
        guard text.count == 32 else { return false }
        var packed: (UInt64, UInt64) = (0, 0)
        for index in 0..<32 {
            let digit: UInt8
            switch text[index] {
            case 0x30...0x39: digit = text[index] &- 0x30
            case 0x61...0x66: digit = text[index] &- 0x57
            default: return false
            }
            if index < 16 {
                packed.0 = packed.0 << 4 | UInt64(digit)
            } else {
                packed.1 = packed.1 << 4 | UInt64(digit)
            }
        }
        withUnsafeBytes(of: packed.0.bigEndian) { hexadecimals.append(contentsOf: $0) }
        withUnsafeBytes(of: packed.1.bigEndian) { hexadecimals.append(contentsOf: $0) }
        return true
    }

    private static func unpack(_ bytes: [UInt8]) -> TextColumn {
        var plain = TextColumn()
        for start in stride(from: 0, to: bytes.count, by: 16) {
            plain.append(utf8: MappedText.digits(of: bytes[start..<start + 16])[...])
        }
        return plain
    }
}
