internal import TabaqaAnalysis
internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaRendering
internal import TabaqaTopology

extension Engine {
    /// Largest grid computed at once.
    private static let maximumCells = 100_000_000

    /// The density of a layer's selected events.
    ///
    /// A layer whose places may not leave comes out as counts on its own fixed grid instead, small cells
    /// withheld; a selection or weight is then refused, because the difference of two answers tells on one
    /// person (DESIGN section 9).
    ///
    /// - Throws: `release.refused`, `option.invalid`, `filter.malformed`, `grid.too-large`, store faults.
    public func heatmap(_ request: HeatmapRequest) throws -> Heatmap {
        let layer = try catalog.layer(request.layer)
        guard layer.geometry == .point else {
            throw Fault(
                .optionInvalid, "Layer “\(layer.id)” has no points to draw a heatmap of.",
                remedy: "Choose a layer with geometry Point, or use tabaqa join for areas.")
        }
        if ReleaseGate.decide(request.audience, layer.sensitivity, .density) == .exact {
            return try surface(layer, request)
        }
        try ReleaseGate.require(layer, .cells, for: request.audience)
        return try cells(layer, request)
    }

    private func surface(_ layer: LayerDefinition, _ request: HeatmapRequest) throws -> Heatmap {
        let style = layer.heatmap
        let weight = request.weight == "count" ? nil : request.weight ?? style?.weight
        if let weight { try checkWeight(weight, of: layer, explicit: request.weight != nil) }
        if let weight { try ReleaseGate.require(properties: [weight], of: layer, for: request.audience) }
        let kernel = request.kernel ?? style?.kernel ?? .quartic
        let bandwidth = request.bandwidth ?? style?.bandwidth ?? 500
        guard bandwidth.isFinite, bandwidth > 0, bandwidth <= 100_000 else {
            throw Fault(.optionInvalid, "The bandwidth must be between 0 and 100 km.")
        }
        let crs = request.crs ?? .webMercator
        try requireGridCRS(crs)
        let selection = try request.selection.resolved(
            for: layer, zone: catalog.city.zone, audience: request.audience)
        let grid = try columns.reading([layer]) { columns in
            let columns = columns[0]
            let frame = try DensityFrame.make(
                columns: columns, selection: selection, crs: crs, size: request.size, cell: request.cell,
                reach: kernel.reach(bandwidth: bandwidth))
            guard frame.cellCount <= Self.maximumCells else {
                throw Fault(
                    .gridTooLarge, "The grid would have \(frame.columns) × \(frame.rows) cells.",
                    remedy: "Choose a larger --cell, a smaller --size or a smaller --bbox.")
            }
            return try DensityEstimator.density(
                columns: columns, selection: selection,
                options: DensityOptions(
                    kernel: kernel, bandwidth: bandwidth, weight: weight, isPerYear: request.isPerYear,
                    frame: frame, filterText: request.selection.text))
        }
        let released = try ReleaseGate.release(grid, of: layer, to: request.audience)
        return Heatmap(
            layer: layer, grid: released, scale: try scale(released, layer, request, weight), isCells: false)
    }

    private func cells(_ layer: LayerDefinition, _ request: HeatmapRequest) throws -> Heatmap {
        guard request.selection.isWhole, request.weight == nil || request.weight == "count",
            !request.isPerYear
        else {
            throw Fault(
                .releaseRefused,
                "Layer “\(layer.id)” is \(layer.sensitivity.rawValue): for audience "
                    + "\(request.audience.rawValue) only its whole grid leaves, without a selection or weight.",
                remedy: "Leave out --bbox, --datetime, --hour, --weekday, --filter, --weight and --per-year.")
        }
        let columns = try self.columns.open(layer)
        let counts = try DisclosureCells.count(
            columns: columns, city: catalog.city)
        let released = try ReleaseGate.release(counts, of: layer, to: request.audience)
        return Heatmap(
            layer: layer, grid: released, scale: try scale(released, layer, request, nil), isCells: true)
    }

    private func checkWeight(_ name: String, of layer: LayerDefinition, explicit: Bool) throws {
        guard let property = layer.property(name) else {
            throw Fault(
                .propertyUnknown, "Layer “\(layer.id)” has no property “\(name)”.",
                remedy: "Numeric properties: "
                    + layer.properties.filter(\.type.isNumeric).map(\.name).joined(separator: ", ") + ".")
        }
        guard property.type.isNumeric else {
            throw Fault(
                .optionInvalid, "Property “\(name)” is a \(property.type.rawValue), not a number.",
                remedy: "Use --weight count to count events.")
        }
    }

    private func requireGridCRS(_ crs: CRS) throws {
        _ = try CRSProperties.of(crs)
    }

    /// The caller's scale, else the layer's own when it measures the same thing, else an automatic one.
    private func scale(
        _ grid: Released<DensityGrid>, _ layer: LayerDefinition, _ request: HeatmapRequest, _ weight: String?
    ) throws -> DensityScale {
        let ramp = request.ramp ?? layer.heatmap?.ramp ?? .inferno
        if let maximum = request.maximum {
            guard maximum.isPerYear == request.isPerYear else {
                throw Fault(
                    .optionInvalid, "--maximum and the values differ in unit.",
                    remedy: request.isPerYear
                        ? "Write the maximum “per km² and year”." : "Write the maximum “per km²”.")
            }
            return try DensityScale(maximum: maximum.value, ramp: ramp)
        }
        if let style = layer.heatmap, let maximum = style.maximum, maximum.isPerYear == request.isPerYear,
            style.weight == weight
        {
            return try DensityScale(maximum: maximum.value, ramp: ramp)
        }
        return DensityScale.automatic(for: grid, ramp: ramp)
    }
}
