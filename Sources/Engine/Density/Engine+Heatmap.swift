internal import TabaqaAnalysis
internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaRendering
internal import TabaqaTopology

extension Engine {
    /// The density of a layer's selected events.
    ///
    /// A layer whose places may not leave comes out as counts on its own fixed grid instead, small cells
    /// withheld; a selection or weight is then refused, because the difference of two answers tells on one
    /// person (DESIGN section 9).
    ///
    /// - Throws: `release.refused`, `option.invalid`, `filter.malformed`, `grid.too-large`, store faults.
    public func heatmap(_ request: HeatmapRequest) throws -> Heatmap {
        let layer = try catalog.layer(request.layer)
        if try isSurface(layer, for: request.audience) { return try surface(layer, request) }
        return try cells(layer, request)
    }

    /// Throws what `heatmap` would throw for the request alone, before anything is computed or told: who may
    /// not have an answer may not learn that it stayed the same.
    ///
    /// - Throws: `release.refused`, `option.invalid`, `filter.malformed`, `property.unknown`.
    public func check(_ request: HeatmapRequest) throws {
        let layer = try catalog.layer(request.layer)
        if try isSurface(layer, for: request.audience) {
            _ = try DensityPlan(request, of: layer, zone: catalog.city.zone)
        } else {
            try requireWhole(request, of: layer)
        }
    }

    /// The heatmap a legend tells of. A selection without any event has a legend too.
    ///
    /// - Throws: as `heatmap`.
    public func legendHeatmap(_ request: HeatmapRequest) throws -> Heatmap {
        let layer = try catalog.layer(request.layer)
        guard try isSurface(layer, for: request.audience) else { return try cells(layer, request) }
        let plan = try DensityPlan(request, of: layer, zone: catalog.city.zone)
        return try columns.reading([layer], for: request.audience) { columns in
            let columns = columns[0]
            let grid = try DensityEstimator.overview(
                columns: columns, selection: plan.selection, longSide: request.longSide
            ) { plan.options($0) }
            return Heatmap(
                layer: layer, grid: try ReleaseGate.release(grid, of: layer, to: request.audience),
                scale: try plan.scale(columns), isCells: false)
        }
    }

    /// Whether the audience sees a kernel estimate; otherwise the layer's own cells.
    ///
    /// - Throws: `option.invalid` for a layer without points, `release.refused`.
    func isSurface(_ layer: LayerDefinition, for audience: Audience) throws -> Bool {
        guard layer.geometry == .point else {
            throw Fault(
                .optionInvalid, "Layer “\(layer.id)” has no points to draw a heatmap of.",
                remedy: "Choose a layer with geometry Point, or use tabaqa join for areas.")
        }
        if ReleaseGate.decide(audience, layer.sensitivity, .density) == .exact { return true }
        try ReleaseGate.require(layer, .cells, for: audience)
        return false
    }

    private func surface(_ layer: LayerDefinition, _ request: HeatmapRequest) throws -> Heatmap {
        let plan = try DensityPlan(request, of: layer, zone: catalog.city.zone)
        let crs = request.crs ?? .webMercator
        _ = try CRSProperties.of(crs)
        return try columns.reading([layer], for: request.audience) { columns in
            let columns = columns[0]
            let frame =
                try request.allowsNothing && plan.selectsNothing(columns)
                ? DensityEstimator.nowhere
                : DensityFrame.make(
                    columns: columns, selection: plan.selection, crs: crs, size: request.size,
                    cell: request.cell, longSide: request.longSide,
                    reach: plan.kernel.reach(bandwidth: plan.bandwidth))
            try check(frame, request)
            let grid = try ReleaseGate.release(
                try DensityEstimator.density(
                    columns: columns, selection: plan.selection, options: plan.options(frame)),
                of: layer, to: request.audience)
            let scale =
                try plan.maximum != nil || request.usesLayerScale
                ? plan.scale(columns) : DensityScale.automatic(for: grid, ramp: plan.ramp)
            return Heatmap(layer: layer, grid: grid, scale: scale, isCells: false)
        }
    }

    private func cells(_ layer: LayerDefinition, _ request: HeatmapRequest) throws -> Heatmap {
        try requireWhole(request, of: layer)
        return try columns.reading([layer], for: request.audience) { columns in
            let grid = try releasedCells(columns[0], to: request.audience)
            try check(grid.value.frame, request)
            return Heatmap(
                layer: layer, grid: grid, scale: try cellScale(grid, request, of: layer), isCells: true)
        }
    }

    /// - Throws: `release.refused` for a selection, weight or division, which a guarded layer's cells do not
    /// take.
    func requireWhole(_ request: HeatmapRequest, of layer: LayerDefinition) throws {
        guard request.selection.isWhole, request.weight == nil || request.weight == "count",
            !request.isPerYear
        else {
            throw Fault(
                .releaseRefused,
                "Layer “\(layer.id)” is \(layer.sensitivity.rawValue): for audience "
                    + "\(request.audience.rawValue) only its whole grid leaves, without a selection or weight.",
                remedy: "Leave out --bbox, --datetime, --hour, --weekday, --filter, --weight and --per-year.")
        }
    }

    /// The layer's cells as the audience may have them; worked out once per state of the layer.
    func releasedCells(_ columns: LayerColumns, to audience: Audience) throws -> Released<DensityGrid> {
        try columns.derived("cells for \(audience.rawValue)") {
            let counts = try DisclosureCells.count(columns: columns, city: catalog.city)
            return try ReleaseGate.release(counts, of: columns.layer, to: audience)
        }
    }

    func cellScale(
        _ grid: Released<DensityGrid>, _ request: HeatmapRequest, of layer: LayerDefinition
    ) throws -> DensityScale {
        let ramp = request.ramp ?? layer.heatmap?.ramp ?? .inferno
        if let maximum = try DensityPlan.maximum(request, layer.heatmap, nil) {
            return try DensityScale(maximum: maximum, ramp: ramp)
        }
        let automatic = DensityScale.automatic(for: grid, ramp: ramp)
        // Cells are always the layer's whole grid: their scale belongs to the layer.
        return request.usesLayerScale ? try DensityScale(maximum: automatic.maximum, ramp: ramp) : automatic
    }

    private func check(_ frame: GridFrame, _ request: HeatmapRequest) throws {
        guard frame.cellCount <= request.maximumCells,
            max(frame.columns, frame.rows) <= request.maximumSide
        else {
            throw Fault(
                .gridTooLarge,
                "The grid would have \(frame.columns) × \(frame.rows) cells; at most "
                    + "\(request.maximumCells) may be asked for.",
                remedy: "Choose a larger --cell, a smaller --size or a smaller --bbox.")
        }
    }
}
