internal import TabaqaEngine
internal import TabaqaFeatureModel
internal import TabaqaRendering

/// WMTS 1.0.0: the heatmaps of the layers a viewer knows, by key-value pairs; tiles also at their XYZ addresses.
extension TileRoutes {
    static let wmts = Route(
        .get, "/wmts", id: "getWMTS", tag: tag, "WMTS 1.0.0 by key-value pairs: GetCapabilities and GetTile.",
        access: .known, parameters: keyValueParameters + Parameter.mapTile, offers: [.xml, textXML, .png],
        isLenient: true
    ) { call in
        do {
            return try answer(call)
        } catch let fault as Fault {
            return WMTSException(fault).answer
        }
    }

    static let wmtsCapabilities = Route(
        .get, "/wmts/1.0.0/WMTSCapabilities.xml", id: "getWMTSCapabilities", tag: tag,
        "What the WMTS offers.", access: .known, offers: [.xml]
    ) { call in Answer(.xml, .bytes(try WMTSCapabilities.document(call)), caching: .privately) }

    /// What older clients ask for; they take the newer name.
    private static let textXML = MediaType("text/xml; charset=utf-8", names: ["textxml"])

    private static let keyValueParameters = [
        Parameter("service", "WMTS."), Parameter("request", "GetCapabilities or GetTile."),
        Parameter("version", "1.0.0."), Parameter("acceptversions", "Versions the client takes."),
        Parameter("sections", "Ignored: the document is short."), Parameter("updatesequence", "Ignored."),
        Parameter("acceptformats", "Ignored."), Parameter("layer", "A layer's id."),
        Parameter("style", "default."), Parameter("format", "image/png."),
        Parameter("tilematrixset", "WebMercatorQuad."), Parameter("tilematrix", "The zoom."),
        Parameter("tilerow", "The row, from the north."), Parameter("tilecol", "The column, from the west."),
    ]

    private static func answer(_ call: Call) throws -> Answer {
        try require(call, "service", among: ["wmts"])
        switch call.query["request"]?.lowercased() {
        case "getcapabilities":
            if let versions = call.query.list("acceptversions"), !versions.contains("1.0.0") {
                throw WMTSFault.version
            }
            return Answer(.xml, .bytes(try WMTSCapabilities.document(call)), caching: .privately)
        case "gettile":
            return try tile(call)
        case nil: throw WMTSFault.missing("request")
        case let name?: throw WMTSFault.unsupported(name)
        }
    }

    private static func tile(_ call: Call) throws -> Answer {
        try require(call, "version", among: ["1.0.0"])
        try require(call, "format", among: ["image/png"])
        try require(call, "tilematrixset", among: ["webmercatorquad"])
        if let style = call.query["style"], style.lowercased() != "default" {
            throw WMTSFault.invalid("style")
        }
        guard let id = call.query["layer"] else { throw WMTSFault.missing("layer") }
        guard let layer = try? call.layer(named: id), layer.geometry == .point else {
            throw WMTSFault.invalid("layer")
        }
        var numbers: [Int] = []
        for name in ["tilematrix", "tilerow", "tilecol"] {
            guard let text = call.query[name] else { throw WMTSFault.missing(name) }
            guard let number = Int(text) else { throw WMTSFault.invalid(name) }
            numbers.append(number)
        }
        guard (0...Engine.deepestHeatmapZoom).contains(numbers[0]) else {
            throw WMTSFault.invalid("tilematrix")
        }
        guard let address = TileAddress(zoom: numbers[0], row: numbers[1], column: numbers[2]) else {
            throw WMTSFault.outOfRange
        }
        // A property may be called like one of the protocol's own parameters.
        let plain = call.narrowed(to: Parameter.mapTile)
        let request = try mapRequest(plain, layer, address)
        return try map(plain, layer, request, empty: try EmptyTile.png(pixels: request.pixels))
    }

    private static func require(_ call: Call, _ name: String, among values: [String]) throws(Fault) {
        guard let value = call.query[name] else { throw WMTSFault.missing(name) }
        guard values.contains(value.lowercased()) else { throw WMTSFault.invalid(name) }
    }
}

extension Call {
    fileprivate func narrowed(to parameters: [Parameter]) -> Call {
        let names = Set(parameters.map(\.name))
        return Call(
            service: service, path: path, query: Query(query.items.filter { names.contains($0.name) }),
            viewer: viewer, language: language, format: format, base: base, target: target,
            ifNoneMatch: ifNoneMatch, body: body, collection: collection)
    }
}
