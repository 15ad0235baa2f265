internal import TabaqaAnalysis
internal import TabaqaColumns
public import TabaqaFeatureModel

extension Engine {
    /// Most periods of an answer.
    private static let mostPeriods = 50_000

    /// Events per day, month or year of local time, from the first period with an event to the last, those
    /// without any in between. All rows of the selection that have a time count, also those whose place is
    /// suspect: as many as the layer's items.
    ///
    /// - Throws: `release.refused` unless the layer's rows may leave, `option.invalid` for a layer without
    ///   time or more than 50,000 periods, `filter.malformed`, `property.unknown`.
    public func timeline(
        of layer: LayerDefinition, audience: Audience, selection: SelectionRequest, step: TimelineStep
    ) throws -> [TimelineCount] {
        // The trend of a guarded layer would tell when one person came.
        try ReleaseGate.require(layer, .features, for: audience)
        if let time = layer.time {
            try ReleaseGate.require(properties: [time.property], of: layer, for: audience)
        }
        var request = selection
        request.includesFlagged = true
        let selection = try request.resolved(for: layer, zone: catalog.city.zone, audience: audience)
        let counts = try columns.reading([layer], for: audience) { columns in
            let columns = columns[0]
            let rows = try SelectionEvaluator.evaluate(
                selection, columns: columns, needsPlace: selection.extent != nil)
            return try LocalDayCounts(rows.rows, columns: columns)
        }
        return try Self.periods(counts, step)
    }

    private static func periods(_ counts: LocalDayCounts, _ step: TimelineStep) throws -> [TimelineCount] {
        var tally: [(number: Int, count: Int)] = []
        for (day, count) in counts.days {
            let number = step.number(ofDay: day)
            if tally.last?.number == number {
                tally[tally.count - 1].count += count
            } else {
                tally.append((number, count))
            }
        }
        guard let first = tally.first?.number, let last = tally.last?.number else { return [] }
        guard last - first < mostPeriods else {
            throw Fault(
                .optionInvalid,
                "From the first event to the last there are \(last - first + 1) \(step.rawValue)s; "
                    + "an answer has at most \(mostPeriods).",
                remedy: "Choose a longer step or a shorter datetime.")
        }
        var counts = [Int](repeating: 0, count: last - first + 1)
        for (number, count) in tally { counts[number - first] = count }
        return counts.indices.map { TimelineCount(period: step.name(of: first + $0), count: counts[$0]) }
    }
}

extension TimelineStep {
    /// The period a local day falls in; consecutive periods have consecutive numbers.
    func number(ofDay day: Int) -> Int {
        guard self != .day else { return day }
        let date = CivilDate(daysSince1970: day)
        return self == .year ? date.year : date.year * 12 + date.month - 1
    }

    /// `2026`, `2026-11` or `2026-11-23`.
    func name(of number: Int) -> String {
        func digits(_ number: Int, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        return switch self {
        case .day: CivilDate(daysSince1970: number).iso
        case .month: "\(digits(number / 12, 4))-\(digits(number % 12 + 1, 2))"
        case .year: digits(number, 4)
        }
    }
}
