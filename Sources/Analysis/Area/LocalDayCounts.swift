public import TabaqaColumns
internal import TabaqaFeatureModel

/// How many rows fall on each local day.
public struct LocalDayCounts: Sendable, Equatable {
    /// Local days since 1970-01-01, ascending, with the rows of that day; days without rows are left out.
    public private(set) var days: [(day: Int, count: Int)] = []

    public static func == (left: LocalDayCounts, right: LocalDayCounts) -> Bool {
        left.days.elementsEqual(right.days, by: ==)
    }

    public init() {}

    /// Rows without a time are left out.
    ///
    /// - Throws: `option.invalid` when the layer has no time, `columns.damaged`.
    public init(_ rows: RowMask, columns: LayerColumns) throws {
        guard let time = columns.layer.time else {
            throw Fault(
                .optionInvalid, "Layer “\(columns.layer.id)” has no time property.",
                remedy: "Ask for a layer of events.")
        }
        var tally = DayTally(columns.timeSpan, clock: try ZoneClock(zone: time.zone))
        switch try columns.values(time.property) {
        case .instant(let values):
            values.withUnsafeBufferPointer { values in
                rows.forEachRun { tally.add($0, of: values) }
            }
        case .date(let values):
            rows.forEachRun { run in
                for row in run where values[row] != .min { tally.add(day: Int(values[row])) }
            }
        default:
            throw Fault(.optionInvalid, "Property “\(time.property)” is no time.")
        }
        days = tally.days
    }
}

/// Counts by day: in an array where the span is a few centuries, else beside it.
private struct DayTally {
    private let clock: ZoneClock
    private let first: Int
    private var counts: [Int]
    private var others: [Int: Int] = [:]

    private static let longestSpan = 400_000

    init(_ span: TimeInterval?, clock: ZoneClock) {
        self.clock = clock
        let start = Self.day(span?.start ?? 0) - 1
        let end = Self.day(span?.end ?? 0) + 1
        first = start
        counts = [Int](repeating: 0, count: max(0, min(end - start, Self.longestSpan)) + 1)
    }

    private static func day(_ instant: Int64) -> Int { Int(instant / 86_400_000) - (instant < 0 ? 1 : 0) }

    mutating func add(day: Int) {
        let at = day &- first
        if at >= 0, at < counts.count { counts[at] &+= 1 } else { others[day, default: 0] += 1 }
    }

    /// The zone is asked once for every 18.6 hours met instead of once a row.
    mutating func add(_ rows: Range<Int>, of instants: UnsafeBufferPointer<Int64>) {
        var span = Int64.min
        var isConstant = false
        var offset: Int64 = 0
        for row in rows {
            let instant = instants[row]
            guard instant != .min else { continue }
            if instant >> 26 != span {
                span = instant >> 26
                offset = clock.offset(at: span << 26)
                isConstant = clock.offset(at: span << 26 | ((1 << 26) - 1)) == offset
            }
            let local = instant &+ (isConstant ? offset : clock.offset(at: instant))
            add(day: Int((local >= 0 ? local : local &- 86_399_999) / 86_400_000))
        }
    }

    var days: [(day: Int, count: Int)] {
        var days = counts.indices.filter { counts[$0] > 0 }.map { (day: first + $0, count: counts[$0]) }
        guard !others.isEmpty else { return days }
        days += others.map { (day: $0.key, count: $0.value) }
        return days.sorted { $0.day < $1.day }
    }
}
