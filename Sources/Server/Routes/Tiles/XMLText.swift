/// XML under construction; what it takes as text it escapes.
struct XMLText {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    var bytes: [UInt8] { Array(text.utf8) }

    /// An element with text.
    mutating func element(_ name: String, _ attributes: [(String, String)] = [], _ content: String) {
        open(name, attributes)
        text += Self.escaped(content)
        close(name)
    }

    /// An element without content.
    mutating func element(_ name: String, _ attributes: [(String, String)]) {
        tag(name, attributes)
        text += "/>"
    }

    /// An element around what `body` writes.
    mutating func element(
        _ name: String, _ attributes: [(String, String)] = [], _ body: (inout XMLText) throws -> Void
    ) rethrows {
        open(name, attributes)
        try body(&self)
        close(name)
    }

    private mutating func tag(_ name: String, _ attributes: [(String, String)]) {
        text += "<" + name
        for (name, value) in attributes { text += " \(name)=\"\(Self.escaped(value))\"" }
    }

    private mutating func open(_ name: String, _ attributes: [(String, String)]) {
        tag(name, attributes)
        text += ">"
    }

    private mutating func close(_ name: String) { text += "</\(name)>" }

    /// Characters XML cannot hold at all become U+FFFD.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
