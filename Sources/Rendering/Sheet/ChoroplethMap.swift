internal import TabaqaFeatureModel

/// A join made ready to colour: one value and class per area.
struct ChoroplethMap {
    let join: JoinTable
    let measure: String
    let method: ClassMethod
    /// Whether the values were multiplied by 1,000.
    let isPerThousand: Bool
    /// Rows of the table that have a shape.
    let rows: [Int]
    /// Per row of `rows`; NaN is no data.
    let values: [Double]
    /// Nil when no area has a value.
    let classes: ClassBreaks?
    let colors: [RGB]

    /// - Throws: `property.unknown` when the table has no such column.
    init(_ join: JoinTable, measure: String, _ method: ClassMethod, isPerThousand: Bool) throws(Fault) {
        guard let column = join.table.column(measure)?.values, column.count == join.table.count else {
            throw Fault(
                .propertyUnknown, "The join has no measure “\(measure)”.",
                remedy: "Measures: " + join.measures.joined(separator: ", ") + ".")
        }
        self.join = join
        self.measure = measure
        self.method = method
        self.isPerThousand = isPerThousand && measure.hasPrefix("rate_")
        let factor = self.isPerThousand ? 1000.0 : 1
        let rows = (0..<join.table.count).filter { join.table.geometry[$0] != nil }
        self.rows = rows
        values = rows.map { (column[$0].number ?? .nan) * factor }
        classes = ClassBreaks(values, method)
        let count = classes?.count ?? 0
        // The ramp's middle part, light to dark: names stay readable on it, in print and photocopied.
        let table = RampTable(.inferno)
        colors = (0..<count).map { place in
            let share = count > 1 ? Double(place) / Double(count - 1) : 0.4
            return table.color(at: 0.985 - 0.66 * share).mixed(with: .white, 0.12)
        }
    }

    var withoutData: Int { values.reduce(0) { $0 + ($1.isFinite ? 0 : 1) } }
}
