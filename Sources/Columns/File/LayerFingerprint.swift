internal import TabaqaFeatureModel

/// A hash of the parts of a layer's definition that decide how its columns look.
enum LayerFingerprint {
    static func of(_ layer: LayerDefinition) -> UInt64 {
        var parts = [layer.id, layer.geometry.rawValue, layer.crs.definition, layer.time?.property ?? ""]
        parts += [layer.time?.zone ?? "", layer.key ?? ""]
        for property in layer.properties { parts.append("\(property.name)\u{1}\(property.type.rawValue)") }
        return SectionChecksum.of(parts.joined(separator: "\u{0}"))
    }
}
