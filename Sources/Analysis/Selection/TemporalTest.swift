internal import TabaqaColumns
internal import TabaqaFeatureModel

/// A temporal predicate of CQL2 between a property and an interval. A date is its whole local day; `during`
/// is strict at both ends as the standard has it (use `intersects` for a closed interval).
struct TemporalTest {
    private let relation: Filter.TemporalRelation
    private let start: Int64
    private let end: Int64

    init(_ relation: Filter.TemporalRelation, _ interval: TimeInterval) {
        self.relation = relation
        start = interval.start ?? .min
        end = interval.end ?? .max
    }

    func holds(_ first: Int64, _ last: Int64) -> Bool {
        switch relation {
        case .after: first > end
        case .before: last < start
        case .during: (first > start || start == .min) && (last < end || end == .max)
        case .equals: first == start && last == end
        case .intersects: first <= end && last >= start
        case .disjoint: first > end || last < start
        }
    }

    func node(_ name: String, _ columns: LayerColumns) throws -> FilterProgram.Node {
        switch try columns.values(name) {
        case .instant(let values):
            return FilterProgram.numbers(values, isNull: { $0 == .min }) { holds($0, $0) }
        case .date(let values):
            let days = try LocalDays(columns.layer)
            return FilterProgram.numbers(values, isNull: { $0 == .min }) {
                holds(days.start(Int64($0)), days.start(Int64($0) + 1) - 1)
            }
        default:
            throw FilterProgram.mismatch(name, columns, "a temporal predicate needs a date or a time")
        }
    }
}
