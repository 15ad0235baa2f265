import Foundation
import TabaqaColumns
import TabaqaFeatureModel
import Testing

@testable import TabaqaAnalysis

/// The OGC's test data for CQL2 (OGC 21-065r2, annex A): three Natural Earth collections and 274 predicates.
enum CQL2StandardData {
    struct Predicate: Decodable, Sendable {
        var file: String
        var collection: String
        var filter: String
        var expected: Int
    }

    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["TABAQA_SHARED"] {
            return URL(fileURLWithPath: path)
        }
        return URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
    }()

    static let folder = root.appending(path: "fixtures/cql2")

    static let isThere =
        FileManager.default.fileExists(atPath: folder.appending(path: "ats_predicates.json").path)
        && FileManager.default.isExecutableFile(atPath: "/usr/bin/ogr2ogr")

    static let absence: Comment = "the OGC's CQL2 test data or ogr2ogr absent"

    static func predicates() throws -> [Predicate] {
        try JSONDecoder().decode(
            [Predicate].self, from: Data(contentsOf: folder.appending(path: "ats_predicates.json")))
    }

    /// The collection as a layer with columns.
    static func columns(_ collection: String) throws -> ColumnFixture {
        let data = folder.appending(path: "cql2/standard/data")
        let schema = try object(Data(contentsOf: data.appending(path: collection + ".json")))
        let properties = try #require(schema["properties"] as? [String: [String: Any]])
        let text = try geoJSON(data.appending(path: "ne110m4cql2.gpkg").path, collection)
        let features = try #require(object(text)["features"] as? [[String: Any]])
        var types: [(String, PropertyType)] = []
        for (name, definition) in properties.sorted(by: { $0.key < $1.key }) where name != "geom" {
            types.append((name, type(definition)))
        }
        // JSONSerialization rounds numbers of many digits by way of Decimal.
        let shapes = try JSONDecoder().decode(Collection.self, from: text).features.map(\.geometry.value)
        let kind: GeometryType =
            switch shapes.first {
            case .point: .point
            case .lineString: .lineString
            default: .polygon
            }
        let layer = makeLayer(collection, kind, properties: types, zone: "UTC")
        let values = features.map { $0["properties"] as? [String: Any] ?? [:] }
        let columns = try types.map { name, type in
            NamedColumn(name: name, type: type, values: try column(values.map { $0[name] }, type))
        }
        let geometry: GeometryColumn
        if kind == .point {
            let places = shapes.map(\.extent)
            geometry = .points(x: places.map(\.minX), y: places.map(\.minY))
        } else {
            geometry = .shapes(shapes)
        }
        return try ColumnFixture(
            layer,
            FeatureBatch(
                name: collection, crs: .wgs84,
                ids: TextColumn((0..<values.count).map { String(format: "%032x", $0) }), geometry: geometry,
                columns: columns, flags: [FeatureFlags](repeating: [], count: values.count)))
    }

    private static func object(_ data: Data) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private static func geoJSON(_ file: String, _ collection: String) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/ogr2ogr")
        process.arguments = ["-f", "GeoJSON", "/vsistdout/", file, collection]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return data
    }

    private static func type(_ definition: [String: Any]) -> PropertyType {
        switch (definition["type"] as? String, definition["format"] as? String) {
        case ("integer", _): .integer
        case ("number", _): .decimal
        case ("boolean", _): .boolean
        case (_, "date"): .date
        case (_, "date-time"): .dateTime
        default: .string
        }
    }

    private static func column(_ values: [Any?], _ type: PropertyType) throws -> PropertyColumn {
        let clock = try ZoneClock(zone: "UTC")
        func instant(_ value: Any?) -> Int64 {
            (value as? String).flatMap { TemporalText.period($0, clock)?.start } ?? .min
        }
        return switch type {
        case .integer: .integer(values.map { ($0 as? NSNumber)?.int64Value ?? .min })
        case .decimal: .decimal(values.map { ($0 as? NSNumber)?.doubleValue ?? .nan })
        case .boolean: .boolean(values.map { ($0 as? NSNumber).map { $0.boolValue ? 1 : 0 } ?? -1 })
        case .date:
            .date(values.map { instant($0) == .min ? .min : Int32(instant($0) / 86_400_000) })
        case .dateTime: .instant(values.map(instant))
        default: .text(TextColumn(values.map { $0 as? String }))
        }
    }

    private struct Collection: Decodable {
        struct Feature: Decodable { var geometry: Shape }
        var features: [Feature]
    }

    private struct Shape: Decodable {
        enum Keys: String, CodingKey { case type, coordinates }
        var value: Geometry

        init(from decoder: any Decoder) throws {
            let object = try decoder.container(keyedBy: Keys.self)
            func position(_ numbers: [Double]) -> Position { Position(x: numbers[0], y: numbers[1]) }
            func coordinates<Value: Decodable>(_ type: Value.Type) throws -> Value {
                try object.decode(type, forKey: .coordinates)
            }
            switch try object.decode(String.self, forKey: .type) {
            case "Point": value = .point(position(try coordinates([Double].self)))
            case "LineString": value = .lineString(try coordinates([[Double]].self).map(position))
            case "Polygon": value = .polygon(try coordinates([[[Double]]].self).map { $0.map(position) })
            default:
                value = .multiPolygon(
                    try coordinates([[[[Double]]]].self).map { $0.map { $0.map(position) } })
            }
        }
    }
}
