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

    /// - Throws: `release.refused` when `filter`, weight or aggregate would read a property above the
    ///   audience.
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

    /// The features of a vector tile, without the properties above the audience.
    public static func release(
        _ content: TileContent, of layer: LayerDefinition, to audience: Audience
    ) throws(Fault) -> Released<TileContent> {
        try require(layer, .features, for: audience)
        var released = content
        released.columns.removeAll { column in
            layer.property(column.name).map { !mayRead($0, of: layer, audience) } ?? true
        }
        if !mayReadIDs(of: layer, audience) {
            // Numbers derive from ids.
            released.numbers = []
            released.ids = nil
        }
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
        guard mayReadTime(of: layer, audience) else {
            if grid.description.isPerYear, let time = layer.time {
                try require(properties: [time.property], of: layer, for: audience)
            }
            var description = grid.description
            description.newestRecord = nil
            description.period = nil
            return Released(
                DensityGrid(frame: grid.frame, values: grid.values, description: description), for: audience)
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
            // Nor may the count of changes: it grows when somebody comes, whether a cell shows it or not.
            description.revision = 0
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

    /// A join of two layers, each judged for its own audience: they may belong to different departments, and
    /// a viewer be entitled to one and not to the other. Its class is the higher of the two layers'; small
    /// counts are withheld where the decision on the points is to aggregate (measures become null, and a
    /// withheld row cannot be told from an empty one).
    ///
    /// - Parameter areasAudience: nil: as `audience`, which is that of the points.
    public static func release(
        _ join: JoinTable, of points: LayerDefinition, and areas: LayerDefinition, to audience: Audience,
        areas areasAudience: Audience? = nil
    ) throws(Fault) -> Released<JoinTable> {
        let parties = JoinParties(
            points: points, pointsAudience: audience, areas: areas,
            areasAudience: areasAudience ?? audience)
        return Released(try withheld(join, parties), for: audience)
    }

    /// Whether the audience may read the ids of the layer's rows. Ids of imported rows derive from the key,
    /// and the derivation can be turned round: where the key may not be read, neither may they.
    public static func mayReadIDs(of layer: LayerDefinition, _ audience: Audience) -> Bool {
        let mayReadAll = layer.properties.allSatisfy { mayRead($0, of: layer, audience) }
        return layer.key.flatMap(layer.property).map { mayRead($0, of: layer, audience) } ?? mayReadAll
    }

    /// Whether the audience may learn when the layer's records are from: its newest one, its span, its trend.
    /// A layer without a time has nothing to tell.
    public static func mayReadTime(of layer: LayerDefinition, _ audience: Audience) -> Bool {
        layer.time.flatMap { layer.property($0.property) }.map { mayRead($0, of: layer, audience) } ?? true
    }

    static func withholdIDs(_ batch: inout FeatureBatch, of layer: LayerDefinition, _ audience: Audience) {
        guard !mayReadIDs(of: layer, audience) else { return }
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
