import Foundation
import TabaqaFeatureModel
import TabaqaTopology
import Testing

/// Real cities' polygons, broken as their publishers left them. The numbers of invalid polygons are those the data
/// sets' own descriptions give, counted by GEOS through another library.
@Suite(.enabled(if: SharedData.isPresent, "the shared data folder is absent"))
struct RealPolygonTests {
    @Test(
        "as many polygons are repaired as are invalid, and none is lost",
        arguments: [
            ("turkey_mahalle/gaziantep_mahalle.geojson", 784, 15),
            ("pittsburgh/neighborhoods.geojson", 90, 10),
            ("palestine/oslo.geojson", 8, 4),
        ])
    func repair(file: String, total: Int, invalid: Int) throws {
        let polygons = try SharedData.polygons(file)
        #expect(polygons.count == total)
        let repair = PolygonRepair()
        let geodesic = Geodesic()
        var repaired = 0
        for polygon in polygons {
            let outcome = try repair.repair(polygon)
            if outcome.wasInvalid {
                repaired += 1
                #expect(outcome.reason?.isEmpty == false)
            }
            #expect(try !repair.repair(outcome.geometry).wasInvalid)
            #expect(geodesic.area(of: outcome.geometry) > 0)
            // What lies outside the old box was never there.
            let (old, new) = (polygon.extent, outcome.geometry.extent)
            #expect(old.contains(x: new.minX, y: new.minY) && old.contains(x: new.maxX, y: new.maxY))
        }
        #expect(repaired == invalid)
    }

    @Test func `a polygon layer survives the way to three grids and back within a centimetre`() throws {
        let polygons = try SharedData.polygons("turkey_mahalle/gaziantep_mahalle.geojson")
        let geodesic = Geodesic()
        for code in [5256, 32637, 3857] {
            let there = try CoordinateTransform(from: .wgs84, to: CRS(epsg: code))
            let back = try CoordinateTransform(from: CRS(epsg: code), to: .wgs84)
            var column = GeometryColumn.shapes(polygons)
            #expect(there.transform(&column).isEmpty && back.transform(&column).isEmpty)
            for row in stride(from: 0, to: polygons.count, by: 40) {
                var old: [Position] = []
                polygons[row].forEachPosition { old.append($0) }
                var new: [Position] = []
                column[row]?.forEachPosition { new.append($0) }
                #expect(old.count == new.count)
                for (a, b) in zip(old, new) { #expect(geodesic.distance(a, b) < 0.01) }
            }
        }
    }
}

/// The folder of real data beside the package, or where `TABAQA_SHARED` says.
enum SharedData {
    static let root: String = {
        if let path = ProcessInfo.processInfo.environment["TABAQA_SHARED"] { return path }
        return URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared").path
    }()

    static var isPresent: Bool { FileManager.default.fileExists(atPath: root + "/data") }

    /// The polygons of a GeoJSON file.
    static func polygons(_ file: String) throws -> [Geometry] {
        let data = try Data(contentsOf: URL(fileURLWithPath: root + "/data/" + file))
        let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        let features = object?["features"] as? [[String: Any]] ?? []
        return features.compactMap { feature in
            let geometry = feature["geometry"] as? [String: Any]
            switch geometry?["type"] as? String {
            case "Polygon": return .polygon(rings(geometry?["coordinates"]))
            case "MultiPolygon":
                return .multiPolygon((geometry?["coordinates"] as? [Any] ?? []).map { rings($0) })
            default: return nil
            }
        }
    }

    private static func rings(_ value: Any?) -> [[Position]] {
        (value as? [[[NSNumber]]] ?? []).map { ring in
            ring.map { Position(x: $0[0].doubleValue, y: $0[1].doubleValue) }
        }
    }
}
