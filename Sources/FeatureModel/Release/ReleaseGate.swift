/// What the gate answers.
public enum ReleaseDecision: String, Sendable {
    /// Leaves as it is, but for properties above the audience.
    case exact
    /// Leaves with small numbers withheld.
    case aggregated
    /// Does not leave.
    case refused
}

/// A value the release gate let out. Only the gate makes one, and encoders take nothing else.
public struct Released<Value: Sendable>: Sendable {
    public let value: Value
    public let audience: Audience

    fileprivate init(_ value: Value, for audience: Audience) {
        self.value = value
        self.audience = audience
    }
}

extension Released<JoinTable> {
    /// The same release with its geometry in another CRS: reprojecting tells nothing more.
    public func replacingGeometry(_ geometry: GeometryColumn, crs: CRS) -> Released<JoinTable> {
        var join = value
        join.table.geometry = geometry
        join.table.crs = crs
        return Released(join, for: audience)
    }
}

extension Released<DensityGrid> {
    /// The same release on a larger sheet of paper: whole cells without data around it until `extent`, in the
    /// grid's CRS, is covered. Cells without data tell nothing more.
    public func padded(toCover extent: Extent) -> Released<DensityGrid> {
        let old = value.frame
        let own = old.extent
        guard !extent.isEmpty, old.cellWidth > 0, old.cellHeight > 0 else { return self }
        func cells(_ distance: Double, _ side: Double) -> Int {
            min(10_000, max(0, Int((min(distance / side, 10_000)).rounded(.up))))
        }
        let west = cells(own.minX - extent.minX, old.cellWidth)
        let east = cells(extent.maxX - own.maxX, old.cellWidth)
        let north = cells(extent.maxY - own.maxY, old.cellHeight)
        let south = cells(own.minY - extent.minY, old.cellHeight)
        var frame = old
        frame.originX -= Double(west) * old.cellWidth
        frame.originY += Double(north) * old.cellHeight
        frame.columns += west + east
        frame.rows += north + south
        guard frame.cellCount <= 4_000_000 else { return self }
        var values = [Float](repeating: .nan, count: frame.cellCount)
        for row in 0..<old.rows {
            for column in 0..<old.columns {
                values[(row + north) * frame.columns + column + west] =
                    value.values[row * old.columns + column]
            }
        }
        return Released(
            DensityGrid(frame: frame, values: values, description: value.description), for: audience)
    }
}

/// The one door out: who may see which layer in which form (DESIGN section 9, first form).
public enum ReleaseGate {
    /// The pure decision.
    public static func decide(
        _ audience: Audience, _ sensitivity: Sensitivity, _ shape: ReleaseShape
    ) -> ReleaseDecision {
        switch (audience, sensitivity) {
        case (.exact, _), (_, .public), (.department, .internal):
            return .exact
        case (.public, .internal):
            switch shape {
            case .features, .density: return .refused
            case .cells, .areaAggregates: return .aggregated
            case .summary: return .exact
            }
        case (_, .restricted):
            return shape == .cells ? .aggregated : .refused
        case (_, .secret):
            return .refused
        }
    }

    /// The highest sensitivity of a property the audience may see.
    public static func ceiling(_ audience: Audience) -> Sensitivity {
        switch audience {
        case .public: .public
        case .department: .internal
        case .exact: .secret
        }
    }

    /// Whether the audience may read, filter by, weigh by or aggregate the property.
    public static func mayRead(
        _ property: PropertyDefinition, of layer: LayerDefinition, _ audience: Audience
    ) -> Bool {
        layer.sensitivity(of: property) <= ceiling(audience)
    }

    /// - Throws: `release.refused` unless the layer may leave in that shape.
    @discardableResult
    public static func require(
        _ layer: LayerDefinition, _ shape: ReleaseShape, for audience: Audience
    ) throws(Fault) -> ReleaseDecision {
        let decision = decide(audience, layer.sensitivity, shape)
        if decision == .refused { throw refusal(layer, audience) }
        return decision
    }

    /// - Throws: `release.refused` when `filter`, weight or aggregate would read a property above the audience.
    public static func require(
        properties names: some Sequence<String>, of layer: LayerDefinition, for audience: Audience
    ) throws(Fault) {
        for name in names {
            guard let property = layer.property(name), !mayRead(property, of: layer, audience) else {
                continue
            }
            throw Fault(
                .releaseRefused,
                "Property “\(name)” of layer “\(layer.id)” may not be used for audience \(audience.rawValue).",
                remedy: "Leave it out, or use --audience exact if you are entitled to.")
        }
    }

