internal import TabaqaFeatureModel
internal import TabaqaRendering

/// A density as it will be computed: what the caller left open is filled in from the layer's style, and all
/// of it is allowed.
struct DensityPlan {
    var layer: LayerDefinition
    var audience: Audience
    var kernel: Kernel
    /// Ground metres.
    var bandwidth: Double
    /// Nil: every event weighs one.
    var weight: String?
    var isPerYear: Bool
    var selection: Selection
    var selectionText: String?
    var ramp: ColorRamp
    /// Of the colour scale, when the caller or the layer names one.
    var maximum: Double?

    /// - Throws: `option.invalid`, `property.unknown`, `release.refused`, `filter.malformed`.
    init(_ request: HeatmapRequest, of layer: LayerDefinition, zone: String) throws {
        let style = layer.heatmap
        let weight = request.weight == "count" ? nil : request.weight ?? style?.weight
        if let weight {
            try Self.check(weight, of: layer, request.audience)
            try ReleaseGate.require(properties: [weight], of: layer, for: request.audience)
        }
        let bandwidth = request.bandwidth ?? style?.bandwidth ?? 500
        guard bandwidth.isFinite, bandwidth > 0, bandwidth <= 100_000 else {
            throw Fault(.optionInvalid, "The bandwidth must be between 0 and 100 km.")
        }
        self.layer = layer
        audience = request.audience
        kernel = request.kernel ?? style?.kernel ?? .quartic
        self.bandwidth = bandwidth
        self.weight = weight
        isPerYear = request.isPerYear
        selection = try request.selection.resolved(for: layer, zone: zone, audience: request.audience)
        selectionText = request.selection.text
        ramp = request.ramp ?? style?.ramp ?? .inferno
        maximum = try Self.maximum(request, style, weight)
    }

    /// Throws what would be wrong with the caller's scale for cells, whose values are counts per km².
    static func maximum(
        _ request: HeatmapRequest, _ style: HeatmapStyle?, _ weight: String?
    ) throws -> Double? {
        if let maximum = request.maximum {
            guard maximum.isPerYear == request.isPerYear else {
                throw Fault(
                    .optionInvalid, "--maximum and the values differ in unit.",
                    remedy: request.isPerYear
                        ? "Write the maximum “per km² and year”." : "Write the maximum “per km²”.")
            }
            return maximum.value
        }
        guard let style, let maximum = style.maximum, maximum.isPerYear == request.isPerYear,
            style.weight == weight
        else { return nil }
        return maximum.value
    }

    private static func check(_ weight: String, of layer: LayerDefinition, _ audience: Audience) throws {
        guard let property = layer.property(weight) else {
            let known = layer.properties.filter {
                $0.type.isNumeric && ReleaseGate.mayRead($0, of: layer, audience)
            }
            throw Fault(
                .propertyUnknown, "Layer “\(layer.id)” has no property “\(weight)”.",
                remedy: "Numeric properties: " + known.map(\.name).joined(separator: ", ") + ".")
        }
        guard property.type.isNumeric else {
            throw Fault(
                .optionInvalid, "Property “\(weight)” is a \(property.type.rawValue), not a number.",
                remedy: "Use --weight count to count events.")
        }
    }
}
