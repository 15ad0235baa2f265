internal import TabaqaEngine
internal import TabaqaFeatureModel

/// The city as its map reads it at the start, all languages at once.
struct CityDocument {
    let call: Call
    /// Milliseconds since 1970.
    let now: Int64

    var json: JSON {
        get throws {
            let city = call.engine.catalog.city
            let layers = call.layers
            let shown = Set(layers.map(\.department))
            return [
                "city": JSON.object([]).adding([
                    ("name", JSON(city.name)),
                    ("languages", .array(city.languages.map { .string($0.rawValue) })),
                    ("zone", .string(city.zone)),
                    ("metricCrs", RequestedCRS.epsg(city.metricCRS).map { .string($0.uri) }),
                    (
                        "boundary",
                        city.boundary.flatMap { id in layers.first { $0.id == id } }.map { .string($0.id) }
                    ), ("extent", JSON(try extent(layers))),
                ]),
                "viewer": viewer,
                // A department none of whose layers the viewer knows tells nothing here.
                "departments": .array(
                    call.engine.catalog.departments.filter { shown.contains($0.id) }.map {
                        ["id": .string($0.id), "title": JSON($0.title)]
                    }),
                "layers": .array(try layers.map { try CityLayer(layer: $0, call: call, now: now).json }),
            ]
        }
    }

    private var viewer: JSON {
        [
            "name": .string(call.viewer.name), "isAnonymous": .bool(call.viewer.isAnonymous),
            "grants": .array(
                call.viewer.grants.map {
                    ["department": JSON(optional: $0.department), "role": .string($0.role.rawValue)]
                }),
        ]
    }

    /// Of the boundary, else of all areas the viewer may see.
    private func extent(_ layers: [LayerDefinition]) throws -> Extent {
        let boundary = layers.filter { $0.id == call.engine.catalog.city.boundary }
        for grounds in [boundary, layers.filter { $0.geometry == .polygon }, layers] {
            var extent = Extent.empty
            for layer in grounds {
                if let summary = try call.engine.summary(of: layer, audience: call.audience(of: layer)) {
                    extent.include(summary.extent)
                }
            }
            if !extent.isEmpty { return extent }
        }
        return .empty
    }
}
