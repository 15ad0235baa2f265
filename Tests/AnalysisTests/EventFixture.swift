import Foundation
import TabaqaColumns
import TabaqaFeatureModel

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func uniform(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &self) }

    mutating func normal() -> Double {
        (-2 * log(uniform(1e-12...1))).squareRoot() * cos(2 * .pi * uniform(0...1))
    }
}

/// A layer's column file in a folder of its own, deleted with the fixture.
final class ColumnFixture {
    let columns: LayerColumns
    let folder: URL

    init(_ layer: LayerDefinition, _ batch: FeatureBatch, revision: Int64 = 1) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "columns-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "\(layer.id).columns").path
        try ColumnFile.build(at: path, layer: layer) {
            try $0(batch)
            return revision
        }
        columns = try ColumnFile.open(at: path, layer: layer)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}

func makeLayer(
    _ id: String, _ geometry: GeometryType, crs: CRS = .wgs84, properties: [(String, PropertyType)] = [],
    key: String? = nil, time: String? = nil, zone: String = "Europe/Istanbul",
    disclosure: DisclosurePolicy? = nil
) -> LayerDefinition {
    LayerDefinition(
        id: id, department: "test", title: LocalizedText([.en: id]), kind: .observation, geometry: geometry,
        crs: crs, key: key, time: time.map { .init(property: $0, zone: zone) }, sensitivity: .public,
        disclosure: disclosure,
        properties: properties.map {
            PropertyDefinition(name: $0.0, type: $0.1, label: LocalizedText([.en: $0.0]))
        })
}

/// Points of a clustered city of about 12 km around a middle.
func clusteredPoints(_ count: Int, longitude: Double, latitude: Double, seed: UInt64) -> (
    x: [Double], y: [Double]
) {
    var random = SeededGenerator(state: seed)
    let east = 111_320 * cos(latitude * .pi / 180)
    let centers = (0..<6).map { _ in (random.uniform(-4000...4000), random.uniform(-4000...4000)) }
    var x: [Double] = []
    var y: [Double] = []
    for _ in 0..<count {
        var place = (random.uniform(-6000...6000), random.uniform(-6000...6000))
        if random.uniform(0...1) < 0.7 {
            let center = centers[Int.random(in: 0..<6, using: &random)]
            place = (center.0 + 600 * random.normal(), center.1 + 600 * random.normal())
        }
        x.append(longitude + place.0 / east)
        y.append(latitude + place.1 / 111_000)
    }
    return (x, y)
}

func pointBatch(_ layer: LayerDefinition, x: [Double], y: [Double], columns: [PropertyColumn] = [])
    -> FeatureBatch
{
    FeatureBatch(
        name: layer.id, crs: layer.crs, ids: TextColumn((0..<x.count).map { String(format: "%032x", $0) }),
        geometry: .points(x: x, y: y),
        columns: zip(layer.properties, columns).map { NamedColumn(name: $0.name, type: $0.type, values: $1) },
        flags: [FeatureFlags](repeating: [], count: x.count))
}
