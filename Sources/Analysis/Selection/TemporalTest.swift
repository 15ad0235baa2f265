internal import TabaqaColumns
internal import TabaqaFeatureModel

/// A temporal predicate of CQL2. A date is its whole local day, from its first to its last millisecond; where two
/// moments must be the same, as in `T_MEETS`, a day is the same as a day and an instant as an instant.
struct TemporalTest {
    private let left: Operand
    private let relation: TemporalRelation
    private let right: Operand

    /// Each end with the first and last millisecond it stands for.
    typealias Ends = (start: Moment, end: Moment)
    typealias Moment = (first: Int64, last: Int64)

    private enum Operand {
        case constant(Ends)
        case rows((Int) -> Ends?)

        func ends(_ row: Int) -> Ends? {
            switch self {
            case .constant(let ends): ends
            case .rows(let ends): ends(row)
            }
        }
    }

    /// - Throws: `property.unknown`, `filter.malformed` for a property that is no date or time.
    init(
        _ left: TemporalOperand, _ relation: TemporalRelation, _ right: TemporalOperand,
        _ columns: LayerColumns
    ) throws {
        let days = try LocalDays(columns.layer)
        self.left = try Self.operand(left, columns, days)
        self.relation = relation
        self.right = try Self.operand(right, columns, days)
    }

    func node() -> FilterNode {
        if case .constant(let a) = left, case .constant(let b) = right {
            return .constant(Self.holds(a, relation, b))
        }
        return .rows(.number) { row in
            guard let a = left.ends(row), let b = right.ends(row) else { return nil }
            return Self.holds(a, relation, b)
        }
    }

    /// Whether the closed interval from `start` to `end` meets the period.
    static func meets(_ start: Int64, _ end: Int64, _ period: TimeInterval) -> Bool {
        start <= period.end ?? .max && end >= period.start ?? .min
    }

    static func holds(_ a: Ends, _ relation: TemporalRelation, _ b: Ends) -> Bool {
        let (aStart, aEnd) = (a.start.first, a.end.last)
        let (bStart, bEnd) = (b.start.first, b.end.last)
        return switch relation {
        case .after: aStart > bEnd
        case .before: aEnd < bStart
        case .contains: aStart < bStart && aEnd > bEnd
        case .disjoint: aEnd < bStart || aStart > bEnd
        case .during: aStart > bStart && aEnd < bEnd
        case .equals: aStart == bStart && aEnd == bEnd
        case .finishedBy: aStart < bStart && aEnd == bEnd
        case .finishes: aStart > bStart && aEnd == bEnd
        case .intersects: aStart <= bEnd && aEnd >= bStart
        case .meets: a.end == b.start
        case .metBy: a.start == b.end
        case .overlappedBy: aStart > bStart && aStart < bEnd && aEnd > bEnd
        case .overlaps: aStart < bStart && aEnd > bStart && aEnd < bEnd
        case .startedBy: aStart == bStart && aEnd > bEnd
        case .starts: aStart == bStart && aEnd < bEnd
        }
    }

    private static func operand(
        _ operand: TemporalOperand, _ columns: LayerColumns, _ days: LocalDays
    ) throws -> Operand {
        let start = try moment(operand.start, open: (.min, .min), columns, days)
        if operand.start == operand.end {
            switch start {
            case .constant(let start) where operand.start == .open:
                return .constant((start.start, (.max, .max)))
            case .constant(let start): return .constant((start.start, start.start))
            case .rows: return start
            }
        }
        let end = try moment(operand.end, open: (.max, .max), columns, days)
        if case .constant(let start) = start, case .constant(let end) = end {
            return .constant((start.start, end.start))
        }
        return .rows { row -> Ends? in
            guard let start = start.ends(row), let end = end.ends(row) else { return nil }
            return (start.start, end.start)
        }
    }

    /// One end, as an operand that begins and ends with it.
    private static func moment(
        _ bound: TemporalOperand.Bound, open: Moment, _ columns: LayerColumns, _ days: LocalDays
    ) throws -> Operand {
        switch bound {
        case .open: return .constant((open, open))
        case .literal(let period):
            let moment = (first: period.start ?? .min, last: period.end ?? .max)
            return .constant((moment, moment))
        case .property(let name):
            switch try columns.values(name) {
            case .instant(let values):
                return .rows { row -> Ends? in
                    guard values[row] != .min else { return nil }
                    let moment = (first: values[row], last: values[row])
                    return (moment, moment)
                }
            case .date(let values):
                return .rows { row -> Ends? in
                    guard values[row] != .min else { return nil }
                    let day = Int64(values[row])
                    let moment = (first: days.start(day), last: days.start(day + 1) - 1)
                    return (moment, moment)
                }
            default:
                throw Fault(
                    .filterMalformed,
                    "Property “\(name)” is no date or time: a temporal predicate cannot read it.")
            }
        }
    }
}
