/// The head of one part of a `multipart/form-data` body (RFC 7578).
struct MultipartPart: Equatable {
    /// Bytes of a head.
    static let headLimit = 16 << 10
    /// Bytes of a name.
    static let nameLimit = 1_000

    var name: String
    /// Nil for a plain field.
    var fileName: String?
    /// As sent; believed nowhere.
    var mediaType: String?

    init(name: String, fileName: String? = nil, mediaType: String? = nil) {
        self.name = name
        self.fileName = fileName
        self.mediaType = mediaType
    }

    /// - Parameter head: header lines, with the line end before the first and without the one after the last.
    /// - Returns: nil where no form data of a name of 1 to `nameLimit` bytes is described.
    init?(head: ArraySlice<UInt8>) {
        var disposition: HeaderParameters?
        for line in Self.lines(head) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            let value = line[line.index(after: colon)...].drop {
                $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
            }
            if name == "content-disposition", disposition == nil {
                let kind = value.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }
                guard String(decoding: kind, as: UTF8.self).lowercased() == "form-data" else { return nil }
                disposition = HeaderParameters(value)
            } else if name == "content-type", mediaType == nil {
                mediaType = String(decoding: value, as: UTF8.self)
            }
        }
        guard let disposition, let name = disposition["name"].map(HeaderParameters.unescaped),
            (1...Self.nameLimit).contains(name.utf8.count)
        else { return nil }
        self.name = name
        fileName =
            disposition.extended("filename") ?? disposition["filename"].map(HeaderParameters.unescaped)
        guard (fileName?.utf8.count ?? 0) <= Self.nameLimit else { return nil }
        if fileName?.isEmpty == true { fileName = nil }
    }

    /// Header lines, continued ones joined.
    private static func lines(_ head: ArraySlice<UInt8>) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var rest = head
        while !rest.isEmpty {
            var end = rest.startIndex
            while end < rest.endIndex {
                if rest[end] == 0x0D, end + 1 < rest.endIndex, rest[end + 1] == 0x0A { break }
                end += 1
            }
            let line = rest[..<end]
            rest = end < rest.endIndex ? rest[(end + 2)...] : []
            if let first = line.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t"),
                !lines.isEmpty
            {
                lines[lines.count - 1] += line
            } else if !line.isEmpty {
                lines.append(Array(line))
            }
        }
        return lines
    }
}
