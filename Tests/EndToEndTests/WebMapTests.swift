import Foundation
import Testing

/// The web map in a real browser, on the served sample city.
@Suite("The web map", .serialized, .enabled(if: Browser.isThere, Browser.absence))
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

private enum WebMap {
    /// With the library, and one without, whose map cannot start.
    static let city = Result { try ServedCity(options: ["--openlayers", Browser.library.path]) }
    static let bare = Result { try ServedCity(options: ["--openlayers", "nowhere"]) }

    static func run(_ script: String) throws {
        let city = try (script == "web_missing.py" ? bare : city).get()
        try Oracle.run(
            script, city.origin, try #require(city.keys["city"]), city.workspace.folder.path,
            in: city.workspace.folder)
    }
}
