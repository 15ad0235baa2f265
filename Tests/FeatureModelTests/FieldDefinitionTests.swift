import TabaqaFeatureModel
import Testing

@Suite("What a definition says of the field")
struct FieldDefinitionTests {
    private static let points = """
        id: points
        department: plan
        title: { en: Points }
        kind: reference
        geometry: Point
        sensitivity: SENSITIVITY
        disclosure: { minimumCount: 5, grid: 500 m }
        properties:
          no: { type: string, label: { en: No } }
        """

    private static let things = """
        id: things
        department: plan
        title: { en: Things }
        kind: observation
        geometry: Point
        key: no
        time: { property: seen_at, zone: Europe/Istanbul }
        sensitivity: public
        review: { visible: approved }
        attachments: { maximum: 1.5 GB, count: 7 }
        form: { open: false, accuracy: 5 m, worst: 30 m, entities: [points] }
        properties:
          no: { type: string, required: true, label: { en: No } }
          seen_at: { type: dateTime, required: true, label: { en: Seen at } }
          category:
            type: code
            label: { en: Category }
            codes: { building: { en: Building }, other: { en: Other } }
          floors:
            type: integer
            range: 0...50
            label: { en: Floors }
            hint: { en: "Count the ground floor: yes" }
            relevant: "category = 'building' AND NOT (no LIKE 'X%')"
            check: { that: "floors <= 20 OR category = 'other'", message: { en: That is too high. } }
          state: { type: string, office: true, label: { en: State } }
          point: { type: string, entity: points, label: { en: Point } }
          damages:
            type: records
            label: { en: Damage }
            relevant: "floors >= 1"
            members:
              kind:
                type: code
                required: true
                label: { en: Kind }
                codes: { roof: { en: Roof }, wall: { en: Wall } }
              degree:
                type: integer
                range: 1...4
                label: { en: Degree }
                relevant: "kind = 'roof' AND floors > 2"
        rules:
          - { recentWithin: P30D, otherwise: flag }
          - { accurateWithin: 50 m, otherwise: reject }
        """

    private func town(_ layer: String, sensitivity: String = "internal") throws -> LayerFolder {
        try LayerFolder([
            "city.yaml": LayerFolder.city, "plan/edge.yaml": LayerFolder.edge, "plan/things.yaml": layer,
            "plan/points.yaml": Self.points.replacing("SENSITIVITY", with: sensitivity),
        ])
    }

    @Test func `every key is read and written back`() throws {
        let layer = try town(Self.things).load().layer("things")
        #expect(layer.review == ReviewPolicy(visible: .approved))
        #expect(layer.attachments == AttachmentPolicy(maximumSize: 3 << 29, maximumCount: 7))
        #expect(
            layer.form
                == FormPolicy(isOpen: false, accuracy: 5, worstAccuracy: 30, entities: ["points"]))
        #expect(
            layer.rules.map(\.test) == [
                .recent(within: try #require(ISODuration("P30D"))), .accurate(meters: 50),
            ])
        #expect(layer.rules.map(\.consequence) == [.flag, .reject])
        let floors = try #require(layer.property("floors"))
        #expect(floors.hint?[.en] == "Count the ground floor: yes")
        #expect(floors.check?.message[.en] == "That is too high.")
        #expect(layer.property("state")?.isOfficeOnly == true)
        #expect(layer.property("point")?.entity == "points")
        #expect(layer.property("damages")?.members.map(\.name) == ["kind", "degree"])

