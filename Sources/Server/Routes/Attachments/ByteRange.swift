/// The part of a file a client asks for (RFC 9110, section 14).
enum ByteRange: Equatable {
    case whole
    case part(Range<Int>)
    /// 416.
    case unsatisfiable

    /// What `Range` says of a file of `size` bytes. Other units, several parts at once and what is no range at all are
    /// answered with the whole, as the RFC allows.
    init(_ header: String?, size: Int) {
        self = .whole
        guard let header else { return }
        let text = header.filter { $0 != " " && $0 != "\t" }
        guard text.lowercased().hasPrefix("bytes="), !text.contains(",") else { return }
        let parts = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
            return
        }
        // A number too long to be one is beyond every file.
        let first = parts[0].isEmpty ? nil : Int(parts[0]) ?? .max
        let last = parts[1].isEmpty ? nil : Int(parts[1]) ?? .max
        switch (first, last) {
        case (nil, nil): return
        case (nil, let count?):
            self = count > 0 && size > 0 ? .part(max(0, size - count)..<size) : .unsatisfiable
        case (let first?, let last):
            if let last, last < first { return }
            self =
                first < size
                ? .part(first..<min(size, (last ?? size - 1) == .max ? size : (last ?? size - 1) + 1))
                : .unsatisfiable
        }
    }

    /// `If-Range`: whether the part is of what the client has; a date is of nothing we answered.
    static func isCurrent(_ ifRange: String?, tag: String) -> Bool {
        guard let ifRange else { return true }
        return ifRange.filter { $0 != " " && $0 != "\t" } == "\"\(tag)\""
    }
}
