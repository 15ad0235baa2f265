import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaTestSupport
import Testing

@Suite("Vector tiles of points")
struct PointTileTests {
    @Test(arguments: 8...18)
    func `Every point is in exactly the tile it lies in, within half a unit`(zoom: Int) throws {
        let city = try TileCity()
        let byTile = Dictionary(grouping: city.places) { place in
            TileCity.address(place.longitude, place.latitude, zoom: zoom)
        }
        // Deep down, some thousands of tiles more tell no more.
        for (address, places) in byTile.sorted(by: { "\($0.key as Any)" < "\($1.key as Any)" }).prefix(300) {
            let address = try #require(address)
            let (tile, decoded) = try city.tile("points", address) { $0.properties = ["id"] }
            #expect(tile.features == places.count && tile.dropped == 0)
            let layer = try #require(decoded["points"])
            #expect(layer.version == 2 && layer.extent == 4096 && decoded.layers.count == 1)
            try #require(layer.features.count == places.count)
            let byID = Dictionary(uniqueKeysWithValues: places.map { ($0.id, $0) })
            for feature in layer.features {
                guard case .text(let id)? = feature.properties["id"], let place = byID[id] else {
                    Issue.record("a feature of another tile")
                    continue
                }
                let at = try #require(feature.parts.first?.first)
                #expect(feature.type == 1)
                let unit = TileCity.unit(place.longitude, place.latitude, in: address)
                let bound = 0.5 + (zoom <= 16 ? 1.0 / 16 : 1e-4)
                #expect(abs(Double(at.x) - unit.x) <= bound && abs(Double(at.y) - unit.y) <= bound)
            }
        }
    }

    @Test func `Values come back as they were, and null is absent`() throws {
        let city = try TileCity()
        var seen = 0
        for address in try Set(
            city.places.map { try #require(TileCity.address($0.longitude, $0.latitude, zoom: 12)) })
        {
            let (_, decoded) = try city.tile("points", address) {
                $0.properties = ["id", "name", "number", "share", "open", "day", "at"]
            }
            let byID = Dictionary(uniqueKeysWithValues: city.places.map { ($0.id, $0) })
            for feature in try #require(decoded["points"]).features {
                guard case .text(let id)? = feature.properties["id"], let place = byID[id] else {
                    Issue.record("unknown id")
                    continue
                }
                seen += 1
                #expect(feature.properties["name"] == place.name.map(PropertyValue.text))
                #expect(feature.properties["number"] == place.number.map(PropertyValue.integer))
                #expect(feature.properties["share"] == place.share.map(PropertyValue.decimal))
                #expect(feature.properties["open"] == place.isOpen.map(PropertyValue.boolean))
                #expect(
                    feature.properties["day"]
                        == place.day.map { .text(CivilDate(daysSince1970: Int($0)).iso) })
                #expect(feature.properties["at"] == place.at.map { .text(Self.iso($0)) })
            }
        }
        #expect(seen == city.places.count)
    }

    private static func iso(_ instant: Int64) -> String {
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions =
            instant % 1000 == 0
            ? [.withInternetDateTime] : [.withInternetDateTime, .withFractionalSeconds]
        return formatter.string(from: Date(timeIntervalSince1970: Double(instant) / 1000))
    }

