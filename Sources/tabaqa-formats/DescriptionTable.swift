/// The rows `<tr><td>KEY</td><td>VALUE</td></tr>` in the HTML of a placemark's description.
///
/// ArcGIS writes a placemark's attributes there and nowhere else. One pass over the bytes, no back-tracking;
/// whatever is not such a row is passed over.
enum DescriptionTable {
    static let mostBytes = 1 << 20
    static let mostRows = 256
    static let longestKey = 128

    /// The pairs of a description; a value of nil is ArcGIS's `<Null>`.
    static func pairs(in html: UnsafeBufferPointer<UInt8>) -> [(key: String, value: String?)] {
        var pairs: [(key: String, value: String?)] = []
        var cells: [String] = []
        var cell: [UInt8]?
        var place = 0
        let end = min(html.count, mostBytes)
        while place < end, pairs.count < mostRows {
            let byte = html[place]
            guard byte == UInt8(ascii: "<") else {
                if byte == UInt8(ascii: "&") {
                    place = entity(in: html, at: place, end: end, into: &cell)
                } else {
                    cell?.append(byte)
                    place += 1
                }
                continue
            }
            let (name, closes, next) = tag(in: html, at: place, end: end)
            place = next
            switch (name, closes) {
            case ("tr", false):
                (cells, cell) = ([], nil)
            case ("td", false), ("th", false):
                cell = []
            case ("td", true), ("th", true):
                if let bytes = cell { cells.append(trimmed(bytes)) }
                cell = nil
            case ("tr", true):
                if cells.count == 2, !cells[0].isEmpty, cells[0].utf8.count <= longestKey {
                    pairs.append((cells[0], cells[1] == "<Null>" ? nil : cells[1]))
                }
                (cells, cell) = ([], nil)
            case ("table", _):
                cell = nil
            case ("br", _):
                cell?.append(0x20)
            default:
                break
            }
        }
        return pairs
    }

    /// Reads the tag at `place`: its lower-case name, whether it closes, and where it ends.
    private static func tag(
        in html: UnsafeBufferPointer<UInt8>, at place: Int, end: Int
    ) -> (name: String, closes: Bool, next: Int) {
        var next = place + 1
        let closes = next < end && html[next] == UInt8(ascii: "/")
        if closes { next += 1 }
        var name: [UInt8] = []
        while next < end, name.count < 8, html[next] | 0x20 >= 0x61, html[next] | 0x20 <= 0x7A {
            name.append(html[next] | 0x20)
            next += 1
        }
        var quote: UInt8 = 0
        while next < end {
            let byte = html[next]
            next += 1
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                break
            }
        }
        return (String(decoding: name, as: UTF8.self), closes, next)
    }

    private static let named: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ",
    ]

    /// Decodes the character reference at `place`, or keeps the ampersand when it is none.
    private static func entity(
        in html: UnsafeBufferPointer<UInt8>, at place: Int, end: Int, into cell: inout [UInt8]?
    ) -> Int {
        let limit = min(end, place + 12)
        var stop = place + 1
        while stop < limit, html[stop] != UInt8(ascii: ";") { stop += 1 }
        if stop < limit, html[stop] == UInt8(ascii: ";") {
            let body = String(decoding: html[(place + 1)..<stop], as: UTF8.self)
            if let scalar = named[body] ?? numbered(body) {
                cell?.append(contentsOf: String(Character(scalar)).utf8)
                return stop + 1
            }
        }
        cell?.append(UInt8(ascii: "&"))
        return place + 1
    }

    private static func numbered(_ body: String) -> Unicode.Scalar? {
        guard body.hasPrefix("#") else { return nil }
        let digits = body.dropFirst()
        let value =
            digits.hasPrefix("x") || digits.hasPrefix("X")
            ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return value.flatMap { $0 >= 0x20 ? Unicode.Scalar($0) : nil }
    }

    private static func trimmed(_ bytes: [UInt8]) -> String {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        let start = bytes.firstIndex { !isSpace($0) } ?? bytes.endIndex
        let end = bytes.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
