internal import TabaqaFeatureModel

/// Where a page ends, as an opaque text for the next one: the last row's sort values and id, and a mark of
/// what was asked, so that it is not taken for another question's.
enum ItemCursor {
    private static let version: UInt8 = 1
    private static let longestText = 8192

    static func text(_ parts: [[UInt8]], mark: UInt64) -> String {
        var bytes = [version]
        withUnsafeBytes(of: mark.bigEndian) { bytes.append(contentsOf: $0) }
        for part in parts {
            bytes.append(UInt8(truncatingIfNeeded: part.count >> 8))
            bytes.append(UInt8(truncatingIfNeeded: part.count))
            bytes.append(contentsOf: part)
        }
        return Base64URL.text(bytes)
    }

    /// - Throws: `option.invalid` for a text that is no cursor, or one of another question.
    static func parts(_ text: String, mark: UInt64) throws(Fault) -> [[UInt8]] {
        guard text.utf8.count <= longestText, let bytes = Base64URL.bytes(text), bytes.count >= 9,
            bytes[0] == version
        else { throw malformed }
        guard bytes[1..<9].reduce(0, { $0 << 8 | UInt64($1) }) == mark else {
            throw Fault(
                .optionInvalid, "The cursor belongs to another selection or order.",
                at: Fault.Place(field: "cursor"), remedy: "Follow the “next” link, or begin without a cursor."
            )
        }
        var parts: [[UInt8]] = []
        var rest = bytes[9...]
        while rest.count >= 2 {
            let length = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
            rest = rest.dropFirst(2)
            guard rest.count >= length else { throw malformed }
            parts.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        guard rest.isEmpty else { throw malformed }
        return parts
    }

    static let malformed = Fault(
        .optionInvalid, "The cursor is none of ours.", at: Fault.Place(field: "cursor"),
        remedy: "Follow the “next” link, or begin without a cursor.")
}
