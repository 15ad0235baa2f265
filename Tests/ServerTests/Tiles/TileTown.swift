import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaTestSupport

@testable import TabaqaServer

/// A served town of a few points, areas and a guarded layer, on a store in memory that can be edited.
final class TileTown {
    static let visits: LayerDefinition = {
        var layer = SampleLayers.layer("visits", .point, properties: [])
        layer.sensitivity = .restricted
        layer.disclosure = DisclosurePolicy(minimumCount: 3, grid: 500)
        return layer
    }()

    static let layers = [
        SampleLayers.events, SampleLayers.areas, SampleLayers.roads, SampleLayers.table, visits,
    ]

    let folder: URL
    let store: MemoryStore
    let service: Service

    init(events count: Int = 200, cache: Bool = true) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tabaqa-town-\(UUID().uuidString)")
        store = MemoryStore()
        let catalog = SampleLayers.catalog(Self.layers)
        try store.prepare(catalog)
        var settings = ServerSettings()
        if cache { settings.tileCacheDirectory = folder.appending(path: "tiles").path }
        let engine = Engine(
            catalog: catalog, store: store, columnsDirectory: folder.appending(path: "columns").path,
            formatsExecutable: "/nonexistent"
        ).live()
        service = Service(engine: engine, settings: settings)
        for number in 0..<count { try insert(SampleLayers.event(number)) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private struct AnyGeometry: GeometryRules {
        mutating func examine(
            _ batch: inout FeatureBatch, of layer: LayerDefinition
        ) throws -> (flags: [FeatureFlags], violations: [(index: Int, reason: Violation.Reason)]) {
            (batch.flags, [])
        }
    }

    func insert(_ feature: Feature, into layer: LayerDefinition = SampleLayers.events) throws {
        try store.insert(try validated(feature, layer), into: layer, by: "test")
    }

    func validated(_ feature: Feature, _ layer: LayerDefinition) throws -> ValidatedBatch {
        var batch = FeatureBatch(emptyFor: layer)
        batch.ids.append(feature.id.text)
        batch.flags.append(feature.flags)
        if case .point(let place)? = feature.geometry {
            batch.geometry = .points(x: [place.x], y: [place.y])
        } else {
            batch.geometry = .shapes([feature.geometry])
        }
        for index in batch.columns.indices { batch.columns[index].values.append(feature.properties[index]) }
        var rules = AnyGeometry()
        return try FeatureValidator(layer: layer).validate(
            ObservationBatch(features: batch, rows: [1]), geometry: &rules
        ).valid
    }

    func call(
        _ layer: String?, _ path: [String: String], _ query: [(name: String, value: String)] = [],
        viewer: Viewer = .anonymous, format: MediaType = .vectorTile, ifNoneMatch: String? = nil
    ) -> Call {
        Call(
            service: service, path: path, query: Query(query), viewer: viewer, language: .en, format: format,
            base: "https://city.example", target: "/", ifNoneMatch: ifNoneMatch, body: [],
            collection: layer.flatMap { try? service.engine.catalog.layer($0) })
    }

    static func path(_ zoom: Int, _ row: Int, _ column: Int) -> [String: String] {
        ["tileMatrix": "\(zoom)", "tileRow": "\(row)", "tileCol": "\(column)"]
    }

    static func address(_ longitude: Double, _ latitude: Double, _ zoom: Int) -> (row: Int, column: Int) {
        let side = Double(1 << zoom)
        return (
            Int((0.5 - asinh(tan(latitude * .pi / 180)) / (2 * .pi)) * side),
            Int((longitude / 360 + 0.5) * side)
        )
    }
}

extension Answer {
    var bytes: [UInt8] { if case .bytes(let bytes) = body { bytes } else { [] } }
}
