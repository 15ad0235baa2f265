internal import Dispatch
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
        if isOwnCRS, !needsRows, missing <= inputs.points.count / 8 {
            form = .counts(try counts(inputs.points, index, without: selected.rows, missing: missing))
        } else if isOwnCRS, missing <= inputs.points.count / 8 * 7 {
            form = .owners(try owners(inputs.points, index))
        } else {
            form = .owners(
                owners(selected.rows, try PlanePlaces.of(inputs.points, in: inputs.areasLayer.crs), index))
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

    /// The owner of every row, −1 for none.
    private static func owners(_ points: LayerColumns, _ index: AreaIndex) throws -> [Int32] {
        var owners = [Int32](repeating: -1, count: points.count)
        try owners.withUnsafeMutableBufferPointer { owners in
            try index.forEachOwner(of: points) { rows, area in
                for row in rows { owners[row] = area }
            }
        }
        return owners
    }

    /// The owner of every row of `mask`, −1 for none; other rows −1.
    private static func owners(_ mask: RowMask, _ places: PlanePlaces, _ index: AreaIndex) -> [Int32] {
        var owners = [Int32](repeating: -1, count: mask.count)
        let chunk = 65_536
        owners.withUnsafeMutableBufferPointer { owners in
            places.withBuffers { x, y in
                nonisolated(unsafe) let owners = owners
                nonisolated(unsafe) let x = x
                nonisolated(unsafe) let y = y
                DispatchQueue.concurrentPerform(iterations: (mask.count + chunk - 1) / chunk) { part in
                    let rows = part * chunk..<min((part + 1) * chunk, mask.count)
                    mask.forEachRun(in: rows) { run in
                        for row in run { owners[row] = index.owner(x: x[row], y: y[row]) }
                    }
                }
            }
        }
        return owners
    }
}
