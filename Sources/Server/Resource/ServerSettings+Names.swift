extension ServerSettings {
    typealias Setter = @Sendable (inout ServerSettings, String) -> Bool

    /// Settings by the name they have as flags and in files, and how text becomes their value; false where it
    /// cannot.
    static let names: [(name: String, set: Setter)] = [
        ("host", { set(&$0.host, $1.isEmpty ? nil : $1) }),
        ("port", { set(&$0.port, integer($1, 0...65_535)) }),
        ("public-url", { set(&$0.publicURL, isURL($1) ? $1 : nil) }),
        ("allowed-host", { set(&$0.allowedHosts, list($1, PublicBase.isHost)) }),
        ("trusted-proxy", { set(&$0.trustedProxies, list($1) { !$0.isEmpty }) }),
        ("cors", { set(&$0.corsOrigins, list($1) { $0 == "*" || isOrigin($0) }) }),
        ("tls-certificate", { set(&$0.tlsCertificate, $1.isEmpty ? nil : $1) }),
        ("tls-key", { set(&$0.tlsKey, $1.isEmpty ? nil : $1) }),
        ("keys", { set(&$0.keys, $1.isEmpty ? nil : $1) }),
        ("tile-cache", { set(&$0.tileCacheDirectory, $1.isEmpty ? nil : $1) }),
        ("tile-cache-size", { set(&$0.tileCacheBytes, bytes($1)) }),
        ("base-map", { setBaseMap(&$0, template: $1) }),
        ("base-map-attribution", { setBaseMap(&$0, attribution: $1) }),
        ("openlayers", { set(&$0.openLayers, $1.isEmpty ? nil : $1) }),
        ("threads", { set(&$0.threads, integer($1, 0...1024)) }),
        ("queue", { set(&$0.queue, integer($1, 0...1_000_000)) }),
        ("connections", { set(&$0.connections, integer($1, 1...1_000_000)) }),
        ("body-limit", { set(&$0.bodyLimit, bytes($1)) }),
        ("read-only", { set(&$0.isReadOnly, $1 == "true" ? true : $1 == "false" ? false : nil) }),
        ("upload-limit", { set(&$0.uploadLimit, bytes($1)) }),
        ("idle-timeout", { set(&$0.idleTimeout, integer($1, 1...3600)) }),
        ("stall-timeout", { set(&$0.stallTimeout, integer($1, 1...3600)) }),
        ("shutdown-timeout", { set(&$0.shutdownTimeout, integer($1, 1...3600)) }),
        ("log-level", { set(&$0.logLevel, levels.contains($1) ? $1 : nil) }),
    ]

    private static let levels = ["trace", "debug", "info", "notice", "warning", "error", "critical"]

    private static func set<Value>(_ target: inout Value, _ value: Value?) -> Bool {
        guard let value else { return false }
        target = value
        return true
    }

    private static func set<Value>(_ target: inout Value?, _ value: Value?) -> Bool {
        guard let value else { return false }
        target = value
        return true
    }

    private static func integer(_ text: String, _ range: ClosedRange<Int>) -> Int? {
        Int(text).flatMap { range.contains($0) ? $0 : nil }
    }

    private static func list(_ text: String, _ isValid: (String) -> Bool) -> [String]? {
        let parts = text.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
        return parts.allSatisfy(isValid) ? parts : nil
    }

    /// `512 MB`, `2GB`, `1000000`.
    static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count).filter { $0 != " " }.uppercased()
        let factors = ["": 1, "B": 1, "KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30, "TB": 1 << 40]
        guard let number = Int(digits), let factor = factors[unit] else { return nil }
        let (product, overflows) = number.multipliedReportingOverflow(by: factor)
        return overflows ? nil : product
    }

    /// Bytes of `512 MB`, `2GB`, `1000000`; nil for anything else.
    public static func size(_ text: String) -> Int? { bytes(text) }

    private static func isURL(_ text: String) -> Bool {
        guard let origin = SecurityHeaders.origin(text), text.hasPrefix(origin) else { return false }
        return text.utf8.allSatisfy {
            $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
        }
    }

    private static func isOrigin(_ text: String) -> Bool { SecurityHeaders.origin(text) == text }

    private static func setBaseMap(
        _ settings: inout ServerSettings, template: String? = nil, attribution: String? = nil
    ) -> Bool {
        let template = template ?? settings.baseMap?.template ?? ""
        let attribution = attribution ?? settings.baseMap?.attribution ?? ""
        let holdsTile = ["{z}", "{x}", "{y}"].allSatisfy { template.contains($0) }
        guard holdsTile, SecurityHeaders.origin(template) != nil else { return false }
        settings.baseMap = BaseMap(template: template, attribution: attribution)
        return true
    }

    /// Every setting as `name: value`, in the form the file takes.
    public var lines: [String] {
        func line(_ name: String, _ value: String?) -> String {
            value.map { "\(name): \($0)" } ?? "# \(name):"
        }
        func quoted(_ text: String?) -> String? { text.map { JSON.string($0).text } }
        func all(_ texts: [String]) -> String { JSON.array(texts.map(JSON.string)).text }
        return [
            line("host", quoted(host)), line("port", String(port)), line("public-url", quoted(publicURL)),
            line("allowed-host", all(allowedHosts)), line("trusted-proxy", all(trustedProxies)),
            line("cors", all(corsOrigins)), line("tls-certificate", quoted(tlsCertificate)),
            line("tls-key", quoted(tlsKey)), line("keys", quoted(keys)),
            line("tile-cache", quoted(tileCacheDirectory)), line("tile-cache-size", String(tileCacheBytes)),
            line("base-map", quoted(baseMap?.template)),
            line("base-map-attribution", quoted(baseMap?.attribution)),
            line("openlayers", quoted(openLayers)), line("threads", String(threads)),
            line("queue", String(queue)), line("connections", String(connections)),
            line("read-only", String(isReadOnly)), line("body-limit", String(bodyLimit)),
            line("upload-limit", String(uploadLimit)), line("idle-timeout", String(idleTimeout)),
            line("stall-timeout", String(stallTimeout)), line("shutdown-timeout", String(shutdownTimeout)),
            line("log-level", quoted(logLevel)),
        ]
    }
}

extension JSON {
    fileprivate var text: String { String(decoding: bytes, as: UTF8.self) }
}
