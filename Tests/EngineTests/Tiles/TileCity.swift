import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaTestSupport

/// A city of made-up layers for tiles: points in two systems, areas that share crooked borders, lines.
final class TileCity {
    struct Place {
        var id: String
        var longitude: Double
        var latitude: Double
        var name: String?
        var number: Int64?
        var share: Double?
        var isOpen: Bool?
        var day: Int32?
        var at: Int64?
    }

    let folder: URL
    let engine: Engine
    let places: [Place]

    static let points: LayerDefinition = {
        var layer = SampleLayers.layer(
            "points", .point, kind: .observation,
            properties: [
                SampleLayers.property("name", .string), SampleLayers.property("number", .integer),
                SampleLayers.property("share", .decimal), SampleLayers.property("open", .boolean),
                SampleLayers.property("day", .date), SampleLayers.property("at", .dateTime),
                PropertyDefinition(
                    name: "secret", type: .string, label: LocalizedText([.en: "Secret"]),
                    sensitivity: .restricted),
            ])
        layer.time = LayerDefinition.TimeReference(property: "at", zone: "Europe/Istanbul")
        return layer
    }()

    static let names: [String?] = ["حريق", "Şehitkamil", "", "fire \"7\"", nil, "مبنى سكني"]

    static let origin = (longitude: 37.30, latitude: 37.00)

    /// - Parameter extra: further layers and their rows.
    init(points count: Int = 4000, extra: [(LayerDefinition, FeatureBatch)] = []) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tabaqa-tiles-\(UUID().uuidString)")
        var random = SeededGenerator(seed: 11)
        places = (0..<count).map { number in
            // Half of them crowd in one street.
            let spread = number.isMultiple(of: 2) ? 0.1 : 0.002
            return Place(
                id: SampleLayers.id(number),
                longitude: Self.origin.longitude + .random(in: 0...spread, using: &random),
                latitude: Self.origin.latitude + .random(in: 0...spread, using: &random),
                name: Self.names[number % Self.names.count],
                number: number % 7 == 0 ? nil : Int64(number - 2000) * (number % 5 == 0 ? 1_000_000_007 : 1),
                share: number % 11 == 0 ? nil : Double(number) / 7,
                isOpen: number % 3 == 0 ? nil : number % 3 == 1,
                day: number % 13 == 0 ? nil : Int32(number - 1000),
                at: number % 17 == 0 ? nil : 1_700_000_000_000 + Int64(number) * 86_400_123)
        }
        var batch = FeatureBatch(emptyFor: Self.points)
        batch.ids = TextColumn(places.map(\.id))
        batch.geometry = .points(x: places.map(\.longitude), y: places.map(\.latitude))
        batch.flags = places.map { _ in [] }
        let columns: [PropertyColumn] = [
            .text(TextColumn(places.map(\.name))), .integer(places.map { $0.number ?? .min }),
            .decimal(places.map { $0.share ?? .nan }),
            .boolean(places.map { $0.isOpen.map { $0 ? 1 : 0 } ?? -1 }),
            .date(places.map { $0.day ?? .min }), .instant(places.map { $0.at ?? .min }),
            .text(TextColumn(places.map { "s" + $0.id })),
        ]
        for index in columns.indices { batch.columns[index].values = columns[index] }
        engine = Engine(
            catalog: SampleLayers.catalog([Self.points] + extra.map(\.0)),
            store: BatchStore([batch] + extra.map(\.1)), columnsDirectory: folder.path,
            formatsExecutable: "/nonexistent"
        ).live()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The fraction of the world's square, from west and north.
    static func world(_ longitude: Double, _ latitude: Double) -> (x: Double, y: Double) {
        (longitude / 360 + 0.5, 0.5 - asinh(tan(latitude * .pi / 180)) / (2 * .pi))
    }

    static func address(_ longitude: Double, _ latitude: Double, zoom: Int) -> TileAddress? {
        let (world, side) = (world(longitude, latitude), Double(1 << zoom))
        return TileAddress(zoom: zoom, row: Int(world.y * side), column: Int(world.x * side))
    }

    /// Where a position lies in a tile, in its units.
    static func unit(_ longitude: Double, _ latitude: Double, in address: TileAddress) -> (
        x: Double, y: Double
    ) {
        let (world, side) = (world(longitude, latitude), Double(1 << address.zoom))
        return (
            (world.x * side - Double(address.column)) * 4096, (world.y * side - Double(address.row)) * 4096
        )
    }

    func tile(
        _ layer: String, _ address: TileAddress, audience: Audience = .exact,
        _ change: (inout VectorTileRequest) -> Void = { _ in }
    ) throws -> (tile: VectorTile, decoded: DecodedTile) {
        var request = VectorTileRequest(layer: layer, audience: audience, address: address)
        change(&request)
        let tile = try engine.vectorTile(request)
        return (tile, try DecodedTile(tile.bytes))
    }
}

extension FeatureBatch {
    /// Rows of shapes with a name each.
    static func shapes(_ layer: LayerDefinition, _ shapes: [Geometry?], flags: [FeatureFlags]? = nil)
        -> FeatureBatch
    {
        var batch = FeatureBatch(emptyFor: layer)
        batch.ids = TextColumn(shapes.indices.map { SampleLayers.id($0) })
        batch.geometry = .shapes(shapes)
        batch.flags = flags ?? shapes.map { _ in [] }
        for index in batch.columns.indices {
            batch.columns[index].values = .text(TextColumn(shapes.indices.map { "n\($0)" }))
        }
        return batch
    }
}
