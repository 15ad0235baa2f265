import Foundation
import Testing

/// The web map in a real browser, on the served sample city.
@Suite("The web map", .serialized, .enabled(if: WebMap.isThere, WebMap.absence))
struct WebMapTests {
    @Test func `Staff sign in, choose, play, compare, draw, search, read tables and download`() throws {
        try WebMap.run("web_use.py")
    }

    @Test func `In three languages, light and dark, wide and on a phone, axe finds nothing serious`() throws {
        try WebMap.run("web_access.py")
    }

    @Test func `Without the map library the page says in three languages what to do`() throws {
        try WebMap.run("web_missing.py")
    }
}

/// What the tests of the web map need: a browser, its driver, the Python environment and the map library.
private enum WebMap {
    static let library = Shared.repository.appendingPathComponent(".build-web/openlayers")

    static let isThere =
        Oracle.isThere
        && ["/usr/bin/chromium", "/usr/bin/chromedriver", library.appendingPathComponent("ol.js").path]
            .allSatisfy(FileManager.default.fileExists(atPath:))

    static let absence: Comment = "Chromium, its driver, TABAQA_PYTHON or .build-web/openlayers is not here"

    /// With the library, and one without, whose map cannot start.
    static let city = Result { try ServedCity(options: ["--openlayers", library.path]) }
    static let bare = Result { try ServedCity(options: ["--openlayers", "nowhere"]) }

    static func run(_ script: String) throws {
        let city = try (script == "web_missing.py" ? bare : city).get()
        try Oracle.run(
            script, city.origin, try #require(city.keys["city"]), city.workspace.folder.path,
            in: city.workspace.folder)
    }
}
