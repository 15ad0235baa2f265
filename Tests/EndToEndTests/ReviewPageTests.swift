import Foundation
import Testing

/// The review page and the duty board in a real browser, on a served city to which phones send.
@Suite("The review page", .serialized, .enabled(if: Browser.isThere, Browser.absence))
struct ReviewPageTests {
    @Test func `A reviewer decides by keyboard, one and many, sees edits side by side, in three languages`()
        throws
    {
        let city = try ServedCity(options: ["--openlayers", Browser.library.path])
        try Oracle.run(
            "review_page.py", city.origin, try #require(city.keys["steward"]),
            try #require(city.keys["reader"]), city.workspace.folder.path, in: city.workspace.folder)
    }
}