    @Test func `Keys and values of a layer do not repeat, numbers of features differ and stay`() throws {
        let city = try TileCity()
        let place = city.places[0]
        let high = try #require(TileCity.address(place.longitude, place.latitude, zoom: 10))
        let layer = try #require(try city.tile("points", high).decoded["points"])
        #expect(Set(layer.keys).count == layer.keys.count)
        #expect(Set(layer.values).count == layer.values.count)
        let numbers = layer.features.compactMap(\.id)
        #expect(Set(numbers).count == layer.features.count)
        #expect(numbers.allSatisfy { $0 < 1 << 53 })
        let deep = try #require(TileCity.address(place.longitude, place.latitude, zoom: 17))
        for feature in try #require(try city.tile("points", deep).decoded["points"]).features {
            #expect(numbers.contains(try #require(feature.id)))
        }
    }

    @Test func `A tile without features is empty, and addresses outside the matrix are none`() throws {
        let city = try TileCity()
        let empty = try city.tile("points", try #require(TileAddress(zoom: 12, row: 0, column: 0)))
        #expect(empty.tile.bytes.isEmpty && empty.tile.features == 0)
        for (zoom, row, column) in [
            (31, 0, 0), (-1, 0, 0), (3, -1, 0), (3, 0, 8), (3, 1_000_000_000, 0), (0, 0, 1),
        ] {
            #expect(TileAddress(zoom: zoom, row: row, column: column) == nil)
        }
        let world = try city.tile("points", try #require(TileAddress(zoom: 0, row: 0, column: 0)))
        #expect(world.tile.features == city.places.count)
    }

    @Test func `Rows of suspect or no place are left out and counted`() throws {
        let layer = SampleLayers.layer("marks", .point, properties: [])
        var batch = FeatureBatch(emptyFor: layer)
        let count = 600
        batch.ids = TextColumn((0..<count).map { SampleLayers.id($0) })
        var (x, y): ([Double], [Double]) = ([], [])
        for row in 0..<count {
            x.append(row % 10 == 1 ? .nan : 37.3 + Double(row) * 1e-6)
            y.append(row % 10 == 1 ? .nan : 37.0)
            batch.flags.append(row % 10 == 2 ? .wholeDegrees : row % 10 == 3 ? .nearDuplicate : [])
        }
        batch.geometry = .points(x: x, y: y)
        let city = try TileCity(points: 10, extra: [(layer, batch)])
        let address = try #require(TileCity.address(37.3, 37.0, zoom: 8))
        let (tile, decoded) = try city.tile("marks", address)
        #expect(tile.features == 480 && tile.suspect == 60)
        #expect(decoded["marks"]?.features.count == 480)
        let all = try city.tile("marks", address) { $0.selection.includesFlagged = true }
        #expect(all.tile.features == 540 && all.tile.suspect == 0)
    }

    @Test func `A selection narrows the tile as it narrows the layer`() throws {
        let city = try TileCity()
        let address = try #require(TileCity.address(37.301, 37.001, zoom: 9))
        let filtered = try city.tile("points", address) { $0.selection.filter = "open = TRUE AND number > 0" }
        #expect(
            filtered.tile.features == city.places.filter { $0.isOpen == true && ($0.number ?? 0) > 0 }.count)
        let timed = try city.tile("points", address) { $0.selection.datetime = "2024-01-01/2024-12-31" }
        let year = Int64(1_704_056_400_000)..<Int64(1_735_678_800_000)
        #expect(timed.tile.features == city.places.filter { $0.at.map(year.contains) ?? false }.count)
    }

    @Test func `Guarded properties and ids stay in`() throws {
        let city = try TileCity()
        let address = try #require(TileCity.address(37.301, 37.001, zoom: 16))
        let open = try #require(try city.tile("points", address, audience: .exact).decoded["points"])
        #expect(open.keys.contains("secret") && open.keys.contains("id"))
        let layer = try #require(try city.tile("points", address, audience: .public).decoded["points"])
        #expect(!layer.keys.contains("secret") && !layer.keys.contains("id"))
        #expect(layer.features.allSatisfy { $0.id == nil })
        #expect(throws: Fault.self) {
            try city.tile("points", address, audience: .public) { $0.properties = ["secret"] }
        }
        #expect(throws: Fault.self) {
            try city.tile("points", address, audience: .public) { $0.selection.filter = "secret = 's'" }
        }
        #expect(throws: Fault.self) { try city.tile("points", address) { $0.properties = ["nothing"] } }
    }

    @Test func `A guarded layer's features are refused`() throws {
        var layer = SampleLayers.layer("visits", .point, properties: [])
        layer.sensitivity = .restricted
        let city = try TileCity(points: 10, extra: [(layer, FeatureBatch(emptyFor: layer))])
        let address = try #require(TileAddress(zoom: 0, row: 0, column: 0))
        for audience in [Audience.public, .department] {
            let fault = #expect(throws: Fault.self) { try city.tile("visits", address, audience: audience) }
            #expect(fault?.code == .releaseRefused)
        }
    }

    @Test(arguments: [(100, 8 << 20), (200_000, 20_000)])
    func `A tile cut short says so itself`(features: Int, bytes: Int) throws {
        let city = try TileCity()
        let address = try #require(TileCity.address(37.301, 37.001, zoom: 8))
        let (tile, decoded) = try city.tile("points", address) {
            $0.limits = VectorTileRequest.Limits(features: features, bytes: bytes)
        }
        #expect(tile.dropped > 0 && tile.features + tile.dropped == city.places.count)
        #expect(tile.features <= features && tile.bytes.count <= bytes)
        #expect(features > 100 || tile.features == 100)
        #expect(decoded["points"]?.features.count == tile.features)
        let note = try #require(decoded["_dropped"]?.features.first)
        #expect(note.properties["dropped"] == .integer(Int64(tile.dropped)))
        #expect(note.properties["features"] == .integer(Int64(tile.features)))
        #expect(note.properties["layer"] == .text("points"))
    }

    @Test func `Points in another system lie where they belong`() throws {
        // On the central meridian of zone 37 eastings are 500,000, and northings the scaled length of the meridian.
        let layer = SampleLayers.layer("grid", .point, crs: CRS(epsg: 32637), properties: [])
        var batch = FeatureBatch(emptyFor: layer)
        let latitudes = stride(from: 36.5, to: 37.5, by: 0.01).map { $0 }
        batch.ids = TextColumn(latitudes.indices.map { SampleLayers.id($0) })
        batch.geometry = .points(
            x: latitudes.map { _ in 500_000 }, y: latitudes.map { 0.9996 * Self.meridian($0) })
        batch.flags = latitudes.map { _ in [] }
        let city = try TileCity(points: 1, extra: [(layer, batch)])
        for zoom in [10, 14, 18] {
            for latitude in latitudes {
                let address = try #require(TileCity.address(39.000_000_001, latitude, zoom: zoom))
                let west = try #require(
                    TileAddress(zoom: zoom, row: address.row, column: address.column - 1))
                let unit = TileCity.unit(39, latitude, in: address)
                let found = try [address, west].flatMap { one in
                    (try city.tile("grid", one).decoded["grid"]?.features ?? []).compactMap(
                        \.parts.first?.first
                    )
                    .map { (x: $0.x + (one.column - address.column) * 4096, y: $0.y) }
                }
                #expect(
                    found.contains { abs(Double($0.x) - unit.x) < 0.6 && abs(Double($0.y) - unit.y) < 0.6 })
            }
        }
    }

    /// The length of the meridian from the equator on WGS 84, metres (Helmert's series).
    private static func meridian(_ latitude: Double) -> Double {
        let (a, f) = (6_378_137.0, 1 / 298.257_223_563)
        let (n, phi) = (f / (2 - f), latitude * .pi / 180)
        let scale = a / (1 + n) * (1 + n * n / 4 + n * n * n * n / 64)
        return scale
            * (phi - (1.5 * n - 9.0 / 16 * n * n * n) * sin(2 * phi)
                + (15.0 / 16 * n * n - 15.0 / 32 * n * n * n * n) * sin(4 * phi)
                - 35.0 / 48 * n * n * n * sin(6 * phi) + 315.0 / 512 * n * n * n * n * sin(8 * phi))
    }
}
