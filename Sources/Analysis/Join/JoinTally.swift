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
        switch matches.form {
        case .counts(let given):
            counts = given
            counts[areas] += matches.unplaced
        case .owners(let owners):
            counts = Self.counts(matches, owners, areas)
        case .lists:
            var tally = counts
            matches.forEach { _, area in tally[area < 0 ? areas : area] += 1 }
            counts = tally
        }
        let aggregates = inputs.aggregates
        for name in Set(aggregates.sum + aggregates.mean + aggregates.minimum + aggregates.maximum) {
            try Self.requireNumber(name, inputs.pointsLayer)
            switch try inputs.points.values(name) {
            case .integer(let values):
                measures[name] = Self.measure(matches, areas) {
                    values[$0] == .min ? .nan : Double(values[$0])
                }
            case .decimal(let values): measures[name] = Self.measure(matches, areas) { values[$0] }
            default: break
            }
        }
    }

    /// One pass over the rows that were asked for; millions a second.
    private static func counts(_ matches: JoinMatches, _ owners: [Int32], _ areas: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: areas + 1)
        counts.withUnsafeMutableBufferPointer { counts in
            owners.withUnsafeBufferPointer { owners in
                matches.rows.forEachRun { run in
                    for row in run {
                        let area = Int(owners[row])
                        counts[area < 0 ? areas : area] &+= 1
                    }
                }
            }
        }
        counts[areas] += matches.unplacedRows.population
        return counts
    }

    private struct Cell {
        var sum = 0.0
        var least = Double.infinity
        var greatest = -Double.infinity
        var known = 0
    }

    @inline(__always)
    private static func measure(
        _ matches: JoinMatches, _ areas: Int, _ number: (Int) -> Double
    ) -> Measure {
        var cells = [Cell](repeating: Cell(), count: areas + 1)
        cells.withUnsafeMutableBufferPointer { cells in
            matches.forEach { row, area in
                let value = number(row)
                guard !value.isNaN else { return }
                let place = area < 0 ? areas : area
                cells[place].sum += value
                cells[place].known += 1
                if value < cells[place].least { cells[place].least = value }
                if value > cells[place].greatest { cells[place].greatest = value }
            }
        }
        return Measure(
            sum: cells.map(\.sum), known: cells.map(\.known), least: cells.map(\.least),
            greatest: cells.map(\.greatest))
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
