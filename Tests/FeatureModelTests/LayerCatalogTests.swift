import Foundation
import TabaqaFeatureModel
import Testing

@Suite struct LayerCatalogTests {
    /// Line 8 is `properties:`.
    private static let things = """
        id: things
        department: plan
        title: { en: Things }
        kind: observation
        geometry: Point
        time: { property: seen, zone: Asia/Hebron }
        sensitivity: internal
        properties:
          number: { type: string, required: true, label: { en: Number } }
          seen: { type: dateTime, label: { en: Seen } }
          size: { type: integer, range: 1...5, unit: m, label: { en: Size }, aliases: [Grösse, حجم] }
          sort: { type: code, label: { en: Sort }, codes: { a: { en: Apple }, b: { en: Bread } } }
        key: number
        crs: EPSG:4326
        disclosure: { minimumCount: 5, grid: 1.5 km, window: P1M, subject: number }
        rules:
          - { inside: edge, otherwise: flag }
          - { duplicateWithin: 30 m, and: PT10M, otherwise: reject }
        style: { heatmap: { kernel: gaussian, bandwidth: 500 m, weight: size, ramp: magma, maximum: 40 per km² and year } }
        maintenance: { every: P1D, steward: plan-gis }
        retention: { keep: P10Y, then: delete }
        """

