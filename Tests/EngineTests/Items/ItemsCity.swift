import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaTestSupport

/// An engine on a store in memory with a layer of every property type, full of equal and missing values.
final class ItemsCity {
    let folder: URL
    let store = MemoryStore()
    let engine: Engine

    /// Sensitive: `loss` may be read by staff, `photo` by nobody but those entitled.
    static let events: LayerDefinition = {
        var layer = SampleLayers.events
        layer.id = "events"
        layer.key = "number"
        layer.time = LayerDefinition.TimeReference(property: "at", zone: "Europe/Istanbul")
        for index in layer.properties.indices where layer.properties[index].name == "loss" {
            layer.properties[index].sensitivity = .internal
        }
        return layer
    }()

    /// Its key may not be read by the public, so neither may its ids.
    static let guarded: LayerDefinition = {
        var layer = events
        layer.id = "guarded"
        layer.key = "loss"
        return layer
    }()

    static let table: LayerDefinition = {
        var layer = SampleLayers.table
        layer.id = "table"
        return layer
    }()

    init(rows: Int = 137) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tabaqa-items-\(UUID().uuidString)")
        let catalog = SampleLayers.catalog([Self.events, Self.guarded, Self.table])
        try store.prepare(catalog)
        engine = Engine(
            catalog: catalog, store: store, columnsDirectory: folder.path, formatsExecutable: "/nonexistent"
        ).live()
        let features = (0..<rows).map(Self.feature)
        try load(features, into: Self.events)
        try load(features, into: Self.guarded)
        try load(
            (0..<5).map {
                Feature(
                    id: FeatureID("row-\($0)"), revision: 0, geometry: nil,
                    properties: [.text("t\($0)"), .decimal(Double($0))])
            }, into: Self.table)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func load(_ features: [Feature], into layer: LayerDefinition) throws {
        var batch: ValidatedBatch? = try FeatureBatch(features, of: layer).validated(for: layer)
        _ = try store.load(layer, LoadOptions(mode: .append, actor: "test", source: "t", sourceHash: "h")) {
            defer { batch = nil }
            return batch
        }
    }

    static let texts = [
        "", "a", "B", "ab", "é", "İ", "ı", "غ", "🚒", String(repeating: "x", count: 300), "a\u{0}b",
    ]

    /// Few distinct values of each type, the extremes and null among them; some rows have no place.
    static func feature(_ number: Int) -> Feature {
        var random = SeededGenerator(seed: UInt64(number) + 9)
        let decimals: [PropertyValue] = [.null, .decimal(-1e300), .decimal(0), .decimal(-0.0), .decimal(1.5)]
        let integers: [PropertyValue] = [
            .null, .integer(.max), .integer(.min + 1), .integer(0), .integer(-7),
        ]
        let place: Geometry? =
            number % 11 == 0
            ? nil
            : .point(
                Position(
                    x: .random(in: 37.2...37.6, using: &random), y: .random(in: 36.9...37.2, using: &random)))
        return Feature(
            id: FeatureID(SampleLayers.id(number)), revision: 0, geometry: place,
            properties: [
                number % 7 == 0 ? .null : .text(texts[number % texts.count]),
                number % 5 == 0 ? .null : .instant(1_700_000_000_000 + Int64(number % 4) * 86_400_000),
                number % 3 == 0 ? .null : .text(number.isMultiple(of: 2) ? "fire" : "flood"),
                integers[number % integers.count], decimals[number % decimals.count],
                number % 4 == 0 ? .null : .boolean(number.isMultiple(of: 2)),
                number % 6 == 0 ? .null : .date(Int32(-3 + number % 6)), .null,
            ])
    }

    func request(_ layer: String = "events", _ audience: Audience = .exact) -> ItemsRequest {
        ItemsRequest(layer: layer, audience: audience)
    }

    /// All ids of a request, page after page.
    func pages(_ request: ItemsRequest, between: (Int) throws -> Void = { _ in }) throws -> [[String]] {
        var request = request
        var pages: [[String]] = []
        while pages.count < 10_000 {
            let page = try engine.items(request)
            pages.append((0..<page.features.value.count).map { page.features.value.ids[$0] ?? "?" })
            guard let next = page.next else { return pages }
            request.cursor = next
            request.offset = 0
            try between(pages.count)
        }
        return pages
    }
}
