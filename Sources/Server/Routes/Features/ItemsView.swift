internal import TabaqaEngine
internal import TabaqaFeatureModel

/// A page of features with what was asked: what each representation is made of.
struct ItemsView {
    let call: Call
    let parameters: ItemsParameters
    let page: ItemsPage

    var layer: LayerDefinition { parameters.layer }

    /// The page itself, its other representations, the page after, and the layer.
    var links: [Link] {
        var links = [Link("self", address(["f": name(call.format)]), call.format)]
        for offer in ItemsRoutes.items.offers where offer != call.format && offer != .geoPackage {
            links.append(Link("alternate", address(["f": name(offer), "limit": limit(offer)]), offer))
        }
        if let next { links.append(Link("next", next, call.format)) }
        links.append(Link("collection", "\(call.base)/collections/\(layer.id)", .json))
        return links
    }

    /// The address of the page after; nil on the last.
    var next: String? {
        page.next.map { cursor in
            var changes: [String: String?] = ["cursor": cursor]
            changes.updateValue(nil, forKey: "offset")
            if call.format != .geoJSON { changes["f"] = name(call.format) }
            return address(changes)
        }
    }

    private func name(_ type: MediaType) -> String { type.names.first ?? "" }

    /// Formats that hold all features unless told otherwise are told.
    private func limit(_ offer: MediaType) -> String? {
        offer == .geoJSON ? call.query["limit"] : "\(parameters.request.limit)"
    }

    /// The address of the request with some parameters changed, added, or, where nil, left out.
    func address(_ changes: [String: String?]) -> String {
        var items = call.query.items.filter { !$0.value.isEmpty && changes[$0.name] == nil }
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
            if let value { items.append((name, value)) }
        }
        return call.base + call.target + QueryText.of(items)
    }
}
