internal import TabaqaFeatureModel

/// Numbers as people write them in tables: `1234.5`, `1.234,56`, `1,234.56`, `١٢٫٥`, `$62,100`.
public enum NumberText {
    /// How the decimals of a column are set off.
    public enum Convention: Sendable {
        case point
        case comma
        /// Told by each value, where it can only mean one thing.
        case either
    }

    /// The number `text` writes; nil when it writes none or could mean two.
    public static func decimal(_ text: String, _ convention: Convention = .either) -> Double? {
        var text = text
        return text.withUTF8 { decimal($0, convention) }
    }

    /// The number the bytes write; nil when they write none or could mean two.
    @inline(__always)
    static func decimal(_ bytes: UnsafeBufferPointer<UInt8>, _ convention: Convention) -> Double? {
        plain(bytes, mark: convention == .comma ? 0x2C : 0x2E) ?? dressed(bytes, convention)?.decimal
    }

    /// The whole number the bytes write; `12.0` counts, `12.5` does not.
    @inline(__always)
    static func integer(_ bytes: UnsafeBufferPointer<UInt8>, _ convention: Convention) -> Int64? {
        var value: UInt64 = 0
        var index = 0
        let isNegative = bytes.first == 0x2D
        if isNegative { index = 1 }
        if bytes.count > index, bytes.count - index <= 18 {
            while index < bytes.count {
                let digit = bytes[index] &- 0x30
                guard digit < 10 else { break }
                value = value &* 10 &+ UInt64(digit)
                index += 1
            }
            if index == bytes.count { return isNegative ? -Int64(value) : Int64(value) }
        }
        return dressed(bytes, convention)?.integer
    }

    /// Digits with an optional sign and decimal mark, and nothing else.
    @inline(__always)
    private static func plain(_ bytes: UnsafeBufferPointer<UInt8>, mark: UInt8) -> Double? {
        guard let base = bytes.baseAddress, bytes.count <= 40 else { return nil }
        let count = bytes.count
        var index = 0
        let isNegative = base[0] == 0x2D
        if isNegative { index = 1 }
        var mantissa: UInt64 = 0
        var digits = 0
        while index < count {
            let digit = base[index] &- 0x30
            guard digit < 10 else { break }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            digits += 1
            index += 1
        }
        let whole = digits
        var decimals = 0
        if index < count, base[index] == mark {
            index += 1
            while index < count {
                let digit = base[index] &- 0x30
                guard digit < 10 else { break }
                mantissa = mantissa &* 10 &+ UInt64(digit)
                decimals += 1
                index += 1
            }
        }
        guard index == count, whole > 0, whole + decimals <= 19 else { return nil }
        return DecimalNumber.double(mantissa: mantissa, exponent: -decimals, negative: isNegative)
    }

    /// A number's plain form: sign, digits, at most one point, an exponent.
    private struct Plain {
        var text: [UInt8]

        var decimal: Double? {
            let value = text.withUnsafeBufferPointer { DecimalNumber.slow($0) }
            return value.isFinite ? value : nil
        }

        var integer: Int64? {
            if let exact = Int64(String(decoding: text, as: UTF8.self)) { return exact == .min ? nil : exact }
            guard let value = decimal, value.rounded() == value, abs(value) < 9_007_199_254_740_992 else {
                return nil
            }
            return Int64(value)
        }
    }

    /// Strips what surrounds a number and tells thousands from decimals.
    private static func dressed(_ bytes: UnsafeBufferPointer<UInt8>, _ convention: Convention) -> Plain? {
        guard bytes.count <= 64, !bytes.isEmpty, var body = ascii(bytes) else { return nil }
        // A dollar or pound sign says in which country's manner the number is written.
        let isEnglish = bytes.contains(0x24) || (bytes.first == 0xC2 && bytes.dropFirst().first == 0xA3)
        var isNegative = false
        if let sign = body.first, sign == 0x2D || sign == 0x2B {
            isNegative = sign == 0x2D
            body.removeFirst()
        }
        var exponent: [UInt8] = []
        if let mark = body.firstIndex(where: { $0 | 0x20 == 0x65 }) {
            exponent = Array(body[mark...])
            body = Array(body[..<mark])
            let power = exponent.dropFirst().drop { $0 == 0x2D || $0 == 0x2B }
            guard exponent.count - 1 - power.count <= 1, (1...4).contains(power.count),
                power.allSatisfy({ $0 &- 0x30 < 10 })
            else { return nil }
        }
        guard let digits = ungrouped(body, convention == .either && isEnglish ? .point : convention) else {
            return nil
        }
        return Plain(text: (isNegative ? [0x2D] : []) + digits + exponent)
    }

