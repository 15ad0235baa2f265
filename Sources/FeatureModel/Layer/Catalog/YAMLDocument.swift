internal import Yams

/// The one document of a small YAML file.
enum YAMLDocument {
    static let largestFile = 1 << 20
    static let deepest = 32

    /// The root, or nil with the reason in `collector`.
    static func root(of text: String, _ collector: DiagnosticCollector) -> Node? {
        guard text.utf8.count <= largestFile else {
            collector.error("The file is larger than 1 MB.", at: nil, remedy: "A definition has a few kB.")
            return nil
        }
        if let mark = alias(in: text) {
            // The parser unfolds aliases while it reads, so a few hundred bytes could become gigabytes.
            collector.error(anchorMessage, at: mark, remedy: anchorRemedy)
            return nil
        }
        do {
            let parser = try Parser(yaml: text, encoding: .utf8)
            guard let root = try parser.singleRoot() else {
                collector.error("The file is empty.", at: nil, remedy: "Write the definition, or delete it.")
                return nil
            }
            // Nodes hold their anchors weakly, the parser holds them.
            return withExtendedLifetime(parser) { isPlain(root, depth: 0, collector) } ? root : nil
        } catch let error as YamlError {
            report(error, text, collector)
        } catch {
            collector.error("The file is not YAML.", at: nil)
        }
        return nil
    }

    /// Whether no node has an anchor or lies too deep.
    private static func isPlain(_ node: Node, depth: Int, _ collector: DiagnosticCollector) -> Bool {
        guard depth <= deepest else {
            collector.error("Nested deeper than \(deepest) levels.", at: node.place)
            return false
        }
        guard node.anchor == nil else {
            collector.error(anchorMessage, at: node.place, remedy: anchorRemedy)
            return false
        }
        return switch node {
        case .scalar, .alias: true
        case .sequence(let sequence): sequence.allSatisfy { isPlain($0, depth: depth + 1, collector) }
        case .mapping(let mapping):
            mapping.allSatisfy {
                isPlain($0.key, depth: depth + 1, collector) && isPlain($0.value, depth: depth + 1, collector)
            }
        }
    }

    /// Where the text may use an alias: a `*name` where a node can begin, in a text that has an `&name` as well.
    /// Quotes and comments are not told apart, for no definition needs both.
    private static func alias(in text: String) -> TextMark? {
        var line = 1
        var column = 0
        var previous: Unicode.Scalar = "\n"
        var alias: TextMark?
        var hasAnchor = false
        var scalars = text.unicodeScalars.makeIterator()
        var pending = scalars.next()
        while let scalar = pending {
            pending = scalars.next()
            column += 1
            if scalar == "&" || scalar == "*", " \t\r\n[{,:-?!\"'".unicodeScalars.contains(previous),
                let next = pending, !next.properties.isWhitespace
            {
                if scalar == "&" { hasAnchor = true }
                if scalar == "*", alias == nil { alias = TextMark(line: line, column: column) }
            }
            if scalar == "\n" {
                line += 1
                column = 0
            }
            previous = scalar
        }
        return hasAnchor ? alias : nil
    }

    private static let anchorMessage = "Anchors and aliases (& and *) are not allowed here."
    private static let anchorRemedy = "Write the value out, or put the text in quotes."

    private static func report(_ error: YamlError, _ text: String, _ collector: DiagnosticCollector) {
        switch error {
        case .scanner(let context, let problem, let end, _), .parser(let context, let problem, let end, _),
            .composer(let context, let problem, let end, _):
            // An unclosed quote is noticed at the end of the file; its beginning is what helps.
            let mark = problem.contains("end of stream") ? context?.mark ?? end : end
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let hasTab = lines.indices.contains(mark.line - 1) && lines[mark.line - 1].contains("\t")
            collector.error(
                "Not YAML: \(problem).", at: TextMark(mark),
                remedy: hasTab
                    ? "Indent with spaces, not tabs."
                    : "Look at the indentation, colons and quotes here; put text that holds “: ” or “ #” in quotes."
            )
        case .duplicatedKeysInMapping(let names, let context):
            let names = names.map { "“\($0)”" }.joined(separator: ", ")
            collector.error(
                "Written twice: \(names).", at: TextMark(context.mark), remedy: "Keep one of them.")
        case .reader(let problem, let offset, _, _):
            let before = text.prefix(offset ?? 0).unicodeScalars
            let line = before.reduce(1) { $1 == "\n" ? $0 + 1 : $0 }
            let column = before.reversed().prefix { $0 != "\n" }.count + 1
            collector.error("Not YAML: \(problem).", at: TextMark(line: line, column: column))
        default:
            collector.error("The file is not YAML.", at: nil)
        }
    }
}
