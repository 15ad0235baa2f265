import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

@Suite("From request to answer") struct DispatcherTests {
    private let town: HTTPTown

    init() throws { town = try HTTPTown() }

    private func text(_ answer: PlainAnswer) throws -> String {
        String(decoding: try answer.bytes(), as: UTF8.self)
    }

    @Test func `Parameters arrive decoded, unknown, repeated and missing ones are named`() throws {
        #expect(try text(town.get("/echo?a=%C5%9Fehir")).contains("\"a\":\"şehir\""))
        for (target, field) in [("/echo?c=1", "c"), ("/echo?a=1&a=2", "a"), ("/lenient", "SERVICE")] {
            let answer = town.get(target)
            #expect(answer.status == 400)
            #expect(answer["content-type"] == "application/problem+json")
            #expect(try text(answer).contains("\"field\":\"\(field)\""), "\(target)")
            #expect(try text(answer).contains("\"code\":\"option.invalid\""))
        }
        #expect(town.get("/echo?lang=xx").status == 400)
        #expect(town.get("/echo?f=gpkg").status == 400)
    }

    @Test func `Key-value encodings take names in any case and overlook foreign ones`() throws {
        #expect(try text(town.get("/lenient?service=WMTS&vendor=1")).contains("WMTS"))
    }

    @Test func `Properties of the layer are parameters, those above the viewer's audience are not`() throws {
        #expect(town.get("/collections/public-fires/features?severity=3").status == 200)
        let hidden = try text(town.get("/collections/public-fires/features?reporter=x"))
        let unknown = try text(town.get("/collections/public-fires/features?repartee=x"))
        #expect(hidden.replacing("reporter", with: "repartee") == unknown)
        #expect(town.get("/collections/public-fires/features?reporter=x", key: "steward").status == 200)
    }

