internal import CSpatialite

/// The ids of a load's rows, kept to be written in order: 32 bytes a row. Only ids of 32 lower-case
/// hexadecimal digits, which all are that Tabaqa gives; their order as numbers is that of their bytes.
struct LoadedIDs {
    private struct Entry {
        var id: UInt128
        var row: Int64
    }

    private var entries: [Entry] = []
    /// False once an id came that is another kind of text.
    private(set) var areUniform = true
    private(set) var hasDuplicates = false

    init(capacity: Int) {
        entries.reserveCapacity(capacity)
    }

    @inline(__always)
    mutating func append(_ id: UnsafePointer<UInt8>, _ length: Int32, row: Int64) {
        guard areUniform, length == 32, let number = Self.number(id) else {
            areUniform = false
            entries = []
            return
        }
        entries.append(Entry(id: number, row: row))
    }

    private static func number(_ digits: UnsafePointer<UInt8>) -> UInt128? {
        guard let high = half(digits), let low = half(digits + 16) else { return nil }
        return UInt128(high) << 64 | UInt128(low)
    }

    private static func half(_ digits: UnsafePointer<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for index in 0..<16 {
            let digit = digits[index]
            let isDecimal = digit &- 0x30 < 10
            guard isDecimal || digit &- 0x61 < 6 else { return nil }
            number = number << 4 | UInt64(isDecimal ? digit &- 0x30 : digit &- 0x57)
        }
        return number
    }

    /// Puts the ids in order: a counting sort by their first bits, then each small bucket by itself.
    mutating func sort() {
        let count = entries.count
        guard count > 1 else { return }
        let bits = min(20, max(1, Int.bitWidth - count.leadingZeroBitCount - 2))
        func bucket(_ entry: Entry) -> Int { Int(truncatingIfNeeded: entry.id >> UInt128(128 - bits)) }
        var ends = [Int](repeating: 0, count: 1 << bits)
        for entry in entries { ends[bucket(entry)] += 1 }
        var total = 0
        for index in ends.indices {
            total += ends[index]
            ends[index] = total
        }
        let unsorted = entries
        entries = [Entry](unsafeUninitializedCapacity: count) { sorted, initialized in
            for entry in unsorted.reversed() {
                let index = bucket(entry)
                ends[index] -= 1
                sorted.initializeElement(at: ends[index], to: entry)
            }
            // Each entry of `ends` is now its bucket's start.
            for index in ends.indices {
                let end = index + 1 < ends.count ? ends[index + 1] : count
                if end - ends[index] > 1 {
                    sorted[ends[index]..<end].sort { $0.id < $1.id }
                }
            }
            initialized = count
        }
        for index in 1..<count where entries[index].id == entries[index - 1].id {
            hasDuplicates = true
            break
        }
    }

    /// Writes (id, row) in order of id.
    func write(_ connection: SQLConnection, into name: Identifier) throws {
        let texts = UnsafeMutablePointer<UInt8>.allocate(capacity: 50 * 32)
        defer { texts.deallocate() }
        var insertion = try GroupedInsertion<Entry>(connection, into: name) {
            entry, statement, parameter, place in
            let text = texts + 32 * place
            Self.write(UInt64(truncatingIfNeeded: entry.id >> 64), to: text)
            Self.write(UInt64(truncatingIfNeeded: entry.id), to: text + 16)
            let bytes = UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self)
            sqlite3_bind_text(statement, parameter, bytes, 32, nil)
            sqlite3_bind_int64(statement, parameter + 1, entry.row)
        }
        for entry in entries { try insertion.add(entry) }
        try insertion.finish()
    }

    private static func write(_ number: UInt64, to digits: UnsafeMutablePointer<UInt8>) {
        for index in 0..<16 {
            let digit = UInt8(truncatingIfNeeded: number >> UInt64(60 - 4 * index)) & 15
            digits[index] = digit < 10 ? 0x30 + digit : 0x57 + digit
        }
    }
}
