internal import TabaqaFeatureModel

/// The path and query of a request, decoded strictly.
struct RequestTarget: Sendable {
    /// Undecoded, without the query.
    let path: String
    /// Decoded; a final slash is dropped.
    let segments: [String]
    let query: [(name: String, value: String)]

    /// Most parameters a query may have.
    static let mostParameters = 100

    /// - Throws: `http.malformed` for escapes that are not UTF-8, for control characters, for slashes and dot
    ///   segments hidden in escapes.
    init(_ target: String) throws(Fault) {
        let bytes = target.utf8
        let mark = bytes.firstIndex(of: UInt8(ascii: "?"))
        let rawPath = bytes[..<(mark ?? bytes.endIndex)]
        guard rawPath.first == UInt8(ascii: "/") else {
            throw Fault(.httpMalformed, "The path does not begin with a slash.")
        }
        path = String(Substring(rawPath))
        segments = try Self.segments(rawPath)
        query =
            try mark.map { mark throws(Fault) in try Self.query(bytes[bytes.index(after: mark)...]) } ?? []
    }

    private static func segments(_ path: Substring.UTF8View) throws(Fault) -> [String] {
        var parts = path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        var segments: [String] = []
        segments.reserveCapacity(parts.count)
        for part in parts {
            guard let segment = decoded(part, plusIsSpace: false) else {
                throw Fault(.httpMalformed, "The path holds an escape that is not UTF-8.")
            }
            guard segment != ".", segment != "..", !segment.utf8.contains(where: isRefused) else {
                throw Fault(.httpMalformed, "The path holds a segment that no address here has.")
            }
            segments.append(segment)
        }
        return segments
    }

    /// A slash or backslash can only come out of an escape here; neither is part of any name.
    private static func isRefused(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
    }

    private static func query(_ text: Substring.UTF8View) throws(Fault) -> [(name: String, value: String)] {
        var items: [(name: String, value: String)] = []
        for pair in text.split(separator: UInt8(ascii: "&")) {
            guard items.count < mostParameters else {
                throw Fault(.httpMalformed, "The query has more than \(mostParameters) parameters.")
            }
            let mark = pair.firstIndex(of: UInt8(ascii: "="))
            let value = mark.map { pair[pair.index(after: $0)...] } ?? pair[pair.endIndex...]
            guard let name = decoded(pair[..<(mark ?? pair.endIndex)], plusIsSpace: true),
                let value = decoded(value, plusIsSpace: true),
                !name.utf8.contains(0), !value.utf8.contains(0)
            else {
                throw Fault(.httpMalformed, "The query holds an escape that is not UTF-8, or a zero byte.")
            }
            items.append((name, value))
        }
        return items
    }

    /// Nil where an escape is broken or the bytes are not UTF-8.
    static func decoded(_ text: Substring.UTF8View, plusIsSpace: Bool) -> String? {
        guard text.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") || $0 >= 0x80 })
        else {
            return String(Substring(text))
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            index = text.index(after: index)
            switch byte {
            case UInt8(ascii: "%"):
                guard index < text.endIndex, let high = digit(text[index]) else { return nil }
                index = text.index(after: index)
                guard index < text.endIndex, let low = digit(text[index]) else { return nil }
                index = text.index(after: index)
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+"): bytes.append(plusIsSpace ? UInt8(ascii: " ") : byte)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
