internal import Dispatch
internal import TabaqaColumns
public import TabaqaFeatureModel
internal import TabaqaTopology

extension SpatialJoin {
    /// Every event to the nearest feature, by geodesic metres on WGS 84; 0 inside an area. Of equally near
    /// ones the first by key.
    ///
    /// - Throws: `option.invalid` when the other layer has no geometry; `crs.transform`, and what
    ///   `SelectionEvaluator.evaluate` throws.
    public static func nearest(_ inputs: JoinInputs) throws -> JoinTable {
        try nearest(inputs, limit: .infinity, relation: .nearest)
    }

    /// Counts, for every feature, the events within `meters` of it: an event counts for every feature it is
    /// near, so that counts may add up to more than there are events; `assigned` is how many are near any.
    /// One row per event (`isEach`) gives the nearest of them.
    ///
    /// - Throws: as `nearest`; `option.invalid` for a distance that makes no sense.
    public static func distance(_ inputs: JoinInputs, meters: Double) throws -> JoinTable {
        guard meters.isFinite, meters >= 0, meters <= 1_000_000 else {
            throw Fault(
                .optionInvalid, "A distance of \(meters) m makes no sense.",
                remedy: "Give metres up to 1,000 km: --predicate distance:800m.")
        }
        if inputs.isEach { return try nearest(inputs, limit: meters, relation: .distance(meters)) }
        let order = try AreaOrder.rows(inputs.areas)
        let features = try features(inputs, order)
        let selected = try SelectionEvaluator.evaluate(inputs.selection, columns: inputs.points)
        let rows = selected.rows.rows
        let places = try PlanePlaces.of(inputs.points, in: .wgs84)
        let chunk = 8192
        let parts = (rows.count + chunk - 1) / chunk
        var found = [[[Int32]]](repeating: [], count: parts)
        found.withUnsafeMutableBufferPointer { found in
            places.withBuffers { x, y in
                nonisolated(unsafe) let found = found
                nonisolated(unsafe) let x = x
                nonisolated(unsafe) let y = y
                DispatchQueue.concurrentPerform(iterations: parts) { part in
                    let geodesic = Geodesic()
                    found[part] = rows[part * chunk..<min((part + 1) * chunk, rows.count)].map { row in
                        features.within(x[row], y[row], limit: meters, geodesic: geodesic).map(\.feature)
                    }
                }
            }
        }
        var starts = [0]
        var areas: [Int32] = []
        for part in found {
            for list in part {
                areas.append(contentsOf: list)
                starts.append(areas.count)
            }
        }
        let matches = JoinMatches(
            selected, .lists(rows: rows, starts: starts, areas: areas), .distance(meters))
        return try JoinTableBuilder(inputs: inputs, matches: matches, order: order).build()
    }

    private static func nearest(
        _ inputs: JoinInputs, limit: Double, relation: JoinDescription.Relation
    ) throws -> JoinTable {
        let order = try AreaOrder.rows(inputs.areas)
        let features = try features(inputs, order)
        let selected = try SelectionEvaluator.evaluate(inputs.selection, columns: inputs.points)
        let places = try PlanePlaces.of(inputs.points, in: .wgs84)
        let count = inputs.points.count
        var owners = [Int32](repeating: -1, count: count)
        var distances = [Double](repeating: .nan, count: count)
        let chunk = 8192
        owners.withUnsafeMutableBufferPointer { owners in
            distances.withUnsafeMutableBufferPointer { distances in
                places.withBuffers { x, y in
                    nonisolated(unsafe) let owners = owners
                    nonisolated(unsafe) let distances = distances
                    nonisolated(unsafe) let x = x
                    nonisolated(unsafe) let y = y
                    DispatchQueue.concurrentPerform(iterations: (count + chunk - 1) / chunk) { part in
                        let geodesic = Geodesic()
                        // Rows lie along the curve: the last answer is a good guess at the next.
                        var hint: Int32 = -1
                        let rows = part * chunk..<min((part + 1) * chunk, count)
                        selected.rows.forEachRun(in: rows) { run in
                            for row in run {
                                guard
                                    let hit = features.nearest(
                                        x[row], y[row], limit: limit, geodesic: geodesic, hint: hint)
                                else { continue }
                                owners[row] = hit.feature
                                distances[row] = hit.meters
                                hint = hit.feature
                            }
                        }
                    }
                }
            }
        }
        var matches = JoinMatches(selected, .owners(owners), relation)
        matches.distances = distances
        return try JoinTableBuilder(inputs: inputs, matches: matches, order: order).build()
    }

    private static func features(_ inputs: JoinInputs, _ order: [Int]) throws -> NearestFeatures {
        guard inputs.areasLayer.geometry != .none, inputs.pointsLayer.geometry != .none else {
            let bare = inputs.areasLayer.geometry == .none ? inputs.areasLayer.id : inputs.pointsLayer.id
            throw Fault(
                .optionInvalid, "Layer “\(bare)” has no geometry to measure from.",
                remedy: "Join by attribute: --on PROPERTY=PROPERTY.")
        }
        return try inputs.areas.derived("nearest features") {
            try NearestFeatures(inputs.areas, order: order)
        }
    }
}
