internal import TabaqaFeatureModel

/// The address clients know the service by. What a request says about it is believed only where it cannot point
/// the links of an answer elsewhere.
struct PublicBase: Sendable {
    private let publicURL: String?
    private let proxies: Set<String>
    private let hosts: Set<String>

    init(_ settings: ServerSettings, machine: String?) {
        var url = settings.publicURL
        while url?.hasSuffix("/") == true { url?.removeLast() }
        publicURL = url
        proxies = Set(settings.trustedProxies)
        hosts = Set(
            (settings.allowedHosts + ["localhost", settings.host, machine ?? ""]).map { $0.lowercased() })
    }

    func trusts(_ request: PlainRequest) -> Bool {
        guard let peer = request.peer else { return false }
        return proxies.contains(peer)
    }

    /// The address of who asked: the connection's, or what a trusted proxy says.
    func client(_ request: PlainRequest) -> String {
        guard trusts(request) else { return request.peer ?? "" }
        let named = forwarded(request, "for") ?? last(request["x-forwarded-for"])
        return named ?? request.peer ?? ""
    }

    /// `https://city.example/prefix`, without a final slash.
    ///
    /// - Throws: `http.host`, `http.malformed`.
    func base(_ request: PlainRequest) throws(Fault) -> String {
        let named = request.headers.filter { $0.name == "host" }
        guard named.count <= 1 else { throw Fault(.httpMalformed, "There is more than one Host header.") }
        if let host = named.first?.value, !Self.isHost(host) {
            throw Fault(.httpMalformed, "The Host header is not a host.")
        }
        if let publicURL { return publicURL }
        if trusts(request) { return try forwardedBase(request) }
        guard let host = named.first?.value else { throw Fault(.httpMalformed, "There is no Host header.") }
        let name = Self.name(host)
        // A bare address names no other site; a name might be someone else's, pointed here.
        guard hosts.contains(name) || Self.isAddress(name) else {
            throw Fault(.httpHost, "This server does not answer under that name.")
        }
        return (request.isSecure ? "https://" : "http://") + host.lowercased()
    }

    private func forwardedBase(_ request: PlainRequest) throws(Fault) -> String {
        let scheme =
            forwarded(request, "proto") ?? last(request["x-forwarded-proto"])
            ?? (request.isSecure ? "https" : "http")
        let host = forwarded(request, "host") ?? last(request["x-forwarded-host"]) ?? request["host"] ?? ""
        var prefix = last(request["x-forwarded-prefix"]) ?? ""
        while prefix.hasSuffix("/") { prefix.removeLast() }
        guard scheme == "http" || scheme == "https", Self.isHost(host), Self.isPrefix(prefix) else {
            throw Fault(.httpMalformed, "The forwarded address is malformed.")
        }
        return scheme + "://" + host.lowercased() + prefix
    }

    /// A member of the last element of `Forwarded` (RFC 7239): the one the nearest proxy wrote.
    private func forwarded(_ request: PlainRequest, _ name: String) -> String? {
        guard let element = last(request["forwarded"]) else { return nil }
        for pair in element.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].filter({ $0 != " " }).lowercased() == name else { continue }
            return parts[1].filter { $0 != "\"" && $0 != " " }
        }
        return nil
    }

    private func last(_ header: String?) -> String? {
        header?.split(separator: ",").last.map { $0.filter { $0 != " " } }
    }

    /// `host`, `host:port`, `[v6]:port`.
    static func isHost(_ text: String) -> Bool {
        guard (1...255).contains(text.utf8.count) else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"):
                true
            default: false
            }
        }
    }

    private static func isPrefix(_ text: String) -> Bool {
        guard !text.isEmpty else { return true }
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
                UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
                true
            default: false
            }
        }
        return isPlain && text.hasPrefix("/") && !text.hasPrefix("//") && text.utf8.count <= 255
    }

    private static func name(_ host: String) -> String {
        if host.hasPrefix("[") { return host.prefix { $0 != "]" }.lowercased() + "]" }
        return host.prefix { $0 != ":" }.lowercased()
    }

    private static func isAddress(_ name: String) -> Bool {
        if name.hasPrefix("[") { return name.hasSuffix("]") }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
}
