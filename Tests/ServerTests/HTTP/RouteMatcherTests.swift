import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

@Suite("Routes by address") struct RouteMatcherTests {
    private let matcher = RouteMatcher(
        [
            "/", "/collections", "/collections/{id}", "/collections/{id}/items",
            "/collections/{id}/items/{f}",
            "/xyz/{id}/{z}/{x}/{y}.mvt", "/xyz/{id}/{z}/{x}/{y}.png", "/xyz/{id}/{z}/{x}/{y}",
            "/assets/{file…}",
            "/collections/special/items",
        ].map { pattern in
            Route(.get, pattern, id: pattern, tag: "T", "T", access: .open) { _ in .json([:]) }
        })

    private func pattern(_ path: String) throws -> (String, [String: String])? {
        guard case .matched(let match) = matcher.match(try RequestTarget(path).segments, "GET") else {
            return nil
        }
        return (match.route.pattern, match.path)
    }

    @Test func `Literals go before parameters, suffixes before none, and the rest comes last`() throws {
        #expect(try pattern("/")?.0 == "/")
        #expect(try pattern("/collections")?.0 == "/collections")
        #expect(try pattern("/collections/")?.0 == "/collections")
        #expect(try pattern("/collections/a%20b")?.1 == ["id": "a b"])
        #expect(try pattern("/collections/special/items")?.0 == "/collections/special/items")
        #expect(try pattern("/collections/special/items/7")?.1 == ["id": "special", "f": "7"])
        #expect(try pattern("/xyz/l/3/2/1.mvt")?.1 == ["id": "l", "z": "3", "x": "2", "y": "1"])
        #expect(try pattern("/xyz/l/3/2/1.png")?.0 == "/xyz/{id}/{z}/{x}/{y}.png")
        #expect(try pattern("/xyz/l/3/2/1")?.0 == "/xyz/{id}/{z}/{x}/{y}")
        #expect(try pattern("/assets/a/b.js")?.1 == ["file": "a/b.js"])
    }

    @Test(arguments: [
        "/nothing", "/collections/a/b", "//", "/collections//items/x/y", "/assets", "/assets//x",
    ])
    func `What no pattern covers is absent`(_ path: String) throws {
        #expect(try pattern(path)?.0 == nil, "\(path)")
    }

    @Test func `An address with other methods says which`() throws {
        guard case .otherMethods(let methods) = matcher.match(["collections"], "DELETE") else {
            Issue.record("expected other methods")
            return
        }
        #expect(methods == [.get])
    }
}