    /// Rows of `layer`, without the properties above the audience.
    public static func release(
        _ batch: FeatureBatch, of layer: LayerDefinition, to audience: Audience
    ) throws(Fault) -> Released<FeatureBatch> {
        try require(layer, .features, for: audience)
        var released = batch
        released.columns.removeAll { column in
            layer.property(column.name).map { !mayRead($0, of: layer, audience) } ?? false
        }
        withholdIDs(&released, of: layer, audience)
        return Released(released, for: audience)
    }

    /// A kernel estimate of `layer`.
    public static func release(
        _ grid: DensityGrid, of layer: LayerDefinition, to audience: Audience
    ) throws(Fault) -> Released<DensityGrid> {
        try require(layer, .density, for: audience)
        if let weight = grid.description.weight {
            try require(properties: [weight], of: layer, for: audience)
        }
        return Released(grid, for: audience)
    }

    /// The cells of a guarded layer that hold at least the layer's minimum of events and subjects, as events
    /// per km². Empty and withheld cells look the same: no data.
    public static func release(
        _ counts: CellCounts, of layer: LayerDefinition, to audience: Audience
    ) throws(Fault) -> Released<DensityGrid> {
        let decision = try require(layer, .cells, for: audience)
        let minimum = decision == .exact ? 1 : max(1, layer.disclosure?.minimumCount ?? 10)
        // Without a subject key k rows may be one person; rule R3 of the privacy study asks for 3 k rows.
        let namesSubject = layer.disclosure?.subject != nil
        let threshold =
            decision == .exact || namesSubject || layer.sensitivity < .restricted
            ? minimum : 3 * minimum
        var values = [Float](repeating: .nan, count: counts.events.count)
        var description = counts.description
        var withheld = 0
        var used = 0
        for (cell, events) in counts.events.enumerated() where events > 0 {
            let subjects = counts.subjects?[cell] ?? events
            if Int(events) >= threshold, Int(subjects) >= minimum {
                values[cell] = Float(Double(events) / description.cellArea)
                used += Int(events)
            } else {
                withheld += 1
            }
        }
        if decision != .exact {
            description.suppressedCells = withheld
            description.used = used
            description.weightSum = Double(used)
            description.leftOut = []
            // The newest record of a guarded layer would tell that one person came on that day.
            description.newestRecord = nil
            description.period = nil
        }
        let grid = DensityGrid(frame: counts.frame, values: values, description: description)
        // The box around all events would point at a lone withheld one.
        return Released(decision == .exact ? grid : cropped(grid), for: audience)
    }

    /// The grid cut to the cells that hold data; one empty cell where none does.
    private static func cropped(_ grid: DensityGrid) -> DensityGrid {
        var rows = Int.max...Int.max
        var columns = Int.max...Int.max
        for (cell, value) in grid.values.enumerated() where !value.isNaN {
            let (row, column) = cell.quotientAndRemainder(dividingBy: grid.frame.columns)
            rows = rows.lowerBound == .max ? row...row : min(rows.lowerBound, row)...max(rows.upperBound, row)
            columns =
                columns.lowerBound == .max
                ? column...column : min(columns.lowerBound, column)...max(columns.upperBound, column)
        }
        var frame = grid.frame
        guard rows.lowerBound != .max else {
            frame.rows = 1
            frame.columns = 1
            frame.originX = 0
            frame.originY = frame.cellHeight
            return DensityGrid(frame: frame, values: [.nan], description: grid.description)
        }
        frame.originX += Double(columns.lowerBound) * frame.cellWidth
        frame.originY -= Double(rows.lowerBound) * frame.cellHeight
        frame.rows = rows.count
        frame.columns = columns.count
        let values = rows.flatMap { row in
            columns.map { grid.values[row * grid.frame.columns + $0] }
        }
        return DensityGrid(frame: frame, values: values, description: grid.description)
    }

