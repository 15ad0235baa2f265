import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaTestSupport

/// An engine on a store in memory, with points, areas and a guarded layer: the engine knows `any FeatureStore`.
final class EngineCity {
    let folder: URL
    let engine: Engine

    static let events: LayerDefinition = {
        var layer = SampleLayers.layer(
            "events", .point, kind: .observation,
            properties: [
                SampleLayers.property("number", .string), SampleLayers.property("at", .dateTime),
                SampleLayers.property("severity", .integer), SampleLayers.property("place", .string),
            ])
        layer.key = "number"
        layer.time = LayerDefinition.TimeReference(property: "at", zone: "Europe/Istanbul")
        layer.rules = [QualityRule(test: .inside(layer: "areas"), consequence: .flag)]
        return layer
    }()

    static let areas: LayerDefinition = {
        var layer = SampleLayers.layer(
            "areas", .polygon,
            properties: [
                SampleLayers.property("name", .string), SampleLayers.property("population", .integer),
            ])
        layer.key = "name"
        return layer
    }()

    static let visits: LayerDefinition = {
        var layer = events
        layer.id = "visits"
        layer.rules = []
        layer.sensitivity = .restricted
        layer.disclosure = DisclosurePolicy(minimumCount: 3, grid: 500, subject: "place")
        return layer
    }()

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tabaqa-engine-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let store = MemoryStore()
        let catalog = SampleLayers.catalog([Self.areas, Self.events, Self.visits])
        try store.prepare(catalog)
        engine = Engine(
            catalog: catalog, store: store, columnsDirectory: folder.appending(path: "columns").path,
            formatsExecutable: "/nonexistent")
        try write(
            """
            {"type":"FeatureCollection","features":[\(Self.square("West Mah.", 37.30)),\(Self.square("East", 37.35))]}
            """, to: "areas.geojson")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private static func square(_ name: String, _ west: Double) -> String {
        let (east, south, north) = (west + 0.05, 37.0, 37.05)
        return """
            {"type":"Feature","properties":{"name":"\(name)","population":1000},"geometry":{"type":"Polygon",\
            "coordinates":[[[\(west),\(south)],[\(east),\(south)],[\(east),\(north)],[\(west),\(north)],[\(west),\(south)]]]}}
            """
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
    }

    @discardableResult
    func load(_ layer: String, _ file: String, _ change: (inout ImportRequest) -> Void = { _ in }) throws
        -> ImportReport
    {
        var request = ImportRequest(layer: layer, file: path(file), actor: "test")
        change(&request)
        return try engine.importFile(request)
    }
}
