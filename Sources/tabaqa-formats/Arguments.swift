/// The command line, taken apart.
struct Arguments {
    enum Verb: String {
        case info, read, write
    }

    let verb: Verb
    let file: String
    let options: [String: String]

    static let usage = """
        tabaqa-formats info FILE [--layer NAME] [--encoding NAME]
        tabaqa-formats read FILE [--layer NAME] [--encoding NAME] [--sheet NAME]
        tabaqa-formats write FILE --format GPKG|"ESRI Shapefile"|KML|CSV|XLSX|ODS|FlatGeobuf|GeoTIFF

        """

    /// - Parameter words: the command line without the program's name.
    /// - Throws: a ``Failure`` of usage.
    init(_ words: [String]) throws {
        guard let first = words.first, let verb = Verb(rawValue: first) else {
            throw Arguments.misuse("The first word must be info, read or write.")
        }
        let known: Set<String> = verb == .write ? ["--format"] : ["--layer", "--sheet", "--encoding"]
        var options: [String: String] = [:]
        var files: [String] = []
        var rest = words.dropFirst()
        while let word = rest.popFirst() {
            if word == "--" {
                files += rest
                rest = []
            } else if word.hasPrefix("--") {
                guard known.contains(word), let value = rest.popFirst() else {
                    throw Arguments.misuse("\(word) is not known to \(verb.rawValue), or lacks its value.")
                }
                options[word] = value
            } else {
                files.append(word)
            }
        }
        guard files.count == 1 else { throw Arguments.misuse("Exactly one file must be named.") }
        self.verb = verb
        self.options = options
        file = files[0]
    }

    var layer: String? { options["--layer"] ?? options["--sheet"] }
    var encoding: String? { options["--encoding"] }

    private static func misuse(_ message: String) -> Failure {
        Failure(.usage, message, remedy: "See tabaqa-formats --help.")
    }
}
