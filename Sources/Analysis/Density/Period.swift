internal import TabaqaColumns
internal import TabaqaFeatureModel

/// The time a density speaks of.
struct Period {
    var interval: TimeInterval?
    /// Set when the density is per year.
    var years: Double?

    init(
        _ columns: LayerColumns, _ selection: Selection, _ events: DensityEvents, isPerYear: Bool
    ) throws {
        interval = selection.interval
        if interval?.start == nil || interval?.end == nil, let span = try Self.span(columns, events.rows) {
            interval = TimeInterval(
                start: selection.interval?.start ?? span.start, end: selection.interval?.end ?? span.end)
        }
        guard isPerYear else { return }
        guard let start = interval?.start, let end = interval?.end, end > start else {
            throw Fault(
                .optionInvalid, "Layer “\(columns.layer.id)” gives no period to divide by.",
                remedy: "Give --datetime START/END, or leave --per-year out.")
        }
        years = (Double(end) - Double(start) + 1) / (365.2425 * 86_400_000)
    }

    private static func span(_ columns: LayerColumns, _ rows: RowMask) throws -> TimeInterval? {
        guard let time = columns.layer.time else { return nil }
        if rows.population == columns.count { return columns.timeSpan }
        var oldest = Int64.max
        var newest = Int64.min
        switch try columns.values(time.property) {
        case .instant(let values):
            values.withUnsafeBufferPointer { values in
                rows.forEachRun { run in
                    for row in run where values[row] != .min {
                        oldest = min(oldest, values[row])
                        newest = max(newest, values[row])
                    }
                }
            }
        case .date(let values):
            let days = try LocalDays(columns.layer)
            var first = Int32.max
            var last = Int32.min
            rows.forEachRun { run in
                for row in run where values[row] != .min {
                    first = min(first, values[row])
                    last = max(last, values[row])
                }
            }
            guard first <= last else { return nil }
            oldest = days.start(Int64(first))
            newest = days.start(Int64(last) + 1) - 1
        default: return nil
        }
        return oldest <= newest ? TimeInterval(start: oldest, end: newest) : nil
    }
}
