internal import TabaqaEngine
internal import TabaqaFeatureModel

/// Heatmaps as data, their legend, and the printed page.
public enum DensityRoutes {
    public static let all: [Route] = [density, legend, sheet]

    static let collection = Parameter(
        "collectionId", in: .path, "A layer's id.", schema: ["type": "string", "pattern": "^[a-z0-9_-]+$"])

    /// The grid's place and cells.
    static let frame: [Parameter] = [
        Parameter(
            "crs", "The CRS of the grid; Web Mercator without it.",
            schema: ["type": "string", "format": "uri"]),
        Parameter(
            "width", "Columns of the grid; with height.",
            schema: ["type": "integer", "minimum": 1, "maximum": 4096]),
        Parameter(
            "height", "Rows of the grid; with width.",
            schema: ["type": "integer", "minimum": 1, "maximum": 4096]),
        Parameter(
            "cell", "A cell's side in metres on the ground, instead of width and height.",
            schema: ["type": "number", "minimum": 0.1, "maximum": 1_000_000]),
    ]

    static let density = Route(
        .get, "/collections/{collectionId}/density", id: "getDensity", tag: "Heatmaps",
        "The density of the layer's features per km² of ground: cells as GeoJSON, CSV or GeoTIFF, or a "
            + "picture. A guarded layer answers with the counts of its own fixed cells.",
        access: .layer(.cells), parameters: [collection] + Parameter.selection + Parameter.heatmap + frame,
        takesProperties: true, offers: [.geoJSON, .csv, .geoTIFF, .png], schema: densitySchema
    ) { call in
        let layer = try call.layer
        var request = try call.heatmap(layer)
        try call.readFrame(into: &request, of: layer)
        try call.engine.check(request)
        let tag = try call.densityTag([layer])
        if let tag, let same = call.unchanged(tag) { return same }
        let heatmap = try call.engine.heatmap(request)
        let bytes =
            switch call.format {
            case .png: try call.engine.picture(heatmap)
            case .csv: try call.engine.values(heatmap, as: .csv)
            case .geoTIFF: try call.engine.values(heatmap, as: .geoTIFF)
            default: try call.engine.values(heatmap, as: .geoJSON)
            }
        return call.answer(
            bytes, tag: tag,
            headers: call.format == .png || call.format == .geoTIFF ? call.place(of: heatmap) : [])
    }

    static let legend = Route(
        .get, "/collections/{collectionId}/legend", id: "getLegend", tag: "Heatmaps",
        "What a heatmap of the same parameters means: unit, scale, kernel, bandwidth, period, how many records "
            + "it is made of and what was left out. Tiles have the same scale.",
        access: .layer(.cells), parameters: [collection] + Parameter.selection + Parameter.heatmap,
        takesProperties: true, offers: [.json, .png], schema: legendSchema
    ) { call in
        let layer = try call.layer
        var request = try call.heatmap(layer)
        request.usesLayerScale = true
        // Enough to tell how many records there are, and how dense they lie.
        request.longSide = 256
        try call.engine.check(request)
        let tag = try call.densityTag([layer])
        if let tag, let same = call.unchanged(tag) { return same }
        let heatmap = try call.engine.legendHeatmap(request)
        let bytes = try call.engine.legend(
            heatmap, as: call.format == .png ? .png : .json, language: call.language)
        return call.answer(bytes, tag: tag)
    }

    private static let densitySchema: JSON = [
        "type": "object", "required": ["type", "features", "unit", "kernel", "bandwidthMeters", "revision"],
        "properties": [
            "type": ["type": "string", "enum": ["FeatureCollection"]],
            "unit": ["type": "string"], "kernel": ["type": "string"], "bandwidthMeters": ["type": "number"],
            "perYear": ["type": "boolean"], "revision": ["type": "integer"], "used": ["type": "integer"],
            "features": [
                "type": "array",
                "items": [
                    "type": "object",
                    "properties": [
                        "properties": ["type": "object", "properties": ["value": ["type": "number"]]]
                    ],
                ],
            ],
        ],
    ]

    private static let legendSchema: JSON = [
        "type": "object",
        "required": ["layer", "unit", "kernel", "bandwidthMeters", "maximum", "stops", "revision"],
        "properties": [
            "layer": ["type": "string"], "unit": ["type": "string"], "kernel": ["type": "string"],
            "bandwidthMeters": ["type": "number"], "maximum": ["type": "number"],
            "greatest": ["type": "number"], "revision": ["type": "integer"], "used": ["type": "integer"],
            "stops": [
                "type": "array",
                "items": [
                    "type": "object", "required": ["value", "color"],
                    "properties": ["value": ["type": "number"], "color": ["type": "string"]],
                ],
            ],
        ],
    ]
}
