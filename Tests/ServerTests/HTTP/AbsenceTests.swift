import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

/// A layer the viewer may not know of answers as one that never was.
@Suite("Hidden and absent") struct AbsenceTests {
    private static let addresses =
        ReleaseShape.allCases.map { "/collections/secret-fires/\($0.rawValue)" } + [
            "/xyz/secret-fires/3/2.mvt", "/xyz/secret-fires/3/2.png",
            "/collections/secret-fires/features?severity=1",
            "/collections/secret-fires/features?nonsense=1", "/collections/secret-fires/features?f=nonsense",
            "/collections/secret-fires/features?lang=xx", "/collections/secret-fires/nonsense",
            "/collections/secret-fires/features?severity=1&severity=2",
        ]

    /// The same town with the layer and without it.
    private func both(_ body: (HTTPTown) -> PlainAnswer) throws -> (PlainAnswer, PlainAnswer) {
        let without = HTTPTown.layers.filter { $0.sensitivity != .secret }
        return (body(try HTTPTown()), body(try HTTPTown(layers: without)))
    }

    @Test(arguments: addresses, [nil, "reader", "other"] as [String?])
    func `Not a byte tells them apart, in body or headers`(_ target: String, _ key: String?) throws {
        for method in ["GET", "HEAD", "OPTIONS", "POST", "DELETE"] {
            for accept in ["application/json", NegotiationTests.browser, "image/webp"] {
                let (hidden, absent) = try both { town in
                    town.get(
                        target, method: method, key: key,
                        headers: [
                            ("Accept", accept), ("If-None-Match", "\"secret-fires-public\""),
                            ("Accept-Encoding", "gzip"),
                        ])
                }
                #expect(hidden.status == absent.status)
                #expect(hidden.headers.map(\.name) == absent.headers.map(\.name))
                #expect(hidden.headers.map(\.value) == absent.headers.map(\.value))
                #expect(try hidden.bytes() == absent.bytes())
                if method == "GET" { #expect(hidden.status == 404) }
            }
        }
    }

    @Test func `The name that was asked for is not in the answer`() throws {
        let town = try HTTPTown()
        let hidden = try town.get("/collections/secret-fires/features").bytes()
        let nowhere = try town.get("/collections/nowhere/features").bytes()
        #expect(hidden == nowhere)
    }

    @Test func `The same address opens for who may know of it`() throws {
        let answer = try HTTPTown().get("/collections/secret-fires/features", key: "steward")
        #expect(answer.status == 200)
    }
}