    @Test func `the repository's own layers load strictly without a remark`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let report = try LayerCatalog.review(directory: root.path + "/Layers", strict: true)
        #expect(
            report.diagnostics.isEmpty, "\(report.diagnostics.map(\.description).joined(separator: "\n"))")
        let catalog = try #require(report.catalog)
        #expect(catalog.layers.count >= 14 && catalog.departments.count >= 7)
        let boundary = try #require(catalog.city.boundary)
        #expect(try catalog.layer(boundary).geometry == .polygon)
        for layer in catalog.layers {
            let again = LayerCatalog.parseLayer(
                yaml: LayerDefinitionWriter.yaml(for: layer), file: "x", department: layer.department,
                city: catalog.city)
            #expect(again.layer == layer && again.diagnostics.isEmpty, "\(again.diagnostics)")
        }
    }

    @Test func `every part of a definition is read`() throws {
        let folder = try LayerFolder.town(Self.things)
        let report = try folder.examine()
        #expect(report.diagnostics.isEmpty, "\(report.diagnostics)")
        let catalog = try folder.load()
        #expect(catalog == report.catalog)
        #expect(catalog.city == LayerFolder.cityDefinition)
        #expect(catalog.departments == [Department(id: "plan", title: LocalizedText([.en: "Plan"]))])
        let layer = try catalog.layer("things")
        let day = try #require(ISODuration("P1D"))
        let expected = LayerDefinition(
            id: "things", department: "plan", title: LocalizedText([.en: "Things"]), kind: .observation,
            geometry: .point, crs: .wgs84, key: "number",
            time: .init(property: "seen", zone: "Asia/Hebron"),
            maintenance: .init(every: day, steward: "plan-gis"), sensitivity: .internal,
            disclosure: DisclosurePolicy(
                minimumCount: 5, grid: 1500, window: ISODuration("P1M"), subject: "number"),
            properties: [
                PropertyDefinition(
                    name: "number", type: .string, label: LocalizedText([.en: "Number"]), isRequired: true),
                PropertyDefinition(name: "seen", type: .dateTime, label: LocalizedText([.en: "Seen"])),
                PropertyDefinition(
                    name: "size", type: .integer, label: LocalizedText([.en: "Size"]),
                    aliases: ["Grösse", "حجم"],
                    range: 1...5, unit: "m"),
                PropertyDefinition(
                    name: "sort", type: .code, label: LocalizedText([.en: "Sort"]),
                    codes: [
                        .init(code: "a", label: LocalizedText([.en: "Apple"])),
                        .init(code: "b", label: LocalizedText([.en: "Bread"])),
                    ]),
            ],
            rules: [
                QualityRule(test: .inside(layer: "edge"), consequence: .flag),
                QualityRule(
                    test: .duplicate(meters: 30, duration: try #require(ISODuration("PT10M"))),
                    consequence: .reject),
            ],
            heatmap: HeatmapStyle(
                kernel: .gaussian, bandwidth: 500, weight: "size", ramp: .magma,
                maximum: DensityMaximum(value: 40, isPerYear: true)),
            retention: .init(keep: try #require(ISODuration("P10Y")), action: .delete))
        #expect(layer == expected)
    }

    /// A line of `things` replaced, and what must be said where. Columns count from 1.
    @Test(
        "each mistake is told with line, column and a word about it",
        arguments: [
            ("id: things", "id: Things", 1, 5, "id"), ("id: things", "id: other", 1, 5, "file"),
            ("id: things", "id: select", 1, 5, "SQL"), ("id: things", "id:", 1, 1, "no value"),
            ("department: plan", "department: fire", 2, 13, "folder"),
            ("department: plan", "departmnt: plan", 2, 1, "Did you mean “department”?"),
            ("title: { en: Things }", "title: Things", 3, 8, "languages"),
            ("title: { en: Things }", "title: { en: Things, de: Dinge }", 3, 22, "Unknown key “de”"),
            ("title: { en: Things }", "", 1, 1, "lacks “title”"),
            ("kind: observation", "kind: observtion", 4, 7, "Did you mean “observation”?"),
            ("kind: observation", "kind: [a]", 4, 7, "must be text"),
            ("geometry: Point", "geometry: Circle", 5, 11, "Point, LineString, Polygon, None"),
            ("geometry: Point", "geometry: None", 17, 5, "without geometry"),
            ("geometry: Point", "geometry: None", 19, 10, "no heatmap"),
            ("property: seen", "property: sen", 6, 19, "Did you mean “seen”?"),
            ("property: seen", "property: number", 6, 19, "type string"),
            ("zone: Asia/Hebron", "zone: Asia/Nowhere", 6, 31, "time zone"),
            ("sensitivity: internal", "sensitivity: hidden", 7, 14, "public, internal"),
            ("required: true", "required: yes", 9, 37, "true or false"),
            ("number: { type: string", "Number: { type: string", 9, 3, "Number"),
            ("number: { type: string", "fid: { type: string", 9, 3, "already"),
            ("number: { type: string", "number: { type: text", 9, 19, "type"),
            ("range: 1...5", "range: 5...1", 11, 33, "range"),
            ("type: integer, range", "type: string, range", 11, 25, "makes no sense"),
            ("aliases: [Grösse, حجم]", "aliases: Grösse", 11, 79, "list"),
            ("type: code", "type: string", 12, 46, "has codes"),
            (", codes: { a: { en: Apple }, b: { en: Bread } }", "", 12, 11, "without “codes”"),
            ("b: { en: Bread }", "b: Bread", 12, 74, "languages"),
            ("key: number", "key: nummer", 13, 6, "Did you mean “number”?"),
            ("crs: EPSG:4326", "crs: WGS84", 14, 6, "EPSG code"),
            ("minimumCount: 5", "minimumCount: 0", 15, 29, "whole number"),
            ("grid: 1.5 km", "grid: 1500", 15, 38, "length"),
            ("window: P1M", "window: 1 month", 15, 54, "duration"),
            ("subject: number", "subject: person", 15, 68, "no property"),
            ("inside: edge", "inside: egde", 17, 15, "no such layer"),
            ("inside: edge", "inside: things", 17, 15, "not Polygon"),
            ("duplicateWithin: 30 m", "duplicateWithin: near", 18, 24, "length"),
            (", and: PT10M", "", 18, 5, "lacks “and”"),
            ("otherwise: reject", "otherwise: drop", 18, 53, "flag"),
            ("kernel: gaussian", "kernel: gausian", 19, 29, "Did you mean “gaussian”?"),
            ("ramp: magma", "ramp: rainbow", 19, 77, "inferno"),
            ("weight: size", "weight: sort", 19, 65, "cannot be that"),
            ("maximum: 40 per km² and year", "maximum: 40", 19, 93, "density"),
            ("every: P1D", "every: daily", 20, 23, "duration"),
            ("then: delete", "then: forget", 21, 32, "aggregate, delete"),
            ("key: number", "key: number\nkey: number", 13, 1, "Written twice"),
            ("key: number", "key: number\n\tx: 1", 14, 1, "tabs"),
            ("key: number", "key: \"number", 13, 6, "Not YAML"),
        ])
    func mistake(old: String, new: String, line: Int, column: Int, word: String) throws {
        let text = Self.things.replacingOccurrences(of: old, with: new)
        try #require(text != Self.things)
        let folder = try LayerFolder.town(text)
        let report = try folder.examine()
        let found = report.errors.filter { $0.description.contains(word) && $0.file == "plan/things.yaml" }
        #expect(
            found.contains { $0.line == line && $0.column == column },
            "\(report.diagnostics.map(\.description).joined(separator: "\n"))")
        #expect(throws: Fault.self) { try folder.load() }
    }

    @Test(
        "each doubt is a warning, and an error when strict",
        arguments: [
            ("time: { property: seen, zone: Asia/Hebron }\n", "", "without “time”"),
            ("label: { en: Size }", "label: {}", "lacks a text in en"),
            (", label: { en: Size }", "", "has no label"),
            ("unit: m", "unit: m, sensitivity: public", "less guarded"),
            ("b: { en: Bread }", "b: { en: apple }", "could mean"),
            ("label: { en: Sort }", "label: { en: SEEN }", "could be property"),
        ])
    func doubt(old: String, new: String, word: String) throws {
        // The rule about duplicates needs a time; without it the missing time is an error of its own.
        let things = Self.things.replacingOccurrences(
            of: "  - { duplicateWithin: 30 m, and: PT10M, otherwise: reject }\n", with: "")
        let text = things.replacingOccurrences(of: old, with: new)
        try #require(text != things)
        let folder = try LayerFolder.town(text)
        let report = try folder.examine()
        #expect(report.errors.isEmpty && report.warnings.count == 1, "\(report.diagnostics)")
        #expect(report.warnings.first?.message.contains(word) == true, "\(report.warnings)")
        #expect(try folder.examine(strict: true).errors.count == 1)
    }

    @Test func `all mistakes of all files come at once, in order`() throws {
        let folder = try LayerFolder([
            "city.yaml":
                "name: { en: Town }\nlanguages: [en, xx]\nzone: Mars/Base\nmetricCrs: EPSG:32637\nboundary: nowhere\n",
            "fire/department.yaml": "id: water\n",
            "fire/a.yaml": "id: a\ndepartment: fire\nkind: reference\ngeometry: Pont\n",
            "fire/b.yml": "id: b\n", "stray.yaml": "",
        ])
        let report = try folder.examine()
        let said = report.diagnostics.map { "\($0.file):\($0.line):\($0.column)" }
        #expect(
            said == [
                "city.yaml:2:17", "city.yaml:3:7", "fire/a.yaml:1:1", "fire/a.yaml:1:1", "fire/a.yaml:1:1",
                "fire/a.yaml:4:11", "fire/b.yml:1:1", "fire/department.yaml:1:1", "fire/department.yaml:1:5",
                "stray.yaml:1:1",
            ], "\(report.diagnostics.map(\.description).joined(separator: "\n"))")
        #expect(report.catalog == nil)
        let fault = #expect(throws: Fault.self) { try folder.load() }
        #expect(
            fault?.code == .catalogInvalid && fault?.message.contains("7 more") == true, "\(fault as Any)")
        #expect(fault?.place?.file == "city.yaml" && fault?.place?.line == 2)
    }

    @Test func `a boundary that is missing or no polygon is told in city.yaml`() throws {
        for (boundary, word) in [("nowhere", "no such layer"), ("things", "not Polygon")] {
            let folder = try LayerFolder.town(Self.things)
            try folder.write(
                Array(LayerFolder.city.replacingOccurrences(of: "edge", with: boundary).utf8), to: "city.yaml"
            )
            let errors = try folder.examine().errors
            #expect(errors.count == 1 && errors[0].file == "city.yaml" && errors[0].line == 5)
            #expect(errors.first?.message.contains(word) == true)
        }
    }

    @Test func `an id used twice is told at the second`() throws {
        let folder = try LayerFolder.town(Self.things)
        try folder.write(
            Array(LayerFolder.edge.replacingOccurrences(of: "plan", with: "roads").utf8),
            to: "roads/edge.yaml")
        let errors = try folder.examine().errors
        #expect(errors.map(\.file) == ["roads/edge.yaml"])
        #expect(errors.first?.message.contains("plan/edge.yaml") == true)
    }

    @Test func `a restricted layer without disclosure is refused`() throws {
        let text = Self.things.replacingOccurrences(of: "internal", with: "restricted").replacingOccurrences(
            of: "disclosure: { minimumCount: 5, grid: 1.5 km, window: P1M, subject: number }\n", with: "")
        let errors = try LayerFolder.town(text).examine().errors
        #expect(errors.count == 1 && errors[0].line == 7 && errors[0].message.contains("restricted"))
    }

    @Test func `no folder and no city are plain faults`() throws {
        let fault = #expect(throws: Fault.self) { try LayerCatalog.load(from: "/nonexistent/layers") }
        #expect(fault?.code == .fileMissing)
        let empty = try LayerFolder(["fire/department.yaml": "id: fire\ntitle: { en: Fire }\n"])
        #expect(try empty.examine().errors.map(\.file) == ["city.yaml"])
    }

    @Test func `anchors, aliases, depth, size and other encodings are refused`() throws {
        var bomb = "a: &a [x, x]\n"
        for (letter, next) in zip("abcdefghijklmn", "bcdefghijklmno") {
            bomb += "\(next): &\(next) [*\(letter), *\(letter), *\(letter), *\(letter), *\(letter)]\n"
        }
        let keyBomb = bomb + "? *o\n: x\n? *o\n: y\n"
        let texts: [(String, String)] = [
            (bomb, "Anchors"), (keyBomb, "Anchors"), ("id: &x things\n", "Anchors"),
            (String(repeating: "[", count: 40) + String(repeating: "]", count: 40), "Nested"),
            (String(repeating: "[", count: 100_000), "Not YAML"),
            (String(repeating: "- ", count: 100_000) + "x", "Not YAML"),
            (String(repeating: "# 0123456789\n", count: 90_000), "1 MB"), ("", "empty"),
            ("# nothing\n", "empty"),
            ("a: 1\n---\nb: 2\n", "document"), ("- a\n", "key: value"),
        ]
        for (text, word) in texts {
            let errors = try LayerFolder.town(text).examine().errors
            #expect(errors.contains { $0.message.contains(word) }, "\(word): \(errors)")
        }
        let folder = try LayerFolder.town("")
        try folder.write(Array("id: things\ntitle: ".utf8) + [0xDE, 0xFE, 0x0A], to: "plan/things.yaml")
        let error = try #require(try folder.examine().errors.first)
        #expect(error.line == 2 && error.message.contains("UTF-8"))
    }

    @Test func `garbage never crashes`() throws {
        var generator = SplitMix(seed: 17)
        let bytes = Array(Self.things.utf8)
        for round in 0..<400 {
            var mutant = bytes
            for _ in 0..<(1 + Int(generator.next() % 12)) {
                let at = Int(generator.next() % UInt64(mutant.count))
                switch generator.next() % 4 {
                case 0: mutant[at] = UInt8(truncatingIfNeeded: generator.next())
                case 1: mutant.remove(at: at)
                case 2:
                    mutant.insert(
                        contentsOf: Array("[]{}:,-#&*!|>'\"%@`\n\t ".utf8).shuffled(&generator).prefix(3),
                        at: at)
                default: mutant.removeSubrange(at..<min(mutant.count, at + 40))
                }
            }
            if round % 4 == 0 { mutant = (0..<200).map { _ in UInt8(truncatingIfNeeded: generator.next()) } }
            let text = String(decoding: mutant, as: UTF8.self)
            let result = LayerCatalog.parseLayer(
                yaml: text, file: "x.yaml", department: "plan", city: LayerFolder.cityDefinition)
            #expect(result.layer != nil || !result.diagnostics.isEmpty)
            #expect(result.diagnostics.allSatisfy { $0.line >= 1 && $0.column >= 1 })
        }
    }
}

/// A small generator with a fixed sequence.
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Array {
    func shuffled(_ generator: inout SplitMix) -> [Element] {
        var result = self
        for index in result.indices.reversed() {
            result.swapAt(index, Int(generator.next() % UInt64(index + 1)))
        }
        return result
    }
}
