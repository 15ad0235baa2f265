public import TabaqaEngine
public import TabaqaFeatureModel

extension Parameter {
    /// How a density is estimated and coloured; what is left out comes from the layer's style.
    public static let heatmap: [Parameter] = [
        Parameter(
            "bandwidth", "Metres on the ground: σ of the Gaussian, the radius of every other kernel.",
            schema: ["type": "number", "minimum": 10, "maximum": 20000]),
        Parameter(
            "kernel", "The kernel.",
            schema: ["type": "string", "enum": .array(Kernel.allCases.map { .string($0.rawValue) })]),
        Parameter("weight", "A numeric property to weigh events by, or count."),
        Parameter(
            "ramp", "The colours.",
            schema: ["type": "string", "enum": .array(ColorRamp.allCases.map { .string($0.rawValue) })]),
        Parameter(
            "maximum", "The density drawn in the last colour, in the density's unit.",
            schema: ["type": "number", "minimum": 0, "exclusiveMinimum": true]),
        Parameter(
            "per-year", "Whether to divide by the length of the period in years.",
            schema: ["type": "boolean", "default": false]),
    ]
}

extension Call {
    /// Bandwidths a server computes, in metres.
    public static let bandwidths = 10.0...20_000.0

    /// The heatmap of `layer` the request asks for, its selection included; without a frame.
    ///
    /// - Throws: `option.invalid`, `crs.unknown`.
    public func heatmap(_ layer: LayerDefinition) throws -> HeatmapRequest {
        var request = HeatmapRequest(layer: layer.id, audience: audience(of: layer))
        request.selection = try selection(of: layer)
        request.bandwidth = try query.number("bandwidth", in: Self.bandwidths)
        request.kernel = try query.choice("kernel", Kernel.self)
        request.weight = query["weight"]
        request.ramp = try query.choice("ramp", ColorRamp.self)
        request.isPerYear = try query.truth("per-year") ?? false
        if let maximum = try query.number("maximum", in: 1e-12...1e15) {
            request.maximum = DensityMaximum(value: maximum, isPerYear: request.isPerYear)
        }
        return request
    }

    /// The heatmap tile of `layer` the request asks for.
    ///
    /// - Throws: `option.invalid`, `crs.unknown`.
    public func heatmapTile(_ layer: LayerDefinition, at address: TileAddress) throws -> HeatmapTileRequest {
        let heatmap = try heatmap(layer)
        var request = HeatmapTileRequest(layer: layer.id, audience: heatmap.audience, address: address)
        request.selection = heatmap.selection
        request.kernel = heatmap.kernel
        request.bandwidth = heatmap.bandwidth
        request.weight = heatmap.weight
        request.isPerYear = heatmap.isPerYear
        request.ramp = heatmap.ramp
        request.maximum = heatmap.maximum
        return request
    }
}
