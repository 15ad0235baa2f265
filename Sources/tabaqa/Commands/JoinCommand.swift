internal import ArgumentParser
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// `tabaqa join`
struct JoinCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Joins a layer to another, in space or by attribute, and counts, sums and rates.",
        discussion: """
            One row per area with its properties and the measures, and a last row “unassigned”, so that the \
            counts add up; --each writes one row per event instead. Rates are per one in files and per 1,000 \
            on sheets, always with numerator and denominator.

            Examples:
              tabaqa join fire-incidents neighbourhoods -o fires.geojson --count \\
                  --per population
              tabaqa join fire-incidents fire-stations -o nearest.csv \\
                  --predicate nearest --each
              tabaqa join assembly-areas schools -o near.csv --predicate distance:800m \\
                  --count
              tabaqa join rescue neighbourhoods -o r.csv --on mahalle=name --count \\
                  --sheet r.png --lang tr
            """)

    @Argument(help: "The layer whose rows are joined.")
    var points: String

    @Argument(help: "The layer they are joined to.")
    var areas: String

    @Option(name: .shortAndLong, help: "The file to write: .geojson or .csv.")
    var output: String?

    @Option(help: "within (the default), nearest or distance:METRES (e.g. distance:800m).")
    var predicate: String?

    @Option(help: "PROPERTY=PROPERTY: join by equal names instead; case, accents and spelling are folded.")
    var on: String?

    @Option(help: "Folding of --on: tr or ar; both always apply.")
    var fold: Language?

    @Flag(help: "Count rows (always written).")
    var count = false

    @Option(help: "Sum of a property; may be repeated.")
    var sum: [String] = []

    @Option(help: "Mean of a property.")
    var mean: [String] = []

    @Option(name: .customLong("min"), help: "Least value of a property.")
    var minimum: [String] = []

    @Option(name: .customLong("max"), help: "Greatest value of a property.")
    var maximum: [String] = []

    @Option(help: "Rate per an area's property, e.g. population.")
    var per: [String] = []

    @Flag(help: "One row per event with the matched area's properties.")
    var each = false

    @OptionGroup var selection: SelectionOptions

    @OptionGroup var sheet: SheetOptions

    @Option(help: "Measure on the sheet; default the first rate, else the count.")
    var measure: String?

    @Option(help: "Class breaks of the sheet: quantile, quantile:N or numbers a,b,c.")
    var breaks: String = "quantile"

    @OptionGroup var common: CommonOptions

    private struct Answer: Encodable {
        struct Named: Encodable {
            var name: String
            var count: Int
        }

        var points: String
        var areas: String
        var files: [String]
        var total: Int
        var assigned: Int
        var unassigned: Int
        var suspect: Int
        var unmatched: [Named]
        var ambiguous: [Named]
    }

    func validate() throws {
        if output == nil, sheet.sheet == nil {
            throw ValidationError("Nothing to write: give -o FILE or --sheet PAGE.")
        }
        if on != nil, predicate != nil { throw ValidationError("Give --on or --predicate, not both.") }
        if each, sheet.sheet != nil { throw ValidationError("A sheet needs areas: leave out --each.") }
    }

    func run() throws {
        try common.requireSpare([output, sheet.sheet])
        let engine = try common.engine()
        let join = try engine.join(try request())
        var files: [String] = []
        if let output {
            try engine.write(join, to: output)
            files.append(output)
        }
        if let page = sheet.sheet {
            try engine.writeSheet(
                join, to: page, over: sheet.over, measure: measure, breaks: breaks,
                language: try sheet.language(engine.catalog.city))
            files.append(page)
        }
        let description = join.table.value.description
        let answer = Answer(
            points: points, areas: areas, files: files, total: description.total,
            assigned: description.assigned, unassigned: description.unassigned,
            suspect: description.suspect,
            unmatched: description.unmatched.map { Answer.Named(name: $0.name, count: $0.count) },
            ambiguous: description.ambiguous.map { Answer.Named(name: $0.name, count: $0.count) })
        common.answer(answer, join.isWithheld ? withheld(files) : text(answer))
    }

    private func withheld(_ files: [String]) -> String {
        (["counts of \(points) below the layer's minimum, and the totals, are withheld"] + files)
            .joined(separator: "\n")
    }

    private func text(_ answer: Answer) -> String {
        var lines = [
            "\(answer.total) rows of \(points): \(answer.assigned) assigned, \(answer.unassigned) not"
        ]
        if answer.suspect > 0 { lines.append("  without a usable place: \(answer.suspect)") }
        for (title, names) in [("matching nothing", answer.unmatched), ("ambiguous", answer.ambiguous)]
        where !names.isEmpty {
            let rows = names.reduce(0) { $0 + $1.count }
            let first = names.prefix(8).map { "\($0.name) (\($0.count))" }.joined(separator: ", ")
            lines.append(
                "  \(title): \(rows) rows, \(names.count) names: \(first)\(names.count > 8 ? " …" : "")")
        }
        return (lines + answer.files).joined(separator: "\n")
    }

    private func request() throws -> JoinRequest {
        var request = JoinRequest(points: points, areas: areas, audience: common.audience)
        request.relation = try relation()
        request.sum = Self.distinct(sum)
        request.mean = Self.distinct(mean)
        request.minimum = Self.distinct(minimum)
        request.maximum = Self.distinct(maximum)
        request.per = Self.distinct(per)
        request.isEach = each
        request.selection = try selection.request(crs: nil)
        return request
    }

    private static func distinct(_ names: [String]) -> [String] {
        names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func relation() throws -> JoinDescription.Relation {
        if let on {
            let parts = on.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw Fault(.optionInvalid, "--on takes PROPERTY=PROPERTY, not “\(on)”.")
            }
            return .attribute(left: parts[0], right: parts[1])
        }
        switch predicate ?? "within" {
        case "within": return .within
        case "nearest": return .nearest
        default:
            guard let predicate, predicate.hasPrefix("distance:") else {
                throw Fault(
                    .optionInvalid,
                    "--predicate is within, nearest or distance:METRES, not “\(predicate ?? "")”.")
            }
            return .distance(
                try Length.meters(String(predicate.dropFirst(9)), option: "--predicate distance"))
        }
    }
}
