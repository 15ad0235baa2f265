/// An element of a small XML text with what is inside it. Names are local parts: prefixes and namespaces are dropped.
struct XMLNode {
    var name: String
    var attributes: [String: String] = [:]
    /// All character data directly inside, in order.
    var text = ""
    var children: [XMLNode] = []

    func attribute(_ name: String) -> String? { attributes[name] }

    func child(_ name: String) -> XMLNode? { children.first { $0.name == name } }

    /// The text without white space around it; nil where nothing is left.
    var trimmed: String? {
        let blank: Set<Unicode.Scalar> = [" ", "\t", "\n", "\r"]
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, blank.contains(first) { scalars.removeFirst() }
        while let last = scalars.last, blank.contains(last) { scalars.removeLast() }
        return scalars.isEmpty ? nil : String(scalars)
    }
}
