internal import TabaqaFeatureModel

/// The page with which people in the field fill forms, with or without a network, and what it is made of. Its
/// files tell nothing about any layer; what they show comes with a device's token.
public enum FieldPageRoutes {
    public static let all: [Route] = [page, files]

    static let page = Route(
        .get,
        "/field", id: "getFieldPage", tag: "Field", "The page for work in the field.", access: .open,
        offers: [.html]
    ) { call in
        try answer(call, "index.html")
    }

    static let files = Route(
        .get,
        "/field/{file…}", id: "getFieldFile", tag: "Field", "A file of the page for work in the field.",
        access: .open, parameters: [Parameter("file", in: .path, "The file's path.")],
        offers: [MediaType("application/octet-stream", names: [], isText: false)]
    ) { call in
        try answer(call, call.path["file"] ?? "")
    }

    /// Files of the web map that the page uses as well.
    private static let shared = ["tabaqa.css", "app/dom.js", "app/icons.js", "app/theme.js", "icon.svg"]

    /// Both have to differ whenever any file of the page does: browsers compare nothing else.
    private static let workers: Set<String> = ["sw.js", "precache.js"]

    /// What the service worker keeps, as addresses below its own folder.
    private static let kept: (version: String, addresses: [String]) = {
        var tag = AnswerTag()
        var addresses = ["../field"]
        for path in WebAssets.own.paths.sorted() {
            guard let asset = WebAssets.own[path] else { continue }
            if path.hasPrefix(folder) {
                let name = String(path.dropFirst(folder.count))
                if !workers.contains(name), name != "index.html" { addresses.append(name) }
            } else if shared.contains(path) {
                addresses.append("../assets/" + path)
            } else {
                continue
            }
            tag.mix(path)
            tag.mix(asset.bytes)
        }
        return (tag.text, addresses)
    }()

    private static let folder = "field/"

    private static func answer(_ call: Call, _ name: String) throws -> Answer {
        guard let asset = WebAssets.own[folder + name] else {
            throw Fault(.httpPathUnknown, "There is no such file.")
        }
        guard workers.contains(name) else {
            return Answer(
                asset.mediaType, .bytes(asset.bytes), tag: asset.tag, caching: .revalidated, headers: headers)
        }
        let list: JSON = [
            "version": .string(kept.version), "addresses": .array(kept.addresses.map(JSON.string)),
        ]
        let bytes = Array("self.kept = ".utf8) + list.bytes + Array(";\n".utf8) + asset.bytes
        var tag = AnswerTag()
        tag.mix(bytes)
        return Answer(
            asset.mediaType, .bytes(bytes), tag: tag.text, caching: .revalidated,
            // The page is at `/field`, above the worker's folder.
            headers: headers + [("Service-Worker-Allowed", "../field")])
    }

    /// What the page may do: take pictures, record, ask where it is, show what it recorded. Nothing foreign.
    private static let headers: [(name: String, value: String)] = [
        (
            "Permissions-Policy",
            "camera=(self), microphone=(self), geolocation=(self), payment=(), usb=()"
        ),
        (
            "Content-Security-Policy",
            [
                "default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob:",
                "media-src 'self' blob:", "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'",
                "object-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
            ].joined(separator: "; ")
        ), ("Referrer-Policy", "no-referrer"),
    ]
}
