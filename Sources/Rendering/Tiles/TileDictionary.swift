internal import TabaqaFeatureModel

/// The values of one layer of a tile: each distinct one written once, rows naming it by its place.
struct TileDictionary: ~Copyable {
    /// The place of null, which has none.
    static let null = UInt32.max

    /// The `values` of the layer message.
    private(set) var encoded = ByteText(capacity: 1 << 12)
    private(set) var count: UInt32 = 0
    private var texts: [Text] = []
    private var textSlots: [UInt32] = []

    private struct Text {
        var hash: UInt64
        /// In `encoded`.
        var start: Int
        var length: Int
        var place: UInt32
    }

    init() {}

    /// The places of a column's values, row by row. Columns of one kind share their values only where both are
    /// texts: the format asks for no more than to avoid repetition.
    mutating func places(_ values: TileColumn.Values) -> [UInt32] {
        switch values {
        case .coded(let codes, let entries): places(codes, entries)
        case .plain(.text(let column)):
            (0..<column.count).map { row in column.withUTF8(row) { $0.map { place(text: $0) } ?? Self.null } }
        case .plain(.integer(let numbers)): places(integers: numbers)
        case .plain(.decimal(let numbers)): places(decimals: numbers)
        case .plain(.boolean(let truths)): places(booleans: truths)
        case .plain(.date(let days)): places(days: days)
        case .plain(.instant(let instants)): places(instants: instants)
        }
    }

    mutating func place(text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        if texts.count * 2 >= textSlots.count { growTexts() }
        let hash = Self.hash(text)
        let mask = textSlots.count - 1
        var slot = Int(truncatingIfNeeded: hash &>> 20) & mask
        while textSlots[slot] != 0 {
            let known = texts[Int(textSlots[slot]) - 1]
            if known.hash == hash, known.length == text.count,
                encoded.bytes[known.start..<known.start + known.length].elementsEqual(text)
            {
                return known.place
            }
            slot = (slot + 1) & mask
        }
        encoded.append(field: 4, length: 1 + ByteText.varintLength(UInt64(text.count)) + text.count)
        encoded.append(field: 1, text: text)
        texts.append(
            Text(hash: hash, start: encoded.count - text.count, length: text.count, place: count))
        textSlots[slot] = UInt32(texts.count)
        return next()
    }

    private mutating func growTexts() {
        textSlots = [UInt32](repeating: 0, count: max(64, textSlots.count * 4))
        let mask = textSlots.count - 1
        for (index, text) in texts.enumerated() {
            var slot = Int(truncatingIfNeeded: text.hash &>> 20) & mask
            while textSlots[slot] != 0 { slot = (slot + 1) & mask }
            textSlots[slot] = UInt32(index + 1)
        }
    }

    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let raw = UnsafeRawBufferPointer(text)
        var hash = UInt64(text.count) &* 0x9E37_79B9_7F4A_7C15
        var offset = 0
        while offset + 8 <= raw.count {
            hash =
                (hash ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* 0xD6E8_FEB8_6659_FD93
            hash ^= hash >> 32
            offset += 8
        }
        while offset < raw.count {
            hash = (hash ^ UInt64(raw[offset])) &* 0x100_0000_01B3
            offset += 1
        }
        return (hash ^ hash >> 29) &* 0x9E37_79B9_7F4A_7C15
    }

    private mutating func next() -> UInt32 {
        count += 1
        return count - 1
    }
}

extension TileDictionary {
    private mutating func places(_ codes: [UInt16], _ entries: TextColumn) -> [UInt32] {
        var known = [UInt32](repeating: Self.null, count: entries.count)
        var isKnown = [Bool](repeating: false, count: entries.count)
        return codes.map { code in
            let code = Int(code)
            guard code < known.count else { return Self.null }
            if !isKnown[code] {
                isKnown[code] = true
                known[code] = entries.withUTF8(code) { $0.map { place(text: $0) } ?? Self.null }
            }
            return known[code]
        }
    }

    /// Whole numbers as `uint_value`, negative ones as `sint_value`.
    private mutating func places(integers: [Int64]) -> [UInt32] {
        // Ratings, years, counts: most whole numbers are small.
        var small = [UInt32](repeating: Self.null, count: 4096)
        let large = NumberSlots(for: integers.count)
        return integers.map { number in
            if number >= 0, number < 4096 {
                if small[Int(number)] == Self.null { small[Int(number)] = append(integer: number) }
                return small[Int(number)]
            }
            guard number != .min else { return Self.null }
            return large.place(of: UInt64(bitPattern: number)) { append(integer: number) }
        }
    }

    private mutating func append(integer: Int64) -> UInt32 {
        let isNegative = integer < 0
        let value = isNegative ? UInt64(bitPattern: integer &<< 1 ^ integer &>> 63) : UInt64(integer)
        encoded.append(field: 4, length: 1 + ByteText.varintLength(value))
        encoded.append(isNegative ? 6 << 3 : 5 << 3)
        encoded.append(varint: value)
        return next()
    }

    private mutating func places(decimals: [Double]) -> [UInt32] {
        let slots = NumberSlots(for: decimals.count)
        return decimals.map { number in
            guard !number.isNaN else { return Self.null }
            // Adding zero makes −0 and 0 one.
            let bits = (number + 0).bitPattern
            return slots.place(of: bits) {
                encoded.extend(11) { target in
                    target[0] = 4 << 3 | 2
                    target[1] = 9
                    target[2] = 3 << 3 | 1
                    UnsafeMutableRawPointer(target + 3).storeBytes(of: bits.littleEndian, as: UInt64.self)
                    return 11
                }
                return next()
            }
        }
    }

    private mutating func places(booleans: [Int8]) -> [UInt32] {
        var known = (no: Self.null, yes: Self.null)
        return booleans.map { truth in
            if truth < 0 { return Self.null }
            if truth == 0 {
                if known.no == Self.null { known.no = append(boolean: false) }
                return known.no
            }
            if known.yes == Self.null { known.yes = append(boolean: true) }
            return known.yes
        }
    }

    private mutating func append(boolean: Bool) -> UInt32 {
        encoded.append(field: 4, length: 2)
        encoded.append(7 << 3)
        encoded.append(boolean ? 1 : 0)
        return next()
    }

    private mutating func places(days: [Int32]) -> [UInt32] {
        let slots = NumberSlots(for: days.count)
        var text = ByteText(capacity: 64)
        return days.map { day in
            guard day != .min else { return Self.null }
            return slots.place(of: UInt64(UInt32(bitPattern: day))) {
                text.clear()
                text.append(date: Int(day))
                encoded.append(field: 4, length: 2 + text.count)
                encoded.append(field: 1, length: text.count)
                encoded.append(text.bytes.bindMemory(to: UInt8.self))
                return next()
            }
        }
    }

    private mutating func places(instants: [Int64]) -> [UInt32] {
        let slots = NumberSlots(for: instants.count)
        let texts = TimeTexts()
        return instants.map { instant in
            guard instant != .min else { return Self.null }
            return slots.place(of: UInt64(bitPattern: instant)) {
                texts.append(instant, to: &encoded)
                return next()
            }
        }
    }
}
