import Foundation
import TabaqaColumns
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaSpatiaLiteStore

@testable import TabaqaTestSupport

/// A store in a folder of its own, an engine that keeps its layers open, and one that does not.
final class LiveCity: Sendable {
    let folder: URL
    let store: SpatiaLiteStore
    /// Keeps layers open.
    let live: Engine
    /// Reads the store anew for every question, in another folder of column files.
    let plain: Engine

    static let events: LayerDefinition = {
        var layer = SampleLayers.events
        layer.key = "number"
        layer.time = LayerDefinition.TimeReference(property: "at", zone: "Europe/Istanbul")
        return layer
    }()
    /// The same far from degrees.
    static let metric: LayerDefinition = {
        var layer = events
        layer.id = "test-metric"
        layer.crs = CRS(epsg: 32637)
        return layer
    }()
    static let areas: LayerDefinition = {
        var layer = SampleLayers.areas
        layer.crs = .wgs84
        layer.key = "name"
        return layer
    }()
    static let roads = SampleLayers.roads
    static let table = SampleLayers.table
    static let catalog = SampleLayers.catalog([events, metric, areas, roads, table])

    init(events count: Int = 0) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tabaqa-live-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try SpatiaLiteStore(path: folder.appending(path: "city.sqlite").path, mode: .create)
        try store.prepare(Self.catalog)
        let (store, folder) = (store, folder)
        func engine(_ name: String) -> Engine {
            Engine(
                catalog: Self.catalog, store: store, columnsDirectory: folder.appending(path: name).path,
                formatsExecutable: "/nonexistent")
        }
        live = engine("live").live()
        plain = engine("plain")
        if count > 0 { try load((0..<count).map { SampleLayers.event($0) }, into: Self.events) }
    }

    deinit {
        store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    var path: String { folder.appending(path: "city.sqlite").path }

    func load(_ features: [Feature], into layer: LayerDefinition) throws {
        try StoreConformance.load(features, into: layer, store)
    }

    func put(_ feature: Feature, in layer: LayerDefinition = events) throws {
        let batch = try FeatureBatch([feature], of: layer).validated(for: layer)
        if try store.feature(feature.id, in: layer) == nil {
            try store.insert(batch, into: layer, by: "test")
        } else {
            try store.replace(batch, in: layer, expecting: nil, by: "test")
        }
    }

    func remove(_ id: FeatureID, from layer: LayerDefinition = events) throws {
        try store.delete(id, from: layer, expecting: nil, by: "test")
    }

    /// Squares of a hundredth of a degree's multiples over the events.
    static func square(_ name: String, _ west: Double, _ south: Double, _ side: Double) -> Feature {
        let ring = [
            (west, south), (west + side, south), (west + side, south + side), (west, south + side),
            (west, south),
        ].map { Position(x: $0.0, y: $0.1) }
        return Feature(
            id: FeatureID("area \(name)"), revision: 0, geometry: .multiPolygon([[ring]]),
            properties: [.text(name), .integer(1000)])
    }

    func loadAreas() throws {
        try load(
            (0..<20).map {
                Self.square("A\($0)", 37.2 + 0.08 * Double($0 % 5), 36.9 + 0.07 * Double($0 / 5), 0.07)
            },
            into: Self.areas)
    }
}

/// Runs a program; what it wrote.
@discardableResult
func run(_ program: String, _ arguments: [String], input: String = "") throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let (output, feed) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = output
    process.standardInput = feed
    try process.run()
    feed.fileHandleForWriting.write(Data(input.utf8))
    try feed.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
}
