internal import TabaqaAnalysis
internal import TabaqaColumns
internal import TabaqaFeatureModel

/// One area among those of its layer, and what to divide its counts by.
struct ProfiledArea {
    let columns: LayerColumns
    let row: Int
    /// In key order.
    let number: Int
    let denominator: PropertyDefinition?
    /// Of all areas in key order; NaN where unknown.
    private let denominators: [Double]

    /// How many areas there are.
    var count: Int { denominators.count }

    var denominatorValue: Double? {
        denominators[number].isNaN ? nil : denominators[number]
    }

    /// - Throws: `feature.missing`.
    init(_ id: FeatureID, in columns: LayerColumns, denominator: PropertyDefinition?) throws {
        let order = try AreaTally.order(of: columns)
        let ids = try columns.ids()
        guard let number = order.firstIndex(where: { ids[$0] == id.text }) else {
            throw Fault(.featureMissing, "Layer “\(columns.layer.id)” has no such feature.")
        }
        self.columns = columns
        self.number = number
        row = order[number]
        self.denominator = denominator
        if let denominator {
            let values = try columns.values(denominator.name)
            denominators = order.map { values.number($0) }
        } else {
            denominators = [Double](repeating: .nan, count: order.count)
        }
    }

    /// The area's rate, and its rank by rate: one more than there are areas with a higher one. Without a
    /// denominator the rank is by count; where this area alone lacks it, there is none.
    func standing(_ counts: [Int]) -> (rate: Double?, rank: Int?) {
        guard denominator != nil else {
            return (nil, 1 + counts.count { $0 > counts[number] })
        }
        func rate(_ area: Int) -> Double? {
            denominators[area] > 0 ? Double(counts[area]) / denominators[area] : nil
        }
        guard let own = rate(number) else { return (nil, nil) }
        return (own, 1 + counts.indices.count { (rate($0) ?? 0) > own })
    }
}