    /// Digits, separators and letters in ASCII, without white space around and currency signs; thousands set
    /// apart by spaces come as `'`. Nil for anything else.
    private static func ascii(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0x30...0x39, 0x2C, 0x2E, 0x2B, 0x2D, 0x45, 0x65: result.append(UInt8(scalar.value))
            case 0x0660...0x0669: result.append(UInt8(0x30 + scalar.value - 0x0660))
            case 0x06F0...0x06F9: result.append(UInt8(0x30 + scalar.value - 0x06F0))
            case 0x066B: result.append(0x2E)
            case 0x066C, 0x27, 0x2019: result.append(0x27)
            case 0x2212: result.append(0x2D)
            case 0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x202F, 0x2009: result.append(0x20)
            case 0x24, 0xA3, 0xA5, 0x20AC, 0x20BA, 0x20AA, 0x200E, 0x200F, 0x061C, 0xFEFF: continue
            default: return nil
            }
        }
        while result.last == 0x20 { result.removeLast() }
        let body = result.drop { $0 == 0x20 }
        // "- 5" and "$ 5" lose the blank, "1 234" keeps it as a thousands mark.
        var plain: [UInt8] = []
        for byte in body {
            if byte == 0x20 {
                if let last = plain.last, last &- 0x30 < 10 { plain.append(0x27) }
            } else {
                plain.append(byte)
            }
        }
        return plain.isEmpty ? nil : plain
    }

    /// Digits with at most one point, from digits grouped in thousands; nil where a lone separator could mean
    /// either.
    private static func ungrouped(_ body: [UInt8], _ convention: Convention) -> [UInt8]? {
        let marks = body.filter { $0 &- 0x30 >= 10 }
        guard marks.allSatisfy({ $0 == 0x2C || $0 == 0x2E || $0 == 0x27 }), marks.count < body.count else {
            return nil
        }
        var decimal: UInt8?
        let kinds = Set(marks)
        let separators = kinds.subtracting([0x27])
        if separators.count == 2 {
            // The mark that comes last, once, sets off the decimals.
            guard let last = body.last(where: { $0 == 0x2C || $0 == 0x2E }),
                body.filter({ $0 == last }).count == 1
            else { return nil }
            decimal = last
        } else if let only = separators.first {
            let count = marks.filter { $0 == only }.count
            let prescribed: UInt8? = convention == .comma ? 0x2C : convention == .point ? 0x2E : nil
            if let prescribed {
                if only == prescribed {
                    guard count == 1 else { return nil }
                    decimal = only
                }
            } else if count == 1 {
                let behind = body.count - 1 - (body.firstIndex(of: only) ?? 0)
                let before = body.firstIndex(of: only) ?? 0
                let couldGroup = behind == 3 && (1...3).contains(before) && body.first != 0x30
                guard !couldGroup || only == 0x2E else { return nil }
                decimal = only
            }
        }
        if let decimal, convention == .comma, decimal == 0x2E, separators.count == 2 { return nil }
        if let decimal, convention == .point, decimal == 0x2C, separators.count == 2 { return nil }
        let parts = body.split(separator: decimal ?? 0, maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first else { return nil }
        let fraction = parts.count > 1 ? parts[1] : []
        guard fraction.allSatisfy({ $0 &- 0x30 < 10 }), isGrouped(whole) else { return nil }
        let digits = whole.filter { $0 &- 0x30 < 10 }
        guard !digits.isEmpty || !fraction.isEmpty else { return nil }
        return (digits.isEmpty ? [0x30] : Array(digits)) + (fraction.isEmpty ? [] : [0x2E] + Array(fraction))
    }

    /// Whether thousands marks, if any, stand before every third digit and are of one kind.
    private static func isGrouped(_ whole: ArraySlice<UInt8>) -> Bool {
        let marks = Set(whole.filter { $0 &- 0x30 >= 10 })
        guard let mark = marks.first else { return true }
        guard marks.count == 1 else { return false }
        let groups = whole.split(separator: mark, omittingEmptySubsequences: false)
        return (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
    }

    /// What the values of a column say about its decimals together; `either` where none is telling.
    ///
    /// A lone comma with other than three digits behind it must set off decimals, and so must the last of two
    /// kinds of marks; a column that shows both ways stays undecided.
    static func convention(of column: TextColumn) -> Convention {
        var points = 0
        var commas = 0
        for row in 0..<min(column.count, 2000) {
            column.withUTF8(row) { bytes in
                guard let bytes, bytes.count <= 32 else { return }
                let marks = bytes.indices.filter { bytes[$0] == 0x2C || bytes[$0] == 0x2E }
                guard let last = marks.last, bytes.allSatisfy({ $0 < 0x80 && $0 | 0x20 != 0x65 }) else {
                    return
                }
                let kinds = Set(marks.map { bytes[$0] })
                let behind = bytes.count - 1 - last
                let isDecimal = kinds.count == 2 || (marks.count == 1 && behind != 3)
                let isComma = bytes[last] == 0x2C
                if isDecimal {
                    if isComma { commas += 1 } else { points += 1 }
                } else if marks.count > 1 {
                    if isComma { points += 1 } else { commas += 1 }
                }
            }
        }
        if commas > 0, points == 0 { return .comma }
        if points > 0, commas == 0 { return .point }
        return .either
    }
}
