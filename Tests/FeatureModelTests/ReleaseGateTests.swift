import TabaqaFeatureModel
import Testing

@Suite struct ReleaseGateTests {
    /// The whole decision table: e exact, a aggregated, r refused; columns are features, density, cells,
    /// area aggregates, summary.
    private static let table: [(Audience, Sensitivity, String)] = [
        (.public, .public, "eeeee"), (.public, .internal, "rraae"), (.public, .restricted, "rrarr"),
        (.public, .secret, "rrrrr"), (.department, .public, "eeeee"), (.department, .internal, "eeeee"),
        (.department, .restricted, "rrarr"), (.department, .secret, "rrrrr"), (.exact, .public, "eeeee"),
        (.exact, .internal, "eeeee"), (.exact, .restricted, "eeeee"), (.exact, .secret, "eeeee"),
    ]

    @Test func `the decision table holds in full`() {
        let shapes: [ReleaseShape] = [.features, .density, .cells, .areaAggregates, .summary]
        #expect(Set(shapes) == Set(ReleaseShape.allCases))
        #expect(Self.table.count == Audience.allCases.count * Sensitivity.allCases.count)
        for (audience, sensitivity, letters) in Self.table {
            for (shape, letter) in zip(shapes, letters) {
                let expected: ReleaseDecision =
                    letter == "e" ? .exact : letter == "a" ? .aggregated : .refused
                #expect(
                    ReleaseGate.decide(audience, sensitivity, shape) == expected,
                    "\(audience) \(sensitivity) \(shape)")
            }
        }
    }

    @Test func `a narrower audience never sees more`() {
        let rank: [ReleaseDecision: Int] = [.refused: 0, .aggregated: 1, .exact: 2]
        for sensitivity in Sensitivity.allCases {
            for shape in ReleaseShape.allCases {
                let ranks = [Audience.public, .department, .exact].compactMap {
                    rank[ReleaseGate.decide($0, sensitivity, shape)]
                }
                #expect(ranks == ranks.sorted())
            }
        }
    }

    private func layer(
        _ sensitivity: Sensitivity, disclosure: DisclosurePolicy? = nil
    ) -> LayerDefinition {
        func property(_ name: String, _ type: PropertyType, _ own: Sensitivity?) -> PropertyDefinition {
            PropertyDefinition(name: name, type: type, label: LocalizedText([:]), sensitivity: own)
        }
        return LayerDefinition(
            id: "visits", department: "d", title: LocalizedText([:]), kind: .observation, geometry: .point,
            sensitivity: sensitivity, disclosure: disclosure,
            properties: [
                property("kind", .string, nil), property("loss", .integer, .internal),
                property("reporter", .string, .restricted), property("note", .string, .secret),
            ])
    }

    private func batch(_ layer: LayerDefinition) -> FeatureBatch {
        var batch = FeatureBatch(emptyFor: layer)
        batch.ids.append("1")
        batch.geometry = .points(x: [1], y: [2])
        for index in batch.columns.indices {
            batch.columns[index].values.append(index == 1 ? .integer(7) : .text("x"))
        }
        batch.flags = [[]]
        return batch
    }

    @Test func `properties above the audience are left out of rows`() throws {
        let layer = layer(.public)
        let expected: [(Audience, [String])] = [
            (.public, ["kind"]), (.department, ["kind", "loss"]),
            (.exact, ["kind", "loss", "reporter", "note"]),
        ]
        for (audience, names) in expected {
            let released = try ReleaseGate.release(batch(layer), of: layer, to: audience)
            #expect(released.value.columns.map(\.name) == names)
            #expect(released.audience == audience)
        }
    }

    @Test func `a property above the audience may not be asked for either`() throws {
        let layer = layer(.public)
        #expect(throws: Never.self) {
            try ReleaseGate.require(properties: ["kind", "loss", "count"], of: layer, for: .department)
        }
        let fault = #expect(throws: Fault.self) {
            try ReleaseGate.require(properties: ["kind", "reporter"], of: layer, for: .department)
        }
        #expect(fault?.code == .releaseRefused && fault?.code.kind.exitCode == 77)
    }

    private func cells(_ events: [Int32], subjects: [Int32]? = nil) -> CellCounts {
        CellCounts(
            frame: GridFrame(
                crs: CRS(epsg: 32637), originX: 1000, originY: 5000, cellWidth: 500, cellHeight: 500,
                columns: events.count, rows: 1),
            events: events, subjects: subjects,
            description: DensityDescription(
                layer: "visits", kernel: .uniform, bandwidth: 500, weight: nil, weightUnit: nil,
                isPerYear: false,
                years: nil, period: TimeInterval(start: 0, end: 1), used: events.reduce(0) { $0 + Int($1) },
                weightSum: 0, leftOut: [.init(reason: "no place", count: 3)], newestRecord: 99, revision: 1,
                cellArea: 0.25))
    }

    @Test func `cells below the minimum are withheld and look like empty ones`() throws {
        let layer = layer(
            .restricted, disclosure: DisclosurePolicy(minimumCount: 10, grid: 500, subject: "kind"))
        let released = try ReleaseGate.release(
            cells([10, 0, 9, 40, 30], subjects: [10, 0, 9, 9, 12]), of: layer, to: .department)
        let values = released.value.values
        // 10 events on 0.25 km² are 40 per km²; 40 events of only 9 people are withheld.
        #expect(values[0] == 40 && values[4] == 120)
        #expect(values[1].isNaN && values[2].isNaN && values[3].isNaN)
        let description = released.value.description
        #expect(description.used == 40 && description.suppressedCells == 2 && description.newestRecord == nil)
        #expect(description.leftOut.isEmpty)
    }

    @Test func `without a subject a restricted cell needs three times the minimum`() throws {
        let restricted = layer(.restricted, disclosure: DisclosurePolicy(minimumCount: 10, grid: 500))
        let released = try ReleaseGate.release(cells([29, 30]), of: restricted, to: .public)
        #expect(released.value.values.filter { !$0.isNaN } == [120])
        let exact = try ReleaseGate.release(cells([1, 30]), of: restricted, to: .exact)
        #expect(exact.value.values == [4, 120] && exact.value.description.newestRecord == 99)
    }

    @Test func `the box of a guarded grid does not point at a withheld cell`() throws {
        let layer = layer(.restricted, disclosure: DisclosurePolicy(minimumCount: 10, grid: 500))
        let lone = try ReleaseGate.release(cells([1, 0, 0, 30]), of: layer, to: .public)
        #expect(lone.value.frame.columns == 1 && lone.value.frame.originX == 2500)
        let first = try ReleaseGate.release(cells([0, 3]), of: layer, to: .public)
        let second = try ReleaseGate.release(cells([0, 0, 0, 0, 7]), of: layer, to: .public)
        #expect(first.value.frame == second.value.frame && first.value.values.allSatisfy(\.isNaN))
    }

    @Test func `a secret layer and a density of a restricted one are refused`() {
        let grid = DensityGrid(frame: cells([1]).frame, values: [1], description: cells([1]).description)
        for audience in [Audience.public, .department] {
            #expect(throws: Fault.self) {
                try ReleaseGate.release(grid, of: layer(.restricted), to: audience)
            }
            #expect(throws: Fault.self) {
                try ReleaseGate.release(cells([99]), of: layer(.secret), to: audience)
            }
            #expect(throws: Fault.self) {
                try ReleaseGate.release(batch(layer(.restricted)), of: layer(.restricted), to: audience)
            }
        }
        #expect(throws: Fault.self) { try ReleaseGate.release(grid, of: layer(.internal), to: .public) }
    }

    private func join(counts: [Int64]) -> JoinTable {
        let rows = counts.count
        return JoinTable(
            table: FeatureBatch(
                name: "join", crs: .wgs84, ids: TextColumn(counts.indices.map { "a\($0)" }),
                geometry: .none(count: rows),
                columns: [
                    NamedColumn(
                        name: "kind", type: .string, values: .text(TextColumn(counts.map { _ in "x" }))),
                    NamedColumn(name: "count", type: .integer, values: .integer(counts)),
                    NamedColumn(
                        name: "sum_loss", type: .decimal, values: .decimal(counts.map { Double($0) })),
                ], flags: counts.map { _ in [] }),
            measures: ["count", "sum_loss"],
            description: JoinDescription(
                points: "visits", areas: "areas", relation: .within, isEach: false, total: 100, assigned: 90,
                suspect: 2, newestRecord: 5, pointsRevision: 1, areasRevision: 1))
    }

    @Test func `the period of a withheld join does not tell when its newest event was`() throws {
        var exact = join(counts: [4, 5, 0])
        exact.description.period = TimeInterval(start: 1, end: 5)
        let points = layer(.internal, disclosure: DisclosurePolicy(minimumCount: 5, grid: 500))
        let open = try ReleaseGate.release(exact, of: points, and: layer(.public), to: .department)
        #expect(open.value.description.period == exact.description.period)
        let withheld = try ReleaseGate.release(exact, of: points, and: layer(.public), to: .public)
        #expect(withheld.value.description.period == nil)
        #expect(withheld.value.description.newestRecord == nil)
    }

    @Test func `small counts of an internal layer are withheld from the public, totals too`() throws {
        let areas = layer(.public)
        let points = layer(.internal, disclosure: DisclosurePolicy(minimumCount: 5, grid: 500))
        let released = try ReleaseGate.release(join(counts: [4, 5, 0]), of: points, and: areas, to: .public)
        let table = released.value.table
        let counts = try #require(table.column("count")).values
        let sums = try #require(table.column("sum_loss")).values
        #expect([counts[0], counts[1], counts[2]] == [.null, .integer(5), .null])
        #expect([sums[0], sums[1], sums[2]] == [.null, .decimal(5), .null])
        #expect(table.column("kind") != nil)
        #expect(released.value.description.total == 0 && released.value.description.newestRecord == nil)
        let own = try ReleaseGate.release(join(counts: [4, 5, 0]), of: points, and: areas, to: .department)
        #expect(own.value.description.total == 100)
        #expect(throws: Fault.self) {
            try ReleaseGate.release(join(counts: [9]), of: layer(.restricted), and: areas, to: .department)
        }
    }

    @Test func `a property can only be more guarded than its layer`() {
        let layer = layer(.internal)
        #expect(
            layer.properties.map { layer.sensitivity(of: $0) } == [
                .internal, .internal, .restricted, .secret,
            ])
        #expect(Sensitivity.public < .internal && Sensitivity.restricted < .secret)
    }
}
