import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaTestSupport

@testable import TabaqaServer

/// A town of four departments whose layers have every sensitivity, filled by chance, on a store in memory.
final class AreaTown {
    static func layer(
        _ id: String, of department: String, _ geometry: GeometryType, _ sensitivity: Sensitivity,
        kind: LayerDefinition.Kind = .reference, crs: CRS = .wgs84, _ properties: [PropertyDefinition]
    ) -> LayerDefinition {
        var layer = SampleLayers.layer(id, geometry, kind: kind, crs: crs, properties: properties)
        layer.department = department
        layer.sensitivity = sensitivity
        layer.key = properties.first?.name
        if kind == .observation { layer.time = .init(property: "at", zone: "Asia/Hebron") }
        return layer
    }

    private static func property(
        _ name: String, _ type: PropertyType, unit: String? = nil, _ sensitivity: Sensitivity? = nil
    ) -> PropertyDefinition {
        var property = SampleLayers.property(name, type)
        property.unit = unit
        property.sensitivity = sensitivity
        return property
    }

    private static let kind = PropertyDefinition(
        name: "kind", type: .code, label: LocalizedText([.en: "Kind"]),
        codes: ["fire", "flood", "other"].map { .init(code: $0, label: LocalizedText([.en: $0])) })

    private static let ofEvents: [PropertyDefinition] = [
        property("number", .string), property("at", .dateTime), kind, property("severity", .integer),
        property("loss", .decimal, unit: "TRY"), property("reporter", .string, .restricted),
    ]

    static let quarters = layer(
        "quarters", of: "planning", .polygon, .public,
        [
            property("code", .string), property("name", .string), property("name_ar", .string),
            property("population", .integer, unit: "persons"), property("budget", .decimal, .internal),
        ])
    static let blocks = layer(
        "blocks", of: "planning", .polygon, .public, crs: CRS(epsg: 32637),
        [property("name", .string), property("households", .integer)])
    static let roads = layer("roads", of: "planning", .lineString, .public, [property("name", .string)])
    static let plans = layer("plans", of: "planning", .polygon, .internal, [property("name", .string)])
    static let calls = layer("calls", of: "fire", .point, .public, kind: .observation, ofEvents)
    static let fires: LayerDefinition = {
        var layer = AreaTown.layer("fires", of: "fire", .point, .internal, kind: .observation, ofEvents)
        layer.disclosure = DisclosurePolicy(minimumCount: 5, grid: 500)
        layer.maintenance = ISODuration("P1D").map { .init(every: $0, steward: "fire-gis") }
        return layer
    }()
    static let visits: LayerDefinition = {
        var layer = AreaTown.layer(
            "visits", of: "migrants", .point, .restricted, kind: .observation, ofEvents)
        layer.disclosure = DisclosurePolicy(minimumCount: 3, grid: 500)
        layer.maintenance = ISODuration("P1D").map { .init(every: $0, steward: "gis") }
        return layer
    }()
    static let files = layer("files", of: "migrants", .point, .secret, kind: .observation, ofEvents)
    static let offices = layer(
        "offices", of: "migrants", .point, .public,
        [property("name", .string), property("phone", .string, .internal)])

    static let layers = [quarters, blocks, roads, plans, calls, fires, visits, files, offices]

    static let planner = Viewer(name: "planner", grants: [.init(department: "planning", role: .reader)])
    static let reader = Viewer(name: "reader", grants: [.init(department: "migrants", role: .reader)])
    static let editor = Viewer(name: "editor", grants: [.init(department: "migrants", role: .editor)])
    static let steward = Viewer(name: "steward", grants: [.init(department: "migrants", role: .steward)])
    static let firefighter = Viewer(name: "firefighter", grants: [.init(department: "fire", role: .reader)])
    static let mayor = Viewer(name: "mayor", grants: [.init(department: nil, role: .steward)])

    let folder: URL
    let store = MemoryStore()
    let service: Service
    private(set) var features: [String: [Feature]] = [:]