    @Test func `Representation by f, else by Accept; nothing acceptable is 406`() throws {
        #expect(
            try text(town.get("/echo?f=csv", headers: [("Accept", "text/html")])).contains(
                "\"format\":\"csv\""))
        #expect(
            try text(town.get("/echo", headers: [("Accept", NegotiationTests.browser)])).contains("\"html\""))
        #expect(town.get("/echo", headers: [("Accept", "image/webp")]).status == 406)
    }

    @Test func `Language by lang, else by Accept-Language, else the city's`() throws {
        #expect(try text(town.get("/echo")).contains("\"lang\":\"ar\""))
        #expect(try text(town.get("/echo", headers: [("Accept-Language", "tr")])).contains("\"lang\":\"tr\""))
        let chosen = town.get("/echo?lang=en", headers: [("Accept-Language", "tr")])
        #expect(try text(chosen).contains("\"lang\":\"en\""))
        #expect(chosen["content-language"] == "en")
    }

    @Test func `HEAD is GET without the body, OPTIONS and other methods say what there is`() throws {
        let (get, head) = (town.get("/text"), town.get("/text", method: "HEAD"))
        #expect(head.status == 200 && head.length == get.length && head["etag"] == get["etag"])
        #expect(try head.bytes().isEmpty)
        #expect(town.get("/echo", method: "OPTIONS")["allow"] == "GET, HEAD, POST, OPTIONS")
        let wrong = town.get("/text", method: "DELETE")
        #expect(wrong.status == 405 && wrong["allow"] == "GET, HEAD, OPTIONS")
        #expect(town.get("/text", method: "get").status == 405)
        #expect(town.get("/nothing", method: "OPTIONS").status == 404)
    }

    @Test func `A held tag is answered 304, packed, weak and in lists as well`() {
        for held in ["\"r1\"", "W/\"r1\"", "\"x\", \"r1-gzip\"", "*", "\"r1-zstd\""] {
            let answer = town.get("/text", headers: [("If-None-Match", held)])
            #expect(answer.status == 304, "\(held)")
            #expect(answer["etag"]?.hasPrefix("\"r1") == true)
            #expect(answer["content-type"] == nil)
        }
        for other in ["\"r2\"", "r1", "\"r1-br\"", ""] {
            #expect(town.get("/text", headers: [("If-None-Match", other)]).status == 200, "\(other)")
        }
    }

    @Test func `Texts are packed as the client likes, with a tag of their own`() throws {
        for (accept, coding) in [("gzip", "gzip"), ("gzip, zstd", "zstd")] {
            let answer = town.get("/text", headers: [("Accept-Encoding", accept)])
            #expect(answer["content-encoding"] == coding)
            #expect(answer["etag"] == "\"r1-\(coding)\"")
            #expect(try answer.bytes().count < HTTPTown.text.count / 4)
            #expect(answer.length == (try answer.bytes()).count)
        }
        #expect(town.get("/text")["content-encoding"] == nil)
        // Too small to gain.
        #expect(town.get("/echo", headers: [("Accept-Encoding", "gzip")])["content-encoding"] == nil)
    }

    @Test func `A body is taken by its type and the routes that take one only`() throws {
        let body = Array("{}".utf8)
        let json = town.get(
            "/echo", method: "POST", headers: [("Content-Type", "application/json")], body: body)
        #expect(try text(json) == "{\"body\":2}")
        #expect(
            town.get("/echo", method: "POST", headers: [("Content-Type", "text/xml")], body: body).status
                == 415)
        #expect(town.get("/text", method: "POST", body: body).status == 405)
    }

    @Test func `What is too long is refused by what it is`() {
        #expect(town.get("/echo?a=" + String(repeating: "x", count: 33_000)).status == 414)
        #expect(town.get("/echo", headers: [("X", String(repeating: "x", count: 33_000))]).status == 431)
    }

    @Test func `Only what everyone may see may be kept by a shared cache`() {
        let target = "/collections/public-fires/features"
        #expect(town.get(target)["cache-control"] == "public, no-cache")
        #expect(town.get(target, key: "reader")["cache-control"] == "private, no-cache")
        #expect(
            town.get("/collections/internal-fires/features", key: "reader")["cache-control"]
                == "private, no-cache")
        #expect(town.get(target)["vary"]?.contains("Authorization, X-API-Key") == true)
        #expect(town.get("/nothing")["cache-control"] == "no-store")
    }

    @Test func `Two audiences ask for the same address in both orders, and each gets its own`() throws {
        let target = "/collections/public-fires/features"
        for order in [[nil, "steward"], ["steward", nil]] as [[String?]] {
            for key in order {
                let answer = town.get(target, key: key)
                #expect(try text(answer).contains(key == nil ? "public" : "exact"))
                // The other's tag does not open it.
                let foreign = key == nil ? "\"public-fires-exact\"" : "\"public-fires-public\""
                #expect(town.get(target, key: key, headers: [("If-None-Match", foreign)]).status == 200)
            }
        }
    }

    @Test func `A header that could end its line is not sent`() {
        let answer = town.get("/broken?how=header")
        #expect(answer["x-a"] == nil && answer["x-b"] == "ok")
    }

    @Test func `Every answer carries the headers that hold a browser back`() {
        for target in ["/echo", "/nothing", "/echo?x=1", "/collections/public-fires/features"] {
            let answer = town.get(target)
            #expect(answer["x-content-type-options"] == "nosniff")
            let policy = answer["content-security-policy"] ?? ""
            #expect(policy.contains("default-src 'self'") && !policy.contains("unsafe"))
            #expect(answer["x-request-id"] == "0123456789abcdef")
        }
    }

    @Test func `A stream is packed with zstd only, and made piece by piece`() throws {
        let packed = town.get("/stream?n=100", headers: [("Accept-Encoding", "gzip, zstd")])
        #expect(packed["content-encoding"] == "zstd")
        #expect(packed.length == nil)
        #expect(try packed.bytes().count < 100_000)
        let plain = town.get("/stream?n=3", headers: [("Accept-Encoding", "gzip")])
        #expect(plain["content-encoding"] == nil)
        #expect(try plain.bytes().count == 3 * 65_536)
    }

    @Test func `Ten thousand addresses by chance are all answered, none with an error of ours`() {
        var random = SeededRandom(seed: 20_261_123)
        let words = [
            "echo", "text", "collections", "public-fires", "secret-fires", "features", "xyz", "assets", "..",
            "%00",
            "%2F", "%zz", "ط", "é", "", ".", "1.mvt", "9.png", "stream", "lenient", "?", "a=1", "&", "=",
            "b=%ff",
            "lang=tr", "f=json", "f=x", "#", "%E2%80%AE", "n=3", "\u{0}", " ", "\"", "<script>",
        ]
        for _ in 0..<10_000 {
            var target = ""
            for _ in 0..<Int.random(in: 0..<8, using: &random) {
                target += ["/", "/", "?", "&", ""].randomElement(using: &random) ?? ""
                target += words.randomElement(using: &random) ?? ""
            }
            let answer = town.get(
                target, key: [nil, "reader", "bad key"].randomElement(using: &random) ?? nil)
            #expect(answer.status < 500, "\(target)")
        }
    }
}

/// The same numbers in every run.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
