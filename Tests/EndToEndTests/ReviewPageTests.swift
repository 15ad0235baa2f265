import Foundation
import Testing

/// The review page and the duty board in a real browser, on a served city to which phones send.
@Suite("The review page", .serialized, .enabled(if: ReviewPageTests.isThere, ReviewPageTests.absence))
struct ReviewPageTests {
    private static let library = Shared.repository.appendingPathComponent(".build-web/openlayers")

    static let isThere =
        Oracle.isThere
        && ["/usr/bin/chromium", "/usr/bin/chromedriver", library.appendingPathComponent("ol.js").path]
            .allSatisfy(FileManager.default.fileExists(atPath:))

    static let absence: Comment = "Chromium, its driver, TABAQA_PYTHON or .build-web/openlayers is not here"

    @Test func `A reviewer decides by keyboard, one and many, sees edits side by side, in three languages`() throws {
        let city = try ServedCity(options: ["--openlayers", Self.library.path])
        try Oracle.run(
            "review_page.py", city.origin, try #require(city.keys["steward"]),
            try #require(city.keys["reader"]), city.workspace.folder.path, in: city.workspace.folder)
    }
}
