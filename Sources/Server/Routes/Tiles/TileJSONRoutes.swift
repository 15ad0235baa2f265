internal import TabaqaEngine
internal import TabaqaFeatureModel

extension TileRoutes {
    static let vectorTileJSON = Route(
        .get, "/collections/{collectionId}/tilejson", id: "getVectorTileJSON", tag: tag,
        "The vector tiles as TileJSON 3.0.", access: .layer(.features),
        parameters: [CommonRoutes.layerParameter] + Parameter.vectorTile, takesProperties: true,
        schema: tileJSONSchema
    ) { call in
        let layer = try call.layer
        guard layer.geometry != .none else { throw TileJSON.none(layer) }
        // Refused here rather than in every tile.
        _ = try call.selection(of: layer)
        return .json(try TileJSON.document(call, layer, isVector: true))
    }

    static let mapTileJSON = Route(
        .get, "/collections/{collectionId}/map/tilejson", id: "getMapTileJSON", tag: tag,
        "The heatmap tiles as TileJSON 3.0.", access: .layer(.cells),
        parameters: [CommonRoutes.layerParameter] + Parameter.mapTile, takesProperties: true,
        schema: tileJSONSchema
    ) { call in
        let layer = try call.layer
        guard layer.geometry == .point else { throw TileJSON.none(layer) }
        _ = try call.heatmap(layer)
        return .json(try TileJSON.document(call, layer, isVector: false))
    }

    private static let tileJSONSchema: JSON = [
        "type": "object", "required": ["tilejson", "tiles"],
        "properties": [
            "tilejson": ["type": "string"], "tiles": ["type": "array", "items": ["type": "string"]],
            "bounds": ["type": "array", "items": ["type": "number"]], "minzoom": ["type": "integer"],
            "maxzoom": ["type": "integer"],
        ],
    ]
}

/// TileJSON 3.0.0, what MapLibre, OpenLayers and QGIS start from.
enum TileJSON {
    /// Deeper zooms show no more: a unit of a vector tile is 15 cm there, and no bandwidth is below 10 m.
    private static let deepest: (vector: Int64, map: Int64) = (16, 18)

    static func none(_ layer: LayerDefinition) -> Fault {
        Fault(.httpPathUnknown, "Layer “\(layer.id)” has no such tiles.")
    }

    static func document(_ call: Call, _ layer: LayerDefinition, isVector: Bool) throws -> JSON {
        var given = call.given(isVector ? Parameter.vectorTile : Parameter.mapTile, on: layer)
        if isVector, call.query["lang"] != nil { given.append(("lang", call.language.rawValue)) }
        let query = given.map { "\($0.name)=\(encoded($0.value))" }.joined(separator: "&")
        let template =
            "\(call.base)/xyz/\(layer.id)/{z}/{x}/{y}.\(isVector ? "mvt" : "png")"
            + (query.isEmpty ? "" : "?" + query)
        let limits = try TileLimits(layer, call, reach: isVector ? 0 : reach(layer))
        let department = call.engine.catalog.department(layer.department)?.title[call.language]
        let document: JSON = [
            "tilejson": "3.0.0", "tiles": [.string(template)], "scheme": "xyz",
            "name": .string(layer.title[call.language]), "version": "1.0.0",
            "attribution": .string(department ?? call.engine.catalog.city.name[call.language]),
            "minzoom": 0, "maxzoom": .integer(isVector ? deepest.vector : deepest.map),
        ]
        return document.adding([
            ("bounds", limits.box.map { .array($0.map { .number($0) }) }),
            ("vector_layers", isVector ? [fields(layer, call)] : nil),
        ])
    }

    /// Properties the viewer finds in tiles.
    static func properties(_ layer: LayerDefinition, _ call: Call) -> [PropertyDefinition] {
        let wanted = call.query.list("properties")
        return layer.properties.filter {
            ReleaseGate.mayRead($0, of: layer, call.audience(of: layer))
                && (wanted?.contains($0.name) ?? true)
        }
    }

    private static func fields(_ layer: LayerDefinition, _ call: Call) -> JSON {
        [
            "id": .string(layer.id), "description": .string(layer.title[call.language]),
            "minzoom": 0, "maxzoom": .integer(deepest.vector),
            "fields": .object(
                properties(layer, call).map { property in
                    let label = property.label[call.language]
                    return (
                        property.name, .string(property.unit.map { "\(label) (\($0))" } ?? label)
                    )
                }),
        ]
    }

    static func schemaType(_ type: PropertyType) -> String {
        switch type {
        case .integer: "integer"
        case .decimal: "number"
        case .boolean: "boolean"
        default: "string"
        }
    }

    /// How far the layer's own style reaches.
    static func reach(_ layer: LayerDefinition) -> Double {
        layer.heatmap.map { $0.kernel.reach(bandwidth: $0.bandwidth) } ?? 0
    }

    /// Percent-encoded but for what RFC 3986 leaves as it is.
    private static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: ":"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count < 2 ? "0" : "") + digits
            }
        }
        return result
    }
}
