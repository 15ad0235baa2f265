import Foundation
import Testing

/// What the tests of pages need: a browser, its driver, the Python environment and the map library.
enum Browser {
    static let library = Shared.repository.appendingPathComponent(".build-web/openlayers")

    static let isThere =
        Oracle.isThere
        && ["/usr/bin/chromium", "/usr/bin/chromedriver", library.appendingPathComponent("ol.js").path]
            .allSatisfy(FileManager.default.fileExists(atPath:))

    static let absence: Comment = "Chromium, its driver, TABAQA_PYTHON or .build-web/openlayers is not here"
}
