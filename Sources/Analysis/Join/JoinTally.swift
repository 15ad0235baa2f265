internal import TabaqaColumns
internal import TabaqaFeatureModel

/// Count, sum, least and greatest of the joined rows, per area; the last place is of rows in no area.
struct JoinTally {
    struct Measure {
        var sum: [Double]
        var known: [Int]
        var least: [Double]
        var greatest: [Double]
    }

    private(set) var counts: [Int]
    private(set) var measures: [String: Measure] = [:]

    /// - Throws: `property.unknown`, `option.invalid` for a property that is not a number.
    init(_ matches: JoinMatches, _ inputs: JoinInputs, areas: Int) throws {
        counts = [Int](repeating: 0, count: areas + 1)
        if case .counts(let given) = matches.form {
            counts = given
            counts[areas] += matches.unplaced
        } else {
            var tally = counts
            matches.forEach { _, area in tally[area < 0 ? areas : area] += 1 }
            counts = tally
        }
        let aggregates = inputs.aggregates
        for name in Set(aggregates.sum + aggregates.mean + aggregates.minimum + aggregates.maximum) {
            let values = try inputs.points.values(name)
            try Self.requireNumber(name, inputs.pointsLayer)
            var measure = Measure(
                sum: [Double](repeating: 0, count: areas + 1), known: [Int](repeating: 0, count: areas + 1),
                least: [Double](repeating: .infinity, count: areas + 1),
                greatest: [Double](repeating: -.infinity, count: areas + 1))
            matches.forEach { row, area in
                let value = values.number(row)
                guard !value.isNaN else { return }
                let place = area < 0 ? areas : area
                measure.sum[place] += value
                measure.known[place] += 1
                measure.least[place] = min(measure.least[place], value)
                measure.greatest[place] = max(measure.greatest[place], value)
            }
            measures[name] = measure
        }
    }

    static func requireNumber(_ name: String, _ layer: LayerDefinition) throws {
        guard layer.property(name)?.type.isNumeric == true else {
            throw Fault(
                .optionInvalid, "Property “\(name)” of layer “\(layer.id)” is not a number.",
                remedy: "Numeric properties: "
                    + layer.properties.filter(\.type.isNumeric).map(\.name).joined(separator: ", ") + ".")
        }
    }
}
