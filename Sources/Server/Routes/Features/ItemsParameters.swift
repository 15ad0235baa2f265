internal import TabaqaEngine
internal import TabaqaFeatureModel

/// What a request for items asks for.
struct ItemsParameters {
    static let defaultLimit = 10

    let layer: LayerDefinition
    let request: ItemsRequest
    let crs: RequestedCRS
    /// Whether all features are wanted, not a page of them.
    let wantsAll: Bool

    /// - Throws: `option.invalid`, `crs.unknown`, `filter.malformed`.
    init(_ call: Call) throws {
        let layer = try call.layer
        let query = call.query
        var request = ItemsRequest(layer: layer.id, audience: call.audience(of: layer))
        request.selection = try call.selection(of: layer)
        let crs = try call.crs("crs", of: layer) ?? .crs84
        request.crs = crs.crs
        let limit = try Self.count(query, "limit", least: 1)
        request.limit = min(limit ?? Self.defaultLimit, ItemsRequest.mostItems)
        request.offset = try Self.count(query, "offset", least: 0) ?? 0
        request.cursor = query["cursor"]
        request.skipsGeometry = try query.truth("skipGeometry") ?? false
        request.properties = Self.names(query, of: layer)
        request.sort = try Self.sort(query)
        let download = try query.truth("download") ?? false
        wantsAll = download || (limit == nil && [.csv, .geoJSONSequence, .geoPackage].contains(call.format))
        if wantsAll || call.format == .geoPackage { try Self.refusePaging(query, hasLimit: limit != nil) }
        self.layer = layer
        self.request = request
        self.crs = crs
    }

    /// A whole number of any length, since a limit beyond the maximum is no error (OGC 17-069r4, 7.15.2).
    private static func count(_ query: Query, _ name: String, least: Int) throws(Fault) -> Int? {
        guard let text = query[name] else { return nil }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), case let number = Int(text) ?? .max,
            number >= least
        else {
            throw Fault(
                .optionInvalid, "Parameter “\(name)” must be a whole number of at least \(least).",
                at: Fault.Place(field: name))
        }
        return number
    }

    /// Geometry and id may be named too; `skipGeometry` decides on the one, and the other always comes.
    private static func names(_ query: Query, of layer: LayerDefinition) -> [String]? {
        query.list("properties")?.filter { name in
            layer.property(name) != nil || !["geometry", "id"].contains(name)
        }
    }

    private static func sort(_ query: Query) throws(Fault) -> [ItemsRequest.SortKey] {
        var keys: [ItemsRequest.SortKey] = []
        for text in query.list("sortby") ?? [] {
            // A plus in a query is read as a blank.
            let isSigned = ["-", "+", " "].contains { text.hasPrefix($0) }
            let name = isSigned ? String(text.dropFirst()) : text
            guard !name.isEmpty else {
                throw Fault(
                    .optionInvalid, "Parameter “sortby” must be names of properties, such as name,-date.",
                    at: Fault.Place(field: "sortby"))
            }
            keys.append(ItemsRequest.SortKey(property: name, isDescending: text.hasPrefix("-")))
        }
        return keys
    }

    private static func refusePaging(_ query: Query, hasLimit: Bool) throws(Fault) {
        let given = ["cursor", "offset", "sortby"].filter { query[$0] != nil } + (hasLimit ? ["limit"] : [])
        guard let name = given.first else { return }
        throw Fault(
            .optionInvalid, "Parameter “\(name)” does not go with all features in one file.",
            at: Fault.Place(field: name),
            remedy: "Leave it out, or ask for pages of GeoJSON or CSV with a limit.")
    }
}