        let yaml = LayerDefinitionWriter.yaml(for: layer)
        let again = LayerCatalog.parseLayer(
            yaml: yaml, file: "x", department: "plan", city: LayerFolder.cityDefinition)
        #expect(again.layer == layer, "\(yaml)\n\(again.diagnostics)")
    }

    @Test func `layers that say nothing of the field are as everywhere`() throws {
        let layer = try LayerFolder.town(LayerFolder.edge.replacing("id: edge", with: "id: things")).load()
            .layer("things")
        #expect(layer.review == ReviewPolicy() && layer.form == FormPolicy())
        let yaml = LayerDefinitionWriter.yaml(for: layer)
        for word in ["review", "attachments", "form", "office"] { #expect(!yaml.contains(word)) }
    }

    @Test(
        "a mistake is reported where it stands",
        arguments: [
            ("visible: approved", "visible: aproved", "9:20: error: “aproved” is no visible", "approved"),
            ("review: {", "reviews: {", "9:1: error: Unknown key “reviews” in the layer.", "review"),
            ("1.5 GB", "1.5", "10:25: error: “maximum” of “attachments” is “1.5”, not a size", ""),
            ("count: 7", "count: 0", "10:40: error: “count” of “attachments” is “0”", ""),
            ("worst: 30 m", "worst: 3 m", "11:37: error: “worst” cannot be better", ""),
            (
                "entities: [points]", "entities: [point]", "“entities” names “point”, but there is no",
                "points"
            ),
            ("[points]", "[points, points]", "11:69: error: Layer “points” is named twice.", ""),
            ("[points]", "[points, edge]", "“entities” names “edge”, whose geometry is not Point.", ""),
            ("entity: points", "entity: edge", "27:34: error: “entity” of property “point” names", "form:"),
            ("office: true", "offce: true", "Unknown key “offce” in property “state”.", "office"),
            ("type: string, entity", "type: date, entity", "“entity” is for texts", ""),
            (
                "'building' AND", "'bulding' AND", "24:15: error: “relevant” of “floors”: “bulding”",
                "building"
            ),
            (
                "floors <= 20", "flors <= 20", "25:20: error: “check” of “floors”: Layer “things” has no",
                "floors"
            ),
            ("floors <= 20", "floors <= ", "“check” of “floors”:", ""),
            ("floors <= 20", "state = 'x'", "“check” of “floors” reads “state”, which no form asks.", ""),
            ("floors <= 20", "no < 'b'", "A form cannot ask for the order of texts.", ""),
            ("floors <= 20", "S_INTERSECTS(geometry, POINT(1 2))", "A form cannot ask for a place.", ""),
            ("floors <= 20", "damages = 'x'", "A form cannot ask for “damages”, which has rows.", ""),
            ("floors > 2\"", "degree > 2\"", "“relevant” of “degree” depends on its own answer.", ""),
            ("type: records", "type: string", "has members but is of type string", "records"),
            (
                "degree:\n        type: integer", "degree:\n        type: records", "cannot have rows itself",
                ""
            ),
            ("recentWithin: P30D", "recentWithin: 30", "“recentWithin” of the rule is “30”", ""),
            ("recentWithin: P30D", "recentWithn: P30D", "Unknown key “recentWithn”", "recentWithin"),
            (
                "accurateWithin: 50 m", "accurateWithin: 50 m, and: P1D",
                "“and” belongs to “duplicateWithin”", ""
            ),
            ("  no: {", "  meta: {", "A property's name is where forms keep", ""),
        ])
    func mistake(_ right: String, _ wrong: String, _ message: String, _ remedy: String) throws {
        let text = Self.things.replacing(right, with: wrong)
        #expect(text != Self.things)
        let report = try town(text).examine()
        let errors = report.diagnostics.filter { $0.severity == .error }
        #expect(
            errors.contains {
                $0.description.contains(message) && (remedy.isEmpty || ($0.remedy ?? "").contains(remedy))
            },
            "\(errors)")
    }

    @Test func `questions that wait for each other are a mistake`() throws {
        let text = Self.things.replacing(
            "label: { en: Category }", with: "label: { en: Category }\n    relevant: \"floors = 1\"")
        let errors = try town(text).examine().diagnostics.filter { $0.severity == .error }
        #expect(errors.map(\.message).contains { $0.contains("goes in a circle") }, "\(errors)")
    }

    @Test func `phones carry no layer that is more guarded than internal`() throws {
        let errors = try town(Self.things, sensitivity: "restricted").examine().diagnostics
            .filter { $0.severity == .error }
        #expect(errors.map(\.message) == ["“entities” names “points”, which is restricted."])
    }
}
