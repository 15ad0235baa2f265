public import TabaqaFeatureModel

/// Made-up layers of every geometry and property type.
public enum SampleLayers {
    /// Points with a property of every type.
    public static let events = layer(
        "test-events", .point, kind: .observation,
        properties: [
            property("number", .string), property("at", .dateTime),
            PropertyDefinition(
                name: "kind", type: .code, label: LocalizedText([.en: "Kind"]),
                codes: ["fire", "flood"].map { .init(code: $0, label: LocalizedText([.en: $0])) }),
            property("severity", .integer), property("loss", .decimal), property("checked", .boolean),
            property("day", .date), property("photo", .photo),
        ])
    public static let areas = layer(
        "test-areas", .polygon, crs: CRS(epsg: 32637),
        properties: [property("name", .string), property("population", .integer)])
    public static let roads = layer("test-roads", .lineString, properties: [property("name", .string)])
    public static let table = layer(
        "test-table", .none, properties: [property("name", .string), property("tons", .decimal)])

    public static func catalog(_ layers: [LayerDefinition] = [events, areas, roads, table]) -> LayerCatalog {
        LayerCatalog(
            city: CityDefinition(
                name: LocalizedText([.en: "Test"]), languages: [.en], zone: "Europe/Istanbul",
                metricCRS: CRS(epsg: 32637)),
            departments: [Department(id: "test", title: LocalizedText([.en: "Test"]))], layers: layers)
    }

    public static func layer(
        _ id: String, _ geometry: GeometryType, kind: LayerDefinition.Kind = .reference, crs: CRS = .wgs84,
        properties: [PropertyDefinition]
    ) -> LayerDefinition {
        LayerDefinition(
            id: id, department: "test", title: LocalizedText([.en: id]), kind: kind, geometry: geometry,
            crs: crs, sensitivity: .public, properties: properties)
    }

    public static func property(_ name: String, _ type: PropertyType) -> PropertyDefinition {
        PropertyDefinition(name: name, type: type, label: LocalizedText([.en: name]))
    }

    /// Event `number`, the same for the same number.
    public static func event(_ number: Int) -> Feature {
        var random = SeededGenerator(seed: UInt64(bitPattern: Int64(number)))
        return Feature(
            id: FeatureID(id(number)), revision: 0,
            geometry: .point(
                Position(
                    x: .random(in: 37.2...37.6, using: &random), y: .random(in: 36.9...37.2, using: &random))),
            properties: [
                .text("N-\(number)"),
                .instant(1_700_000_000_000 + Int64(number) * 60_000 + Int64(number % 3)),
                .text(number.isMultiple(of: 2) ? "fire" : "flood"), .integer(Int64(number % 5) + 1),
                .decimal(Double(number) / 3), .boolean(number.isMultiple(of: 3)),
                .date(Int32(truncatingIfNeeded: 20_000 + number % 1000)), .null,
            ])
    }

    /// 32 hexadecimal digits that do not grow with `number`.
    public static func id(_ number: Int) -> String {
        var random = SeededGenerator(seed: UInt64(bitPattern: Int64(number)) &+ 77)
        return hex(random.next()) + hex(random.next())
    }

    private static func hex(_ word: UInt64) -> String {
        let text = String(word, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
