internal import Synchronization
public import TabaqaColumns
public import TabaqaFeatureModel

/// The events of one selection of one state of a layer, made ready once for any number of grids: tiles ask
/// for the same ones again and again.
public final class DensitySource: Sendable {
    let columns: LayerColumns
    let selection: Selection
    let weight: String?
    let events: DensityEvents
    /// Different for every source ever made.
    let number: UInt64
    private static let numbers = Atomic<UInt64>(0)
    private let periods = Mutex<[Bool: Period]>([:])

    private init(_ columns: LayerColumns, _ selection: Selection, weight: String?) throws {
        self.columns = columns
        self.selection = selection
        self.weight = weight
        number = Self.numbers.wrappingAdd(1, ordering: .relaxed).newValue
        events = try DensityEvents(columns, selection, weight: weight)
    }

    /// - Parameter selection: its extent is not used.
    /// - Throws: `option.invalid` for a weight that is not a number, and what `SelectionEvaluator.evaluate`
    ///   throws.
    public static func of(
        _ columns: LayerColumns, _ selection: Selection, weight: String?
    ) throws -> DensitySource {
        var everywhere = selection
        everywhere.extent = nil
        let key = Key(selection: everywhere, weight: weight)
        // Kept with the columns, so that a changed layer drops them.
        let recent = columns.derived("density sources") {
            RecentValues<Key, DensitySource>(costLimit: 128 << 20, countLimit: 16)
        }
        return try recent.value(for: key, cost: \.cost) {
            try DensitySource(columns, everywhere, weight: weight)
        }
    }

    private struct Key: Hashable {
        var selection: Selection
        var weight: String?
    }

    /// Bytes, roughly.
    private var cost: Int { columns.count / 8 + (events.weights?.count ?? 0) * 4 + (1 << 16) }

    func period(isPerYear: Bool) throws -> Period {
        if let known = periods.withLock({ $0[isPerYear] }) { return known }
        let period = try Period(columns, selection, events, isPerYear: isPerYear)
        periods.withLock { $0[isPerYear] = period }
        return period
    }
}
