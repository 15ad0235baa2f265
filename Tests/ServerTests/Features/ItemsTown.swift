import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaTestSupport

@testable import TabaqaServer

/// A town whose features are served, on a store in memory.
final class ItemsTown {
    static let events: LayerDefinition = {
        var layer = SampleLayers.events
        layer.id = "events"
        layer.key = "number"
        layer.time = LayerDefinition.TimeReference(property: "at", zone: "Europe/Istanbul")
        for index in layer.properties.indices where layer.properties[index].name == "loss" {
            layer.properties[index].sensitivity = .restricted
        }
        return layer
    }()

    /// Kept in a CRS of metres whose authority names northing first.
    static let surveyed: LayerDefinition = {
        var layer = events
        layer.id = "surveyed"
        layer.crs = CRS(epsg: 5256)
        return layer
    }()

    static let internals: LayerDefinition = {
        var layer = events
        layer.id = "internals"
        layer.sensitivity = .internal
        return layer
    }()

    static let areas: LayerDefinition = {
        var layer = SampleLayers.areas
        layer.id = "areas"
        layer.crs = .wgs84
        return layer
    }()

    struct Ring: Authenticator {
        func viewer(forKey key: String) -> Viewer? {
            Viewer.Role(rawValue: key).map { Viewer(name: key, grants: [.init(department: nil, role: $0)]) }
        }
    }

    let folder: URL
    let store = MemoryStore()
    let dispatcher: Dispatcher

    init(rows: Int = 60) throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "tabaqa-features-\(UUID().uuidString)")
        var catalog = SampleLayers.catalog([Self.areas, Self.events, Self.internals, Self.surveyed])
        catalog.city.languages = [.ar, .tr, .en]
        try store.prepare(catalog)
        let engine = Engine(
            catalog: catalog, store: store, columnsDirectory: folder.path, formatsExecutable: "/nonexistent"
        ).live()
        dispatcher = Dispatcher(
            ItemsRoutes.all, service: Service(engine: engine, settings: ServerSettings()),
            authenticator: Ring())
        for layer in [Self.events, Self.internals] {
            try load((0..<rows).map(SampleLayers.event), into: layer)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func load(_ features: [Feature], into layer: LayerDefinition) throws {
        var batch: ValidatedBatch? = try FeatureBatch(features, of: layer).validated(for: layer)
        _ = try store.load(layer, LoadOptions(mode: .append, actor: "test", source: "t", sourceHash: "h")) {
            defer { batch = nil }
            return batch
        }
    }

    func get(_ target: String, key: String? = nil, headers: [(String, String)] = []) -> PlainAnswer {
        var all: [(name: String, value: String)] = [("host", "127.0.0.1:8080")]
        if let key { all.append(("authorization", "Bearer \(key)")) }
        for (name, value) in headers { all.append((name.lowercased(), value)) }
        return dispatcher.answer(
            PlainRequest("GET", target, headers: all, body: [], peer: "192.0.2.7", id: "0123456789abcdef"))
    }

    func text(_ target: String, key: String? = nil) throws -> String {
        String(decoding: try get(target, key: key).bytes(), as: UTF8.self)
    }

    func document(_ target: String, key: String? = nil) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(get(target, key: key).bytes())) as? [String: Any] ?? [:]
    }

    /// The target of a link of a document.
    func link(_ rel: String, of document: [String: Any]) -> String? {
        let links = document["links"] as? [[String: Any]]
        let href = links?.first { $0["rel"] as? String == rel }?["href"] as? String
        return href.map { $0.replacingOccurrences(of: "http://127.0.0.1:8080", with: "") }
    }
}
