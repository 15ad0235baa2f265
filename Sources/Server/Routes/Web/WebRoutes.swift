internal import TabaqaFeatureModel

/// What the web map is made of.
public enum WebRoutes {
    public static let all: [Route] = [assets, robots, icon]

    static let assets = Route(
        .get,
        "/assets/{file…}", id: "getAsset", tag: "Service", "A file of the web map or of these pages.",
        access: .open, parameters: [Parameter("file", in: .path, "The file's path.")], offers: [.anything]
    ) { call in
        try answer(call, call.path["file"] ?? "")
    }

    static let robots = Route(
        .get,
        "/robots.txt", id: "getRobots", tag: "Service", "What programs that read the web should leave alone.",
        access: .open, offers: [.plainText]
    ) { call in
        try answer(call, "robots.txt")
    }

    /// Browsers ask for it beside anything that is no page.
    static let icon = Route(
        .get,
        "/favicon.ico", id: "getIcon", tag: "Service", "The mark of the service.", access: .open,
        offers: [.svg]
    ) { call in
        try answer(call, "icon.svg")
    }

    private static func answer(_ call: Call, _ path: String) throws -> Answer {
        guard let asset = asset(path, openLayers: call.service.settings.openLayers) else {
            throw Fault(.httpPathUnknown, "There is no such file.")
        }
        if let same = call.unchanged(asset.tag, caching: .revalidated) { return same }
        return Answer(asset.mediaType, .bytes(asset.bytes), tag: asset.tag, caching: .revalidated)
    }

    private static func asset(_ path: String, openLayers: String?) -> WebAssets.Asset? {
        // The page itself is at `/`, with its gaps filled in.
        guard path != WebPages.template else { return nil }
        if let own = WebAssets.own[path] { return own }
        guard path.hasPrefix("ol/"), let folder = OpenLayersFolder.find(named: openLayers) else { return nil }
        return WebAssets.openLayers(in: folder)[path]
    }
}

extension MediaType {
    fileprivate static let svg = MediaType("image/svg+xml", names: ["svg"])
    fileprivate static let anything = MediaType("application/octet-stream", names: [], isText: false)
}
