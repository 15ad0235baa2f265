import TabaqaFeatureModel
import Testing

/// Two departments meet in a join: each layer is judged for the viewer's standing with its own.
@Suite struct JoinReleaseTests {
    private func layer(_ id: String, _ sensitivity: Sensitivity, time: Sensitivity? = nil) -> LayerDefinition
    {
        func property(_ name: String, _ type: PropertyType, _ own: Sensitivity?) -> PropertyDefinition {
            PropertyDefinition(name: name, type: type, label: LocalizedText([:]), sensitivity: own)
        }
        return LayerDefinition(
            id: id, department: id, title: LocalizedText([:]), kind: .observation, geometry: .point,
            key: "name", time: .init(property: "at", zone: "UTC"), sensitivity: sensitivity,
            properties: [
                property("name", .string, nil), property("at", .dateTime, time),
                property("loss", .decimal, .internal), property("people", .integer, .internal),
                property("owner", .string, .restricted),
            ])
    }

    private func join(
        isEach: Bool = false, measures: [String] = ["count"],
        relation: JoinDescription.Relation = .within
    ) -> JoinTable {
        func column(_ name: String) -> NamedColumn {
            NamedColumn(name: name, type: .integer, values: .integer([7, 8]))
        }
        let own = ["name", "at", "loss", "people", "owner"]
        let prefixed = isEach ? own.map { "areas.\($0)" } : []
        return JoinTable(
            table: FeatureBatch(
                name: "join", crs: .wgs84, ids: TextColumn(["a", "unassigned"]), geometry: .none(count: 2),
                columns: (own + prefixed + measures).map(column), flags: [[], []]),
            measures: measures,
            description: JoinDescription(
                points: "points", areas: "areas", relation: relation, isEach: isEach, total: 15, assigned: 7,
                suspect: 0, period: TimeInterval(start: 1, end: 9), newestRecord: 9, pointsRevision: 1,
                areasRevision: 1))
    }

    @Test func `the areas' properties follow the areas' audience, the rows' the points'`() throws {
        let (points, areas) = (layer("points", .public), layer("areas", .public))
        let cases: [(Audience, Audience, isEach: Bool, [String])] = [
            (.department, .public, false, ["name", "at", "count"]),
            (.public, .department, false, ["name", "at", "loss", "people", "count"]),
            (
                .department, .public, true,
                ["name", "at", "loss", "people", "areas.name", "areas.at", "count"]
            ),
            (
                .public, .department, true,
                ["name", "at", "areas.name", "areas.at", "areas.loss", "areas.people", "count"]
            ),
        ]
        for (own, other, isEach, names) in cases {
            let released = try ReleaseGate.release(
                join(isEach: isEach), of: points, and: areas, to: own, areas: other)
            #expect(released.value.table.columns.map(\.name) == names)
        }
    }

    @Test func `measures follow the layer they were worked out from`() throws {
        let (points, areas) = (layer("points", .public), layer("areas", .public))
        func release(_ measures: [String], _ own: Audience, _ other: Audience) throws {
            _ = try ReleaseGate.release(
                join(measures: ["count"] + measures), of: points, and: areas, to: own, areas: other)
        }
        for measure in ["sum_loss", "mean_loss", "min_loss", "max_loss"] {
            try release([measure], .department, .public)
            #expect(throws: Fault.self) { try release([measure], .public, .exact) }
        }
        for measure in ["numerator_people", "denominator_people", "rate_people", "reliable_people"] {
            try release([measure], .public, .department)
            #expect(throws: Fault.self) { try release([measure], .exact, .public) }
        }
    }

    @Test func `neither side may be let out by the other's audience`() throws {
        for guarded in [Sensitivity.internal, .restricted, .secret] {
            #expect(throws: Fault.self) {
                try ReleaseGate.release(
                    join(), of: layer("points", .public), and: layer("areas", guarded), to: .exact,
                    areas: .public)
            }
            #expect(throws: Fault.self) {
                try ReleaseGate.release(
                    join(isEach: true), of: layer("points", guarded), and: layer("areas", .public),
                    to: .public, areas: .exact)
            }
        }
        #expect(throws: Fault.self) {
            try ReleaseGate.release(
                join(), of: layer("points", .restricted), and: layer("areas", .public), to: .department,
                areas: .exact)
        }
    }

    @Test func `both properties of a join by attribute are judged`() throws {
        let (points, areas) = (layer("points", .public), layer("areas", .public))
        let table = join(relation: .attribute(left: "name", right: "people"))
        _ = try ReleaseGate.release(table, of: points, and: areas, to: .public, areas: .department)
        #expect(throws: Fault.self) {
            try ReleaseGate.release(table, of: points, and: areas, to: .department, areas: .public)
        }
    }

    @Test func `who may not read the time of records learns neither the newest nor the period`() throws {
        let (points, areas) = (layer("points", .public, time: .internal), layer("areas", .public))
        let hidden = try ReleaseGate.release(join(), of: points, and: areas, to: .public)
        #expect(hidden.value.description.newestRecord == nil && hidden.value.description.period == nil)
        let shown = try ReleaseGate.release(join(), of: points, and: areas, to: .department)
        #expect(shown.value.description.newestRecord == 9)
        #expect(!ReleaseGate.mayReadTime(of: points, .public) && ReleaseGate.mayReadTime(of: areas, .public))
    }

    @Test func `a withheld join without its counts shows no measure at all`() throws {
        let points = layer("points", .internal)
        let released = try ReleaseGate.release(
            join(measures: ["other"]), of: points, and: layer("areas", .public), to: .public, areas: .public)
        #expect(released.value.table.column("other") == nil)
    }
}
