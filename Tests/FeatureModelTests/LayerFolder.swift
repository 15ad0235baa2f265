import Foundation
import TabaqaFeatureModel

/// A folder of definitions that lives as long as the test needs it.
final class LayerFolder {
    let path: String

    /// - Parameter files: texts by relative name.
    init(_ files: [String: String]) throws {
        path = NSTemporaryDirectory() + "tabaqa-layers-" + UUID().uuidString
        for (name, text) in files { try write(Array(text.utf8), to: name) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ bytes: [UInt8], to name: String) throws {
        let url = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    // Methods, so that the folder lives until the reading is done.

    func examine(strict: Bool = false) throws -> CatalogReport {
        try LayerCatalog.review(directory: path, strict: strict)
    }

    func load() throws -> LayerCatalog {
        try LayerCatalog.load(from: path)
    }

    static let city = """
        name: { en: Town }
        languages: [en]
        zone: Europe/Istanbul
        metricCrs: EPSG:32637
        boundary: edge
        """

    static let edge = """
        id: edge
        department: plan
        title: { en: Edge }
        kind: reference
        geometry: Polygon
        sensitivity: public
        properties:
          code: { type: string, label: { en: Code } }
        """

    static let cityDefinition = CityDefinition(
        name: LocalizedText([.en: "Town"]), languages: [.en], zone: "Europe/Istanbul",
        metricCRS: CRS(epsg: 32637), boundary: "edge")

    /// A town with its boundary and one layer `plan/things.yaml` of that text.
    static func town(_ layer: String) throws -> LayerFolder {
        try LayerFolder(["city.yaml": city, "plan/edge.yaml": edge, "plan/things.yaml": layer])
    }
}