    init(events count: Int = 0, seed: UInt64 = 1) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tabaqa-area-\(UUID().uuidString)")
        var catalog = SampleLayers.catalog(Self.layers)
        catalog.city.languages = [.ar, .tr, .en]
        catalog.departments = ["fire", "migrants", "planning"].map {
            Department(id: $0, title: LocalizedText([.en: $0]))
        }
        try store.prepare(catalog)
        let engine = Engine(
            catalog: catalog, store: store, columnsDirectory: folder.appending(path: "columns").path,
            formatsExecutable: "/nonexistent"
        ).live()
        service = Service(engine: engine, settings: ServerSettings())
        try add(Self.ground(), to: Self.quarters)
        for layer in [Self.calls, Self.fires, Self.visits, Self.files] where count > 0 {
            var random = SeededGenerator(seed: seed)
            try add((0..<count).map { Self.event($0, of: layer.id, &random) }, to: layer)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func add(_ features: [Feature], to layer: LayerDefinition) throws {
        var batch: ValidatedBatch? = try FeatureBatch(features, of: layer).validated(for: layer)
        _ = try store.load(
            layer, LoadOptions(mode: .append, actor: "test", source: "test", sourceHash: UUID().uuidString)
        ) {
            defer { batch = nil }
            return batch
        }
        self.features[layer.id, default: []] += features
    }

    static func rectangle(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Geometry {
        .multiPolygon([
            [
                [
                    Position(x: west, y: south), Position(x: east, y: south), Position(x: east, y: north),
                    Position(x: west, y: north), Position(x: west, y: south),
                ]
            ]
        ])
    }

    /// Three quarters in a row, and one apart; none of the budget is anybody's business.
    static func ground() -> [Feature] {
        let names: [(String, String, String, Int64, Geometry)] = [
            ("Q1", "Şahinbey Mah.", "حي شاهين بيه", 1000, rectangle(37.30, 37.00, 37.35, 37.05)),
            ("Q2", "Akyol", "أكيول", 4000, rectangle(37.35, 37.00, 37.40, 37.05)),
            ("Q3", "İncilipınar", "إنجيلي بينار", 0, rectangle(37.40, 37.00, 37.45, 37.05)),
            ("Q4", "Kızılhisar", "قـزل حصار", 500, rectangle(37.50, 37.00, 37.55, 37.05)),
        ]
        return names.map { code, name, arabic, population, geometry in
            Feature(
                id: FeatureID("quarter-\(code)"), revision: 0, geometry: geometry,
                properties: [
                    .text(code), .text(name), .text(arabic), .integer(population), .decimal(12_345),
                ])
        }
    }

    static func event(_ number: Int, of layer: String, _ random: inout SeededGenerator) -> Feature {
        let kinds = ["fire", "flood", "other"]
        // 2022-12-31T20:00Z and three years on: several changes of the clock.
        let at = 1_672_516_800_000 + Int64.random(in: 0..<94_608_000_000, using: &random)
        return Feature(
            id: FeatureID("\(layer)-\(number)"), revision: 0,
            geometry: number % 17 == 16
                ? nil
                : .point(
                    Position(
                        x: .random(in: 37.25...37.6, using: &random),
                        y: .random(in: 36.98...37.07, using: &random))),
            properties: [
                .text("\(layer)-no-\(number)"), number % 23 == 22 ? .null : .instant(at),
                .text(kinds[Int.random(in: 0..<3, using: &random)]),
                number % 11 == 10 ? .null : .integer(.random(in: 1...5, using: &random)),
                .decimal(.random(in: 0...1000, using: &random)), .text("person \(number)"),
            ])
    }

    // MARK: asking

    func call(
        _ route: Route, _ layer: String? = nil, _ query: [(String, String)] = [], item: String = "",
        viewer: Viewer = .anonymous, format: MediaType = .json, body: [UInt8] = [], ifNoneMatch: String? = nil
    ) throws -> Answer {
        var collection: LayerDefinition?
        if let layer {
            // As the dispatcher does it.
            let known = try service.engine.catalog.layer(layer)
            guard viewer.knows(known) else { throw LayerCatalog.unknown(layer) }
            collection = known
        }
        return try route.handle(
            Call(
                service: service, path: ["collectionId": layer ?? "", "featureId": item],
                query: Query(query.map { (name: $0.0, value: $0.1) }), viewer: viewer, language: .en,
                format: format, base: "https://city.example", target: "/", ifNoneMatch: ifNoneMatch,
                body: body,
                collection: collection))
    }

    func json(
        _ route: Route, _ layer: String? = nil, _ query: [(String, String)] = [], item: String = "",
        viewer: Viewer = .anonymous, body: String = ""
    ) throws -> [String: Any] {
        let answer = try call(route, layer, query, item: item, viewer: viewer, body: Array(body.utf8))
        guard case .bytes(let bytes) = answer.body else { return [:] }
        return try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:]
    }
}
