internal import TabaqaColumns
internal import TabaqaFeatureModel

/// The events that take part: which rows, and what each weighs.
struct DensityEvents {
    var rows: RowMask
    /// Per row of the layer; nil: one each.
    var weights: [Float]?
    /// Selected events, wherever they lie.
    var count: Int
    var leftOut: [DensityDescription.LeftOut]
    /// Of the weights that are not zero.
    var leastWeight: Float = 1
    /// Σ of the weights, wherever the events lie.
    var weightSum = 0.0
    /// Whether `rows` are all of the layer's.
    var isWhole: Bool

    /// - Throws: `property.unknown`; `option.invalid` for a weight that is not a number.
    init(_ columns: LayerColumns, _ selection: Selection, weight: String?) throws {
        // The box says where to draw; events just outside of it are felt inside.
        var everywhere = selection
        everywhere.extent = nil
        let selected = try SelectionEvaluator.evaluate(everywhere, columns: columns)
        rows = selected.rows
        leftOut = selected.leftOut
        count = selected.used
        isWhole = rows.isAll
        guard let weight else { return }
        let values = try columns.values(weight)
        switch values {
        case .integer, .decimal: break
        default:
            throw Fault(
                .optionInvalid, "Property “\(weight)” of layer “\(columns.layer.id)” is not a number.",
                remedy: "Weigh by an integer or decimal property, or leave --weight out to count events.")
        }
        var weights = [Float](repeating: 0, count: columns.count)
        var absent = 0
        var negative = 0
        var least = Float.infinity
        var kept = rows
        rows.forEachRun { run in
            for row in run {
                let value = values.number(row)
                if value.isNaN || value.isInfinite {
                    absent += 1
                    kept[row] = false
                } else if value < 0 {
                    negative += 1
                    kept[row] = false
                } else {
                    weights[row] = Float(value)
                    weightSum += Double(weights[row])
                    if value > 0 { least = min(least, weights[row]) }
                }
            }
        }
        rows = kept
        isWhole = rows.isAll
        count -= absent + negative
        if absent > 0 { leftOut.append(.init(reason: "no weight", count: absent)) }
        if negative > 0 { leftOut.append(.init(reason: "negative weight", count: negative)) }
        self.weights = weights
        leastWeight = least.isFinite ? least : 1
    }
}
