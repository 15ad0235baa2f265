import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

@Suite("The address clients know") struct PublicBaseTests {
    private func base(
        _ headers: [(String, String)], peer: String = "192.0.2.7", secure: Bool = false,
        _ change: (inout ServerSettings) -> Void = { _ in }
    ) throws -> String {
        var settings = ServerSettings()
        change(&settings)
        let all = headers.map { (name: $0.0, value: $0.1) }
        return try PublicBase(settings, machine: "maps")
            .base(PlainRequest("GET", "/", headers: all, peer: peer, isSecure: secure))
    }

    @Test func `Addresses, the machine's names and allowed ones are answered under`() throws {
        for host in ["127.0.0.1:8080", "10.0.0.5", "[::1]:8080", "localhost:8080", "MAPS", "city.example"] {
            let base = try base([("host", host)]) { $0.allowedHosts = ["city.example"] }
            #expect(base == "http://" + host.lowercased())
        }
        #expect(try base([("host", "localhost")], secure: true) == "https://localhost")
    }

    @Test func `A foreign name is misdirected`() throws {
        for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil", "999.1.1.1"] {
            #expect(throws: Fault(.httpHost, "This server does not answer under that name.")) {
                try base([("host", host)])
            }
        }
        // The town's requests name a host already: this is a second one.
        #expect(try HTTPTown().get("/echo", headers: [("Host", "x")]).status == 400)
    }

    @Test func `No Host, two of them, or one that is none is malformed`() {
        for headers in [
            [], [("host", "localhost"), ("host", "localhost")], [("host", "a b")], [("host", "a/b")],
            [("host", "a\r\nb")], [("host", "")], [("host", "user@localhost")],
        ] {
            #expect(throws: Fault.self) { try base(headers) }
            guard !headers.isEmpty else { continue }
            #expect(throws: Fault.self) { try base(headers) { $0.publicURL = "https://city.example" } }
        }
    }

    @Test func `A public URL goes before everything, with its prefix`() throws {
        let base = try base([("host", "evil.example"), ("x-forwarded-host", "evil.example")]) {
            $0.publicURL = "https://city.example/maps/"
            $0.trustedProxies = ["192.0.2.7"]
        }
        #expect(base == "https://city.example/maps")
    }

    @Test func `Forwarded headers are believed of a trusted proxy only, the nearest one's`() throws {
        let headers = [
            ("host", "127.0.0.1"),
            (
                "forwarded",
                "for=1.1.1.1;host=evil.example;proto=http, for=2.2.2.2;host=city.example;proto=https"
            ),
        ]
        #expect(try base(headers) == "http://127.0.0.1")
        #expect(try base(headers) { $0.trustedProxies = ["192.0.2.7"] } == "https://city.example")
        let other = [
            ("host", "127.0.0.1"), ("x-forwarded-host", "city.example"), ("x-forwarded-proto", "https"),
            ("x-forwarded-prefix", "/maps/"),
        ]
        #expect(try base(other) == "http://127.0.0.1")
        #expect(try base(other) { $0.trustedProxies = ["192.0.2.7"] } == "https://city.example/maps")
        #expect(
            try base(other, peer: "192.0.2.8") { $0.trustedProxies = ["192.0.2.7"] } == "http://127.0.0.1")
    }

    @Test func `What a proxy forwards is still checked`() {
        for (name, value) in [
            ("x-forwarded-host", "a@b"), ("x-forwarded-proto", "javascript"),
            ("x-forwarded-prefix", "//evil.example"),
            ("x-forwarded-prefix", "/a\"><script>"), ("forwarded", "host=\"a/b\""),
        ] {
            #expect(throws: Fault.self, "\(name): \(value)") {
                try base([("host", "localhost"), (name, value)]) { $0.trustedProxies = ["192.0.2.7"] }
            }
        }
    }

    @Test func `Pages of listed origins may read, others not, and no origin is echoed unlisted`() throws {
        var settings = ServerSettings()
        settings.corsOrigins = ["https://good.example"]
        let town = try HTTPTown(settings: settings)
        let good = town.get("/echo", headers: [("Origin", "https://good.example")])
        #expect(good["access-control-allow-origin"] == "https://good.example")
        #expect(good["access-control-allow-credentials"] == nil)
        #expect(good["vary"]?.contains("Origin") == true)
        for origin in [
            "https://good.example.evil", "http://good.example", "null", "https://good.example:8443", "*",
        ] {
            let answer = town.get("/echo", headers: [("Origin", origin)])
            #expect(answer["access-control-allow-origin"] == nil, "\(origin)")
        }
        let preflight = town.get(
            "/echo", method: "OPTIONS",
            headers: [("Origin", "https://good.example"), ("Access-Control-Request-Method", "GET")])
        #expect(preflight.status == 204)
        #expect(preflight["access-control-allow-headers"]?.contains("Authorization") == true)
        #expect(
            try HTTPTown().get("/echo", headers: [("Origin", "https://good.example")])[
                "access-control-allow-origin"] == nil)
    }

    @Test func `The policy names the base map's origin and nothing that could break it`() {
        #expect(
            SecurityHeaders.origin("https://tile.example:8443/{z}/{x}/{y}.png") == "https://tile.example:8443"
        )
        #expect(
            SecurityHeaders.origin("https://{a-c}.tile.example/{z}/{x}/{y}.png") == "https://*.tile.example")
        #expect(SecurityHeaders.origin("https://a; script-src *") == nil)
        #expect(SecurityHeaders.origin("javascript:alert(1)") == nil)
    }
}
