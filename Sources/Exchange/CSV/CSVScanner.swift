/// Splits delimited text (RFC 4180) into fields, by where they lie.
///
/// Fields are kept row by row in one list; those with doubled quotes are made plain in place once their
/// record is whole.
struct CSVScanner {
    enum Stop: Error {
        /// The bytes end within a record that more bytes may complete.
        case incomplete
        /// A quote opened at this offset is never closed.
        case unclosedQuote(Int)
        case zeroByte(Int)
    }

    let delimiter: UInt8
    /// Start and length of every field of the records so far.
    private(set) var fields: [(start: Int, length: Int)] = []
    /// Line breaks passed.
    private(set) var lines = 0
    private var doubled: [Int] = []
    private let stops: [Bool]

    init(delimiter: UInt8) {
        self.delimiter = delimiter
        var stops = [Bool](repeating: false, count: 256)
        for byte in [delimiter, 0x0A, 0x0D, 0] { stops[Int(byte)] = true }
        self.stops = stops
    }

    /// Reads one record from `position`, which moves behind its line end.
    ///
    /// - Parameter isFinal: whether nothing follows `end`.
    /// - Returns: how many fields were added; on a stop, none are.
    mutating func record(
        _ base: UnsafeMutablePointer<UInt8>, _ end: Int, _ position: inout Int, isFinal: Bool
    ) throws(Stop) -> Int {
        let first = fields.count
        let linesBefore = lines
        do throws(Stop) {
            try stops.withUnsafeBufferPointer { (stops) throws(Stop) in
                try fields(base, end, &position, stops, isFinal)
            }
        } catch {
            fields.removeSubrange(first...)
            doubled.removeAll()
            lines = linesBefore
            throw error
        }
        for index in doubled {
            fields[index].length = Self.plain(base + fields[index].start, fields[index].length)
        }
        doubled.removeAll(keepingCapacity: true)
        return fields.count - first
    }

    /// Forgets all fields.
    mutating func removeFields() { fields.removeAll(keepingCapacity: true) }

    mutating func dropLast(_ count: Int) { fields.removeLast(count) }

    mutating func pad(_ count: Int) {
        for _ in 0..<count { fields.append((0, -1)) }
    }

    private mutating func fields(
        _ base: UnsafeMutablePointer<UInt8>, _ end: Int, _ position: inout Int,
        _ stops: UnsafeBufferPointer<Bool>, _ isFinal: Bool
    ) throws(Stop) {
        var index = position
        while true {
            var start = index
            var length: Int
            if index < end, base[index] == 0x22 {
                (start, length, index) = try quoted(base, end, index, stops, isFinal)
            } else {
                while index < end, !stops[Int(base[index])] { index += 1 }
                length = index - start
            }
            guard index < end else {
                guard isFinal else { throw .incomplete }
                fields.append((start, length))
                lines += 1
                position = end
                return
            }
            let byte = base[index]
            if byte == delimiter {
                fields.append((start, length))
                index += 1
                continue
            }
            guard byte != 0 else { throw .zeroByte(index) }
            fields.append((start, length))
            index += 1
            if byte == 0x0D {
                guard index < end || isFinal else { throw .incomplete }
                if index < end, base[index] == 0x0A { index += 1 }
            }
            lines += 1
            position = index
            return
        }
    }

    /// - Returns: the field's start and length and where it ends.
    private mutating func quoted(
        _ base: UnsafeMutablePointer<UInt8>, _ end: Int, _ opening: Int,
        _ stops: UnsafeBufferPointer<Bool>, _ isFinal: Bool
    ) throws(Stop) -> (Int, Int, Int) {
        var index = opening + 1
        var isDoubled = false
        while true {
            while index < end, base[index] != 0x22, base[index] > 0x0D { index += 1 }
            guard index < end else {
                throw isFinal ? .unclosedQuote(opening) : .incomplete
            }
            let byte = base[index]
            if byte == 0x22 {
                guard index + 1 < end || isFinal else { throw .incomplete }
                if index + 1 < end, base[index + 1] == 0x22 {
                    isDoubled = true
                    index += 2
                    continue
                }
                break
            }
            if byte == 0 { throw .zeroByte(index) }
            if byte == 0x0A || (byte == 0x0D && !(index + 1 < end && base[index + 1] == 0x0A)) { lines += 1 }
            index += 1
        }
        let closing = index
        index += 1
        if index >= end || stops[Int(base[index])] {
            if isDoubled { doubled.append(fields.count) }
            return (opening + 1, closing - opening - 1, index)
        }
        // Text goes on behind the closing quote: the field is what is written, quotes and all.
        while index < end, !stops[Int(base[index])] { index += 1 }
        return (opening, index - opening, index)
    }

    /// Makes doubled quotes single in place.
    private static func plain(_ base: UnsafeMutablePointer<UInt8>, _ length: Int) -> Int {
        var read = 0
        var write = 0
        while read < length {
            let byte = base[read]
            base[write] = byte
            read += byte == 0x22 ? 2 : 1
            write += 1
        }
        return write
    }
}
