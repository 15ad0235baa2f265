import Foundation
import TabaqaExchange
import TabaqaFeatureModel

/// Layers and cities forms are made of.
enum FormFixtures {
    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let city = CityDefinition(
        name: label("City"), languages: [.ar, .tr, .en], zone: "Europe/Istanbul",
        metricCRS: CRS(epsg: 32637), boundary: "edge")

    static let clock: ZoneClock = {
        guard let clock = try? ZoneClock(zone: "Europe/Istanbul") else { preconditionFailure("no zones") }
        return clock
    }()

    /// A square from 36.9 to 37.2 north and 37.2 to 37.6 east.
    static let fence = [
        Position(x: 37.2, y: 36.9), Position(x: 37.6, y: 36.9), Position(x: 37.6, y: 37.2),
        Position(x: 37.2, y: 37.2), Position(x: 37.2, y: 36.9),
    ]

    static func label(_ text: String) -> LocalizedText {
        LocalizedText([.ar: "\(text) بالعربية", .tr: "\(text) Türkçe", .en: text])
    }

    static func property(
        _ name: String, _ type: PropertyType, required: Bool = false, relevant: String? = nil,
        check: String? = nil, range: ClosedRange<Double>? = nil, entity: String? = nil,
        members: [PropertyDefinition] = []
    ) -> PropertyDefinition {
        PropertyDefinition(
            name: name, type: type, label: label(name.capitalized), isRequired: required,
            codes: type == .code
                ? ["a", "b c", "ü<&\"'"].map { .init(code: $0, label: label("Code \($0)")) } : [],
            range: range, unit: range == nil ? nil : "pcs", hint: label("Hint of \(name)"),
            relevant: relevant,
            check: check.map { .init(condition: $0, message: label("Not so: \(name)")) }, entity: entity,
            members: members)
    }

    /// A layer with a property of every type, conditions of every kind and rows.
    static func everything(_ geometry: GeometryType = .point, rules: [QualityRule] = []) -> LayerDefinition {
        LayerDefinition(
            id: "every-thing", department: "plan", title: label("Everything & <all>"), kind: .observation,
            geometry: geometry, key: "no",
            time: .init(property: "seen_at", zone: "Europe/Istanbul"), sensitivity: .internal,
            properties: [
                property("no", .string, required: true), property("seen_at", .dateTime, required: true),
                property("kind", .code, required: true), property("count", .integer, range: -5...1000),
                property(
                    "weight", .decimal, relevant: "kind = 'a' OR kind = 'b c'",
                    check: "weight >= 0.5 AND (count IS NULL OR weight < count * 2.5)",
                    range: 0...1e6),
                property("dangerous", .boolean),
                property("how", .string, required: true, relevant: "dangerous = TRUE AND kind IN ('a')"),
                property("day", .date, check: "day <= DATE('2030-12-31')"),
                property("ended_at", .dateTime, check: "ended_at >= seen_at"),
                property("code_text", .string, check: "code_text LIKE 'F-%' AND code_text <> 'F-0'"),
                property("picture", .photo), property("voice", .audio), property("clip", .video),
                property("paper", .file), property("known", .string, entity: "known-points"),
                property(
                    "rows", .records, relevant: "count > 1",
                    members: [
                        property("kind", .code, required: true),
                        property("count", .integer, check: "count BETWEEN 1 AND 9", range: 0...10),
                        property("sure", .boolean, relevant: "kind = 'a' AND weight > 1"),
                        property("picture", .photo), property("day", .date),
                    ]),
            ], rules: rules, form: FormPolicy(entities: ["known-points"]))
    }

    static let flagOutside = QualityRule(test: .inside(layer: "edge"), consequence: .flag)
    static let rejectOutside = QualityRule(test: .inside(layer: "edge"), consequence: .reject)
    static let accurate = QualityRule(test: .accurate(meters: 20), consequence: .reject)

    static func writer(fence: [Position]? = fence) -> XFormWriter {
        XFormWriter(
            city: city, fence: fence,
            entities: [.init(layer: "known-points", title: label("Known"), value: "point_no")])
    }
}
