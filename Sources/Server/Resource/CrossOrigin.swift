/// Which pages of other origins may read answers (CORS): an exact list, without credentials of the browser.
struct CrossOrigin: Sendable {
    private let origins: Set<String>

    init(_ settings: ServerSettings) {
        origins = Set(settings.corsOrigins)
    }

    var isOff: Bool { origins.isEmpty }

    /// The value of `Access-Control-Allow-Origin`; nil: none.
    private func allowed(_ origin: String) -> String? {
        if origins.contains(origin) { return origin }
        return origins.contains("*") ? "*" : nil
    }

    func headers(origin: String?) -> [(name: String, value: String)] {
        guard let origin, let allowed = allowed(origin) else { return [] }
        return [
            ("Access-Control-Allow-Origin", allowed),
            (
                "Access-Control-Expose-Headers",
                [
                    "Content-Crs", "ETag", "Link", "Content-Disposition", "X-Request-Id", "Retry-After",
                    "Location", "Upload-Offset", "Upload-Length", "Upload-Expires", "Upload-Metadata",
                    "Tus-Resumable", "Tus-Version", "Tus-Extension", "Tus-Max-Size",
                    "Tus-Checksum-Algorithm", "X-OpenRosa-Version", "X-OpenRosa-Accept-Content-Length",
                ].joined(separator: ", ")
            ),
        ]
    }

    func preflight(origin: String?, methods: String) -> [(name: String, value: String)] {
        guard let origin, let allowed = allowed(origin) else { return [] }
        return [
            ("Access-Control-Allow-Origin", allowed), ("Access-Control-Allow-Methods", methods),
            (
                "Access-Control-Allow-Headers",
                [
                    "Accept", "Accept-Language", "Authorization", "Content-Type", "Content-Digest", "Digest",
                    "If-Match", "If-None-Match", "Range", "X-API-Key", "Tus-Resumable", "Upload-Length",
                    "Upload-Offset", "Upload-Metadata", "Upload-Checksum", "Upload-Defer-Length",
                    "X-OpenRosa-Version", "X-Request-Id",
                ].joined(separator: ", ")
            ), ("Access-Control-Max-Age", "600"),
        ]
    }
}
