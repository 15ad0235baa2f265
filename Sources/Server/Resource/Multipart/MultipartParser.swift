internal import Glibc
internal import TabaqaFeatureModel

/// Takes a `multipart/form-data` body apart as it comes (RFC 7578, RFC 2046): any chunking gives the same parts, and
/// what is held is bounded by a boundary, a part's head and the piece given.
struct MultipartParser {
    enum Event: Equatable {
        case begin(MultipartPart)
        case bytes(ArraySlice<UInt8>)
        case end
    }

    static let mostParts = 2_000
    /// Bytes between a boundary and the end of its line.
    private static let paddingLimit = 1_000

    private enum State {
        case preamble, afterDelimiter, head, body, epilogue
    }

    /// Line end, two hyphens, boundary.
    private let delimiter: [UInt8]
    private var state = State.preamble
    /// What came and cannot be decided yet.
    private var held: [UInt8]
    private var parts = 0

    init(boundary: String) {
        delimiter = Array("\r\n--\(boundary)".utf8)
        // The first boundary may stand at the very beginning, as if a line had ended before it.
        held = [0x0D, 0x0A]
    }

    /// - Throws: `http.malformed`, what `handle` throws; the parser is of no use then.
    mutating func feed(_ bytes: [UInt8], _ handle: (Event) throws -> Void) throws {
        guard state != .epilogue else { return }
        var rest = (held.isEmpty ? bytes : held + bytes)[...]
        held = []
        while try advance(&rest, handle) {}
        held = Array(rest)
    }

    /// - Throws: `http.malformed` where the last boundary has not come.
    func finish() throws(Fault) {
        guard state == .epilogue else { throw Self.malformed("ends before its last boundary") }
    }

    /// Goes on by one state, and takes from `rest` what is decided.
    ///
    /// - Returns: false where more has to come.
    private mutating func advance(
        _ rest: inout ArraySlice<UInt8>, _ handle: (Event) throws -> Void
    ) throws -> Bool {
        switch state {
        case .preamble:
            guard let at = Self.find(delimiter, in: rest) else {
                rest = rest.suffix(delimiter.count - 1)
                return false
            }
            rest = rest[(at + delimiter.count)...]
            state = .afterDelimiter
            return true
        case .afterDelimiter: return try endOfLine(&rest)
        case .head: return try head(&rest, handle)
        case .body: return try body(&rest, handle)
        case .epilogue:
            rest = []
            return false
        }
    }

    /// Two hyphens after the last boundary; else the end of its line, which is left for the head.
    private mutating func endOfLine(_ rest: inout ArraySlice<UInt8>) throws -> Bool {
        if rest.first == UInt8(ascii: "-") {
            guard rest.count >= 2 else { return false }
            guard rest[rest.startIndex + 1] == UInt8(ascii: "-") else {
                throw Self.malformed("has a broken boundary")
            }
            state = .epilogue
            return true
        }
        let line = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard rest.count - line.count <= Self.paddingLimit else {
            throw Self.malformed("has a broken boundary")
        }
        guard line.count >= 2 else {
            guard line.isEmpty || line.first == 0x0D else { throw Self.malformed("has a broken boundary") }
            return false
        }
        guard line.starts(with: [0x0D, 0x0A]) else { throw Self.malformed("has a broken boundary") }
        rest = line
        state = .head
        return true
    }

    private mutating func head(
        _ rest: inout ArraySlice<UInt8>, _ handle: (Event) throws -> Void
    ) throws -> Bool {
        guard let at = Self.find([0x0D, 0x0A, 0x0D, 0x0A], in: rest) else {
            guard rest.count <= MultipartPart.headLimit else {
                throw Self.malformed("has a part's head too long")
            }
            return false
        }
        guard at - rest.startIndex <= MultipartPart.headLimit else {
            throw Self.malformed("has a part's head too long")
        }
        guard let part = MultipartPart(head: rest[rest.startIndex..<at]) else {
            throw Self.malformed("has a part without a name")
        }
        parts += 1
        guard parts <= Self.mostParts else { throw Self.malformed("has more than \(Self.mostParts) parts") }
        rest = rest[(at + 4)...]
        state = .body
        try handle(.begin(part))
        return true
    }

    private mutating func body(
        _ rest: inout ArraySlice<UInt8>, _ handle: (Event) throws -> Void
    ) throws -> Bool {
        guard let at = Self.find(delimiter, in: rest) else {
            // The end may be the beginning of a boundary.
            let certain = rest.dropLast(delimiter.count - 1)
            rest = rest[certain.endIndex...]
            if !certain.isEmpty { try handle(.bytes(certain)) }
            return false
        }
        let content = rest[rest.startIndex..<at]
        rest = rest[(at + delimiter.count)...]
        state = .afterDelimiter
        if !content.isEmpty { try handle(.bytes(content)) }
        try handle(.end)
        return true
    }

    /// The index at which the pattern, which begins with a line end, begins.
    private static func find(_ pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.withUnsafeBytes { bytes in
            pattern.withUnsafeBytes { pattern -> Int? in
                guard let base = bytes.baseAddress, let wanted = pattern.baseAddress else { return nil }
                var from = 0
                while from + pattern.count <= bytes.count,
                    let line = memchr(base + from, 0x0D, bytes.count - pattern.count + 1 - from)
                {
                    if memcmp(line, wanted, pattern.count) == 0 { return UnsafeRawPointer(line) - base }
                    from = UnsafeRawPointer(line) - base + 1
                }
                return nil
            }
        }.map { bytes.startIndex + $0 }
    }

    private static func malformed(_ what: String) -> Fault {
        Fault(.httpMalformed, "The multipart body \(what).")
    }
}
