import Foundation
import TabaqaFeatureModel
import Testing

/// The examples of OGC 21-065r2, each in text and JSON: both must parse to equal trees.
@Suite(.enabled(if: CQL2Examples.isThere, "the OGC's CQL2 examples absent")) struct CQL2ExampleTests {
    /// Examples that read what no layer has, with the reason.
    static let foreign: [String: String] = [
        "clause6_01": "the function avg", "clause6_02b": "the function avg",
        "clause7_18": "the function Buffer", "example68": "the function Foo",
        "example69": "the function Bar", "clause7_15": "a property that is an array",
        "example79": "a property that is an array", "example80": "a property that is an array",
        "example81": "a property that is an array", "example82": "a property that is an array",
        "clause7_10": "a second geometry", "example07": "a second geometry", "example08": "a second geometry",
        "example23": "a second geometry",
        "clause7_03b": "category as a number, elsewhere a text",
        "example03": "a path as a text, elsewhere a number",
        "example40": "value as a text, elsewhere a number",
    ]

    @Test func `every example about declared properties parses to the same tree from text and JSON`() throws {
        let layer = CQL2Examples.layer
        let clock = try ZoneClock(zone: "UTC")
        let names = try CQL2Examples.names("text")
        #expect(names.count > 100)
        var compared = 0
        for name in names {
            let example = name.replacing("-alt01", with: "")
            let text = try CQL2Examples.text("text/\(name).txt")
            let json = try CQL2Examples.text("json/\(example).json")
            if let reason = Self.foreign[example] {
                #expect(throws: Fault.self, "\(name) \(reason)") {
                    try CQL2Text.parse(text, for: layer, clock: clock)
                }
                #expect(throws: Fault.self, "\(name) \(reason)") {
                    try CQL2JSON.parse(json, for: layer, clock: clock)
                }
                continue
            }
            do {
                #expect(
                    try CQL2Text.parse(text, for: layer, clock: clock)
                        == CQL2JSON.parse(json, for: layer, clock: clock), "\(name): \(text)")
                compared += 1
            } catch {
                Issue.record("\(name): \(text): \(error)")
            }
        }
        #expect(compared >= 95)
    }
}

enum CQL2Examples {
    static let folder: URL = {
        let root =
            ProcessInfo.processInfo.environment["TABAQA_SHARED"].map { URL(fileURLWithPath: $0) }
            ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
        return root.appending(path: "fixtures/cql2/cql2/standard/schema/examples")
    }()

    static let isThere = FileManager.default.fileExists(atPath: folder.path)

    static func names(_ kind: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: kind).path)
            .map { String($0.prefix { $0 != "." }) }.sorted()
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }

    static let layer: LayerDefinition = {
        let texts = [
            "city", "name", "cityName", "road_class", "etat_vol", "landsat:scene_id", "eo:instrument",
            "beamMode", "swathDirection", "polarization", "owner", "material",
            "geophys:SURVEY_NAME", "id",
        ]
        let numbers = [
            "windSpeed", "balance", "depth", "vehicle_height", "bridge_clearance", "eo:cloud_cover",
            "landsat:wrs_row", "landsat:wrs_path", "floors", "taxes", "value", "foo", "bar", "x",
        ]
        let times = [
            "updated", "event_time", "touchdown", "liftOff", "built", "starts_at", "ends_at", "updated_at",
        ]
        func properties(_ names: [String], _ type: PropertyType) -> [PropertyDefinition] {
            names.map { PropertyDefinition(name: $0, type: type, label: LocalizedText([.en: $0])) }
        }
        return LayerDefinition(
            id: "examples", department: "test", title: LocalizedText([.en: "Examples"]), kind: .observation,
            geometry: .polygon, sensitivity: .public,
            properties: properties(texts, .string) + properties(numbers, .decimal)
                + properties(times, .dateTime) + properties(["swimming_pool"], .boolean))
    }()
}
