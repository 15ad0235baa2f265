public import TabaqaEngine
public import TabaqaFeatureModel

/// One request as resources see it: parameters decoded, viewer known, representation and language chosen. Handlers
/// may block; they run off the event loops.
public struct Call: Sendable {
    public let service: Service
    /// Values of the pattern's parameters, percent-decoded.
    public let path: [String: String]
    public let query: Query
    public let viewer: Viewer
    /// By `lang`, else `Accept-Language`, else the city's first.
    public let language: Language
    /// By `f`, else `Accept`, among the route's offers.
    public let format: MediaType
    /// `https://city.example` and the prefix the service lives under, without a final slash; as clients see it.
    public let base: String
    /// Path of the request below `base`, undecoded, without the query.
    public let target: String
    public let ifNoneMatch: String?
    public let body: [UInt8]
    /// Header fields as they came; for routes whose protocol lives in them.
    public let headers: Headers
    /// The layer `{collectionId}`; the dispatcher has checked that the viewer knows it.
    public let collection: LayerDefinition?

    public init(
        service: Service, path: [String: String], query: Query, viewer: Viewer, language: Language,
        format: MediaType, base: String, target: String, ifNoneMatch: String?, body: [UInt8],
        headers: Headers = Headers([]),
        collection: LayerDefinition?
    ) {
        self.service = service
        self.path = path
        self.query = query
        self.viewer = viewer
        self.language = language
        self.format = format
        self.base = base
        self.target = target
        self.ifNoneMatch = ifNoneMatch
        self.body = body
        self.headers = headers
        self.collection = collection
    }

    public var engine: Engine { service.engine }

    /// - Throws: `server.read-only`.
    public var field: FieldDesk {
        get throws {
            guard let field = service.field else {
                throw Fault(.serverReadOnly, "This server only shows data; it takes none.")
            }
            return field
        }
    }

    /// The layer of a route with `{collectionId}`.
    ///
    /// - Throws: `layer.unknown` on a route without one.
    public var layer: LayerDefinition {
        get throws {
            guard let collection else { throw Fault(.layerUnknown, "There is no such layer.") }
            return collection
        }
    }

    /// For whom outputs of the layer are made.
    public func audience(of layer: LayerDefinition) -> Audience { viewer.audience(of: layer) }

    /// Another layer named in a parameter, when the viewer knows it.
    ///
    /// - Throws: `layer.unknown`, the same for an absent layer and one that must seem so.
    public func layer(named id: String) throws -> LayerDefinition {
        let layer = try service.engine.catalog.layer(id)
        guard viewer.knows(layer) else { throw LayerCatalog.unknown(id) }
        return layer
    }

    /// The layers the viewer knows, in the catalogue's order.
    public var layers: [LayerDefinition] { service.engine.catalog.layers.filter(viewer.knows) }

    /// `304 Not Modified` when the client has the representation of that tag.
    public func unchanged(_ tag: String, caching: Answer.Caching = .privately) -> Answer? {
        guard Conditional.held(tag, ifNoneMatch) != nil else { return nil }
        return Answer(status: 304, nil, .none, tag: tag, caching: caching)
    }
}

extension Call {
    func with(body: [UInt8]) -> Call {
        Call(
            service: service, path: path, query: query, viewer: viewer, language: language, format: format,
            base: base, target: target, ifNoneMatch: ifNoneMatch, body: body, headers: headers,
            collection: collection)
    }
}
