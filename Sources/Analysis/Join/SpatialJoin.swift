internal import TabaqaColumns
public import TabaqaFeatureModel

/// Joins of a layer's rows to another layer: in space or by attribute. Areas come in the order of their key.
public enum SpatialJoin {
    /// Every event into at most one area: of areas that share an edge exactly one owns each point of it, of
    /// areas that overlap the first by key. Interiors are decided as GEOS does.
    ///
    /// - Throws: `option.invalid` when the areas are no polygons or an aggregate is no number;
    ///   `property.unknown`, `crs.transform`, and what `SelectionEvaluator.evaluate` throws.
    public static func within(_ inputs: JoinInputs) throws -> JoinTable {
        guard inputs.areasLayer.geometry == .polygon else {
            throw Fault(
                .optionInvalid, "Layer “\(inputs.areasLayer.id)” has no areas to be within.",
                remedy: "Use --predicate nearest or distance:500m.")
        }
        let order = try AreaOrder.rows(inputs.areas)
        let selected = try SelectionEvaluator.evaluate(inputs.selection, columns: inputs.points)
        let index = try inputs.areas.areaIndex()
        let isOwnCRS = inputs.pointsLayer.crs == inputs.areasLayer.crs
        let aggregates = inputs.aggregates
        let needsRows =
            inputs.isEach
            || !(aggregates.sum + aggregates.mean + aggregates.minimum + aggregates.maximum).isEmpty
        let missing = inputs.points.count - selected.used
        let form: JoinMatches.Form
        if inputs.isRepeated {
            form = .owners(try AreaOwners.kept(inputs.points, inputs.areas))
        } else if isOwnCRS, !needsRows, missing <= inputs.points.count / 8 {
            form = .counts(try counts(inputs.points, index, without: selected.rows, missing: missing))
        } else if isOwnCRS, missing <= inputs.points.count / 8 * 7 {
            form = .owners(try AreaOwners.owners(inputs.points, inputs.areas))
        } else {
            form = .owners(
                AreaOwners.owners(
                    selected.rows, try PlanePlaces.of(inputs.points, in: inputs.areasLayer.crs), index))
        }
        let matches = JoinMatches(selected, form, .within)
        return try JoinTableBuilder(inputs: inputs, matches: matches, order: order).build()
    }

    /// All rows counted along the curve, then the few that do not take part taken off again; the last count
    /// is of rows in no area.
    private static func counts(
        _ points: LayerColumns, _ index: AreaIndex, without rows: RowMask, missing: Int
    ) throws -> [Int] {
        var counts = [Int](repeating: 0, count: index.count + 1)
        try counts.withUnsafeMutableBufferPointer { counts in
            try index.forEachOwner(of: points) { rows, area in
                counts[area < 0 ? index.count : Int(area)] &+= rows.count
            }
        }
        guard missing > 0 else { return counts }
        let places = try points.places()
        var others = RowMask(count: points.count, all: true)
        others.subtract(rows)
        others.forEachRun { run in
            for row in run {
                let area = index.owner(x: places.x[row], y: places.y[row])
                counts[area < 0 ? index.count : Int(area)] -= 1
            }
        }
        return counts
    }
}