    /// A join. Its class is the higher of its two layers'; small counts are withheld where the decision is
    /// to aggregate (measures become null, and a withheld row cannot be told from an empty one).
    public static func release(
        _ join: JoinTable, of points: LayerDefinition, and areas: LayerDefinition, to audience: Audience
    ) throws(Fault) -> Released<JoinTable> {
        try require(areas, .features, for: audience)
        let decision = try require(
            points, join.description.isEach ? .features : .areaAggregates, for: audience)
        try requireMeasures(join, points, areas, decision, audience)
        guard Set(join.table.columns.map(\.name)).count == join.table.columns.count else {
            // A property called as a measure could pass for it.
            throw Fault(
                .optionInvalid, "The join would have two columns of one name.",
                remedy:
                    "Rename the property that is called like a measure (count, sum_…, rate_…, distance_m).")
        }
        guard decision != .aggregated || join.description.relation == .within else {
            // A distance that can be chosen freely finds the place of a single event.
            throw Fault(
                .releaseRefused,
                "Layer “\(points.id)” leaves for audience \(audience.rawValue) only as counts within areas.",
                remedy: "Use --predicate within, or --audience department.")
        }
        var released = join
        let measures = Set(join.measures)
        released.table.columns.removeAll { column in
            if measures.contains(column.name) { return false }
            if let own = areas.property(column.name), !join.description.isEach {
                return !mayRead(own, of: areas, audience)
            }
            if join.description.isEach, column.name.hasPrefix(areas.id + ".") {
                let name = String(column.name.dropFirst(areas.id.count + 1))
                return areas.property(name).map { !mayRead($0, of: areas, audience) } ?? false
            }
            return points.property(column.name).map { !mayRead($0, of: points, audience) } ?? false
        }
        withholdIDs(&released.table, of: join.description.isEach ? points : areas, audience)
        if decision == .aggregated {
            withholdSmallCounts(&released, minimum: max(1, points.disclosure?.minimumCount ?? 5))
        }
        return Released(released, for: audience)
    }

    /// A measure tells on the property it was worked out from.
    private static func requireMeasures(
        _ join: JoinTable, _ points: LayerDefinition, _ areas: LayerDefinition, _ decision: ReleaseDecision,
        _ audience: Audience
    ) throws(Fault) {
        for measure in join.measures {
            for (prefixes, layer) in [
                (["sum_", "mean_", "min_", "max_"], points),
                (["numerator_", "denominator_", "rate_"], areas),
            ] {
                for prefix in prefixes where measure.hasPrefix(prefix) {
                    let name = String(measure.dropFirst(prefix.count))
                    // What leaves aggregated may rest on properties as guarded as their layer, not more.
                    if decision == .aggregated, layer.id == points.id,
                        layer.property(name).map({ layer.sensitivity(of: $0) <= layer.sensitivity }) ?? true
                    {
                        continue
                    }
                    try require(properties: [name], of: layer, for: audience)
                }
            }
        }
        if case .attribute(let left, let right) = join.description.relation {
            try require(properties: [left], of: points, for: audience)
            try require(properties: [right], of: areas, for: audience)
        }
    }

    private static func withholdSmallCounts(_ join: inout JoinTable, minimum: Int) {
        guard let count = join.table.column("count"), case .integer(let counts) = count.values else { return }
        let keep = counts.map { $0 == .min || $0 >= Int64(minimum) }
        for index in join.table.columns.indices where join.measures.contains(join.table.columns[index].name) {
            let old = join.table.columns[index].values
            var values = PropertyColumn(emptyFor: join.table.columns[index].type)
            for row in 0..<old.count { values.append(keep[row] ? old[row] : .null) }
            join.table.columns[index].values = values
        }
        join.description.total = 0
        join.description.assigned = 0
        join.description.suspect = 0
        join.description.unmatched = []
        join.description.ambiguous = []
        join.description.newestRecord = nil
        // Without a selection the period ends with the newest record.
        join.description.period = nil
    }

    /// Ids of imported rows derive from the key, and the derivation can be turned round: where the key may not
    /// be read, neither may they.
    private static func withholdIDs(
        _ batch: inout FeatureBatch, of layer: LayerDefinition, _ audience: Audience
    ) {
        let mayReadAll = layer.properties.allSatisfy { mayRead($0, of: layer, audience) }
        let mayReadKey =
            layer.key.flatMap(layer.property).map { mayRead($0, of: layer, audience) } ?? mayReadAll
        guard !mayReadKey else { return }
        var ids = TextColumn()
        for row in 0..<batch.count {
            if batch.ids[row] == "unassigned" { ids.append("unassigned") } else { ids.appendNull() }
        }
        batch.ids = ids
    }

    private static func refusal(_ layer: LayerDefinition, _ audience: Audience) -> Fault {
        // To those who may not see it, a secret layer is an absent one.
        if layer.sensitivity == .secret { return LayerCatalog.unknown(layer.id) }
        return Fault(
            .releaseRefused,
            "Layer “\(layer.id)” is \(layer.sensitivity.rawValue): its rows do not leave for audience "
                + "\(audience.rawValue).",
            remedy: "Its heatmap (grid cells with enough events) may; or use --audience exact if you are "
                + "entitled to.")
    }
}
