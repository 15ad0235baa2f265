internal import TabaqaColumns
public import TabaqaFeatureModel

extension SpatialJoin {
    /// Every row to the one area whose `right` equals its `left` under `TextFolding`. A name that matches
    /// nothing, or several areas, is counted and listed; none is assigned by guess. Rows need no place.
    ///
    /// - Throws: `property.unknown`, and what `SelectionEvaluator.evaluate` throws.
    public static func attribute(_ inputs: JoinInputs, left: String, right: String) throws -> JoinTable {
        let order = try AreaOrder.rows(inputs.areas)
        let rightValues = try inputs.areas.values(right)
        var areas: [String: Int32] = [:]
        for (area, row) in order.enumerated() {
            let key = NameKey.of(rightValues, row)
            guard !key.isEmpty else { continue }
            areas[key] = areas[key] == nil ? Int32(area) : NameKey.ambiguous
        }
        let needsPlace = inputs.selection.extent != nil
        let selected = try SelectionEvaluator.evaluate(
            inputs.selection, columns: inputs.points, needsPlace: needsPlace)
        let leftValues = try inputs.points.values(left)
        var keys = NameKey(leftValues)
        var owners = [Int32](repeating: -1, count: inputs.points.count)
        var unmatched: [String: (name: String, count: Int)] = [:]
        var ambiguous: [String: (name: String, count: Int)] = [:]
        selected.rows.forEachRun { run in
            for row in run {
                let key = keys.key(row)
                let area = key.isEmpty ? nil : areas[key]
                if let area, area >= 0 {
                    owners[row] = area
                } else if area == NameKey.ambiguous {
                    ambiguous[key, default: (NameKey.shown(leftValues, row), 0)].count += 1
                } else {
                    unmatched[key, default: (NameKey.shown(leftValues, row), 0)].count += 1
                }
            }
        }
        var matches = JoinMatches(selected, .owners(owners), .attribute(left: left, right: right))
        matches.unmatched = named(unmatched)
        matches.ambiguous = named(ambiguous)
        return try JoinTableBuilder(inputs: inputs, matches: matches, order: order).build()
    }

    private static func named(_ counts: [String: (name: String, count: Int)]) -> [JoinDescription.Named] {
        counts.values.map { JoinDescription.Named(name: $0.name, count: $0.count) }
            .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }
}

/// Comparison keys of one column; equal texts are folded once.
struct NameKey {
    static let ambiguous: Int32 = -2
    private let values: ColumnValues
    private var entries: [String]?
    private var folded: [String: String] = [:]

    init(_ values: ColumnValues) {
        self.values = values
        if case .text(let text) = values, let dictionary = text.entries {
            entries = (0..<dictionary.count).map { TextFolding.foldPlaceName(dictionary[$0] ?? "") }
        }
    }

    /// Empty for null and for texts without a letter or digit.
    mutating func key(_ row: Int) -> String {
        if case .text(let text) = values, let entries { return text.code(row).map { entries[$0] } ?? "" }
        let shown = Self.shown(values, row)
        if let key = folded[shown] { return key }
        let key = TextFolding.foldPlaceName(shown)
        if folded.count < 1_000_000 { folded[shown] = key }
        return key
    }

    static func of(_ values: ColumnValues, _ row: Int) -> String {
        TextFolding.foldPlaceName(shown(values, row))
    }

    /// The value as a person would write it; whole decimals without a point, so that 12 and 12.0 meet.
    static func shown(_ values: ColumnValues, _ row: Int) -> String {
        switch values[row] {
        case .null: ""
        case .text(let text): text
        case .integer(let number): String(number)
        case .decimal(let number):
            number == number.rounded() && abs(number) < 9e15 ? String(Int64(number)) : String(number)
        case .boolean(let truth): truth ? "true" : "false"
        case .date(let days): CivilDate(daysSince1970: Int(days)).iso
        case .instant(let instant): InstantText.utc(instant)
        }
    }
}
