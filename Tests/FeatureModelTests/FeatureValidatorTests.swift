import TabaqaFeatureModel
import Testing

@Suite struct FeatureValidatorTests {
    /// Finds nothing, or flags and rejects the rows it is told to.
    private struct FixedRules: GeometryRules {
        var flagged: Set<Int> = []
        var rejected: Set<Int> = []

        mutating func examine(
            _ batch: inout FeatureBatch, of layer: LayerDefinition
        ) throws -> (flags: [FeatureFlags], violations: [(index: Int, reason: Violation.Reason)]) {
            (
                (0..<batch.count).map { flagged.contains($0) ? .nullIsland : [] },
                rejected.sorted().map { ($0, .outsideBoundary) }
            )
        }
    }

    private static let layer = LayerDefinition(
        id: "fires", department: "fire", title: LocalizedText([:]), kind: .observation, geometry: .point,
        sensitivity: .public,
        properties: [
            PropertyDefinition(name: "number", type: .string, label: LocalizedText([:]), isRequired: true),
            PropertyDefinition(name: "severity", type: .integer, label: LocalizedText([:]), range: 1...5),
            PropertyDefinition(name: "loss", type: .decimal, label: LocalizedText([:]), range: 0...10),
            PropertyDefinition(
                name: "sort", type: .code, label: LocalizedText([:]),
                codes: [
                    .init(code: "a", label: LocalizedText([:])), .init(code: "b", label: LocalizedText([:])),
                ]),
        ])

    private func batch(
        _ rows: [(String?, Int64, Double, String?)]
    ) -> ObservationBatch {
        var batch = FeatureBatch(emptyFor: Self.layer)
        for row in rows {
            batch.ids.append(row.0)
            batch.columns[0].values.append(row.0.map(PropertyValue.text) ?? .null)
            batch.columns[1].values.append(row.1 == .min ? .null : .integer(row.1))
            batch.columns[2].values.append(.decimal(row.2))
            batch.columns[3].values.append(row.3.map(PropertyValue.text) ?? .null)
            batch.flags.append([])
        }
        batch.geometry = .points(x: rows.map { _ in 1 }, y: rows.map { _ in 2 })
        return ObservationBatch(features: batch, rows: rows.indices.map { $0 + 11 })
    }

    @Test func `good rows pass as they are, nulls included`() throws {
        let good = batch([("1", 1, 0, "a"), ("2", 5, 10, nil), ("3", .min, .nan, "b")])
        var rules = FixedRules()
        let result = try FeatureValidator(layer: Self.layer).validate(good, geometry: &rules)
        #expect(result.violations.isEmpty && result.kept == [0, 1, 2])
        #expect(result.valid.features == good.features)
    }

    @Test func `all violations are told together, each with its row in the source`() throws {
        let bad = batch([
            (nil, 0, 10.5, "c"), ("2", 3, 1, "a"), ("3", 6, -0.1, "A"), ("4", 3, 1, "a"), ("5", 3, 1, "a"),
        ])
        var rules = FixedRules(flagged: [3], rejected: [4])
        let result = try FeatureValidator(layer: Self.layer).validate(bad, geometry: &rules)
        let expected: Set<Violation> = [
            Violation(row: 11, reason: .required, column: "number"),
            Violation(row: 11, reason: .outOfRange, column: "severity", value: "0"),
            Violation(row: 11, reason: .outOfRange, column: "loss", value: "10.5"),
            Violation(row: 11, reason: .unknownCode, column: "sort", value: "c"),
            Violation(row: 13, reason: .outOfRange, column: "severity", value: "6"),
            Violation(row: 13, reason: .outOfRange, column: "loss", value: "-0.1"),
            Violation(row: 13, reason: .unknownCode, column: "sort", value: "A"),
            Violation(row: 15, reason: .outsideBoundary),
        ]
        #expect(Set(result.violations) == expected && result.violations.count == expected.count)
        #expect(result.kept == [1, 3])
        #expect(result.valid.features.ids[1] == "4")
        #expect(result.valid.features.flags == [[], .nullIsland])
    }

    @Test func `a property the source does not have is not checked`() throws {
        let partial = batch([(nil, 9, 1, "c")])
        var rules = FixedRules()
        let result = try FeatureValidator(layer: Self.layer).validate(
            partial, present: ["loss"], geometry: &rules)
        #expect(result.violations.isEmpty && result.kept == [0])
    }

    @Test func `an offending text is cut`() {
        let violation = Violation(row: 1, reason: .badText, value: String(repeating: "x", count: 5000))
        #expect(violation.value?.count == 200)
    }
}
