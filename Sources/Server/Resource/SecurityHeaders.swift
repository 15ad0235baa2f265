/// Headers of every answer that keep browsers from doing more with it than meant.
struct SecurityHeaders: Sendable {
    let fields: [(name: String, value: String)]

    init(_ settings: ServerSettings) {
        let maps = settings.baseMap.flatMap { Self.origin($0.template) }.map { " " + $0 } ?? ""
        let policy = [
            "default-src 'self'", "script-src 'self'", "style-src 'self'",
            "img-src 'self' data: blob:\(maps)", "connect-src 'self'\(maps)", "worker-src 'self' blob:",
            "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'self'",
        ]
        var fields: [(name: String, value: String)] = [
            ("Content-Security-Policy", policy.joined(separator: "; ")),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "strict-origin-when-cross-origin"),
            ("Permissions-Policy", "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            (
                "Cross-Origin-Resource-Policy",
                settings.corsOrigins.isEmpty ? "same-origin" : "cross-origin"
            ),
        ]
        if settings.usesTLS || settings.publicURL?.hasPrefix("https://") == true {
            fields.append(("Strict-Transport-Security", "max-age=31536000"))
        }
        self.fields = fields
    }

    /// `https://host:port` of a URL; nil where it has characters a policy could trip over.
    static func origin(_ url: String) -> String? {
        for scheme in ["https://", "http://"] where url.hasPrefix(scheme) {
            let host = url.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }
            // `{a-c}.tile.example` becomes `*.tile.example`.
            let name = host.hasPrefix("{") ? "*" + host.drop { $0 != "." } : String(host)
            let isPlain = name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                    UInt8(ascii: ":"), UInt8(ascii: "*"):
                    true
                default: false
                }
            }
            return isPlain && !name.isEmpty ? scheme + name : nil
        }
        return nil
    }
}
