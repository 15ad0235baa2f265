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
        let isOwnCRS = inputs.pointsLayer.crs == inputs.areasLayer.crs
        let index = try index(inputs, order, square: isOwnCRS ? inputs.points.square : nil)
        let aggregates = inputs.aggregates
        let needsRows =
            inputs.isEach
            || !(aggregates.sum + aggregates.mean + aggregates.minimum + aggregates.maximum).isEmpty
        let missing = inputs.points.count - selected.used
        let form: JoinMatches.Form
        if isOwnCRS, !needsRows, missing <= inputs.points.count / 8 {
            let pyramid = inputs.areas.derived("area pyramid \(index.name)") { AreaPyramid(index) }
            form = .counts(
                try counts(inputs.points, index, pyramid, without: selected.rows, missing: missing))
        } else {
            form = .owners(
                index.owners(selected.rows, try PlanePlaces.of(inputs.points, in: inputs.areasLayer.crs)))
        }
        let matches = JoinMatches(selected, form, .within)
        return try JoinTableBuilder(inputs: inputs, matches: matches, order: order).build()
    }

    /// All rows counted along the curve, then the few that do not take part taken off again.
    private static func counts(
        _ points: LayerColumns, _ index: AreaIndex, _ pyramid: AreaPyramid, without rows: RowMask,
        missing: Int
    ) throws -> [Int] {
        var counts = try index.counts(of: points, pyramid)
        guard missing > 0 else { return counts }
        let places = try points.places()
        var others = RowMask(count: points.count, all: true)
        others.subtract(rows)
        others.forEachRun { run in
            for row in run {
                let area = index.owner(x: places.x[row], y: places.y[row])
                counts[area < 0 ? counts.count - 1 : Int(area)] -= 1
            }
        }
        return counts
    }

    /// The areas' index over `square` (nil: over the areas themselves), kept with the areas' columns.
    private static func index(_ inputs: JoinInputs, _ order: [Int], square: CurveSquare?) throws -> AreaIndex
    {
        try AreaIndex.of(inputs.areas, order: order, square: square, rows: inputs.points.count)
    }
}

extension AreaIndex {
    /// The index of an areal layer over `square`, made once and kept with its columns.
    ///
    /// - Parameter rows: about how many points will be asked for: few need no fine grid.
    static func of(
        _ areas: LayerColumns, order: [Int], square: CurveSquare?, rows: Int
    ) throws -> AreaIndex {
        let level = rows > 200_000 ? 11 : rows > 10_000 ? 9 : 7
        let name = "\(level) " + (square.map { "\($0.minX) \($0.minY) \($0.side)" } ?? "own")
        return try areas.derived("area index \(name)") {
            let rings = AreaRings(try areas.shapes(), rows: order)
            let extent = rings.extent
            let own = CurveSquare(
                minX: extent.isEmpty ? 0 : extent.minX, minY: extent.isEmpty ? 0 : extent.minY,
                side: max(extent.width, extent.height, 1e-9) * (1 + 1e-9))
            return AreaIndex(rings, square: square ?? own, level: level, name: name)
        }
    }
}
