/// Rows that passed every rule of their layer. Only `FeatureValidator` makes one, and stores accept nothing
/// else.
public struct ValidatedBatch: Sendable {
    public let features: FeatureBatch

    fileprivate init(features: FeatureBatch) {
        self.features = features
    }
}

/// Checks decoded rows against their layer: required values, ranges, code lists, geometry rules.
public struct FeatureValidator: Sendable {
    public let layer: LayerDefinition
    private let codeSets: [Int: Set<String>]

    public init(layer: LayerDefinition) {
        self.layer = layer
        var sets: [Int: Set<String>] = [:]
        for (index, property) in layer.properties.enumerated() where property.type == .code {
            sets[index] = Set(property.codes.map(\.code))
        }
        codeSets = sets
    }

    /// Splits `batch` into the rows that may be stored and the reasons why others may not.
    ///
    /// A property absent from `present` was not in the source at all; it is not checked (a table that only
    /// updates some columns need not repeat the others).
    public func validate(
        _ batch: ObservationBatch, present: Set<String>? = nil, geometry rules: inout some GeometryRules
    ) throws -> (valid: ValidatedBatch, kept: [Int], violations: [Violation]) {
        var features = batch.features
        var violations: [Violation] = []
        var rejected = [Bool](repeating: false, count: features.count)

        func reject(_ index: Int, _ reason: Violation.Reason, _ column: String?, _ value: String? = nil) {
            violations.append(
                Violation(row: batch.rows[index], reason: reason, column: column, value: value))
            rejected[index] = true
        }

        for (index, property) in layer.properties.enumerated() {
            if let present, !present.contains(property.name) { continue }
            let values = features.columns[index].values
            if property.isRequired {
                for row in 0..<features.count where values[row].isNull {
                    reject(row, .required, property.name)
                }
            }
            if let range = property.range {
                checkRange(values, range) { reject($0, .outOfRange, property.name, $1) }
            }
            if let codes = codeSets[index], case .text(let texts) = values {
                for row in 0..<texts.count {
                    if let text = texts[row], !codes.contains(text) {
                        reject(row, .unknownCode, property.name, text)
                    }
                }
            }
        }

        let findings = try rules.examine(&features, of: layer)
        for row in 0..<features.count { features.flags[row].formUnion(findings.flags[row]) }
        for finding in findings.violations { reject(finding.index, finding.reason, nil) }

        if violations.isEmpty {
            return (ValidatedBatch(features: features), Array(0..<features.count), [])
        }
        let kept = (0..<features.count).filter { !rejected[$0] }
        return (ValidatedBatch(features: features.gather(kept)), kept, violations)
    }

    private func checkRange(
        _ column: PropertyColumn, _ range: ClosedRange<Double>, reject: (Int, String) -> Void
    ) {
        switch column {
        case .integer(let values):
            for (row, value) in values.enumerated() where value != .min && !range.contains(Double(value)) {
                reject(row, String(value))
            }
        case .decimal(let values):
            for (row, value) in values.enumerated() where !value.isNaN && !range.contains(value) {
                reject(row, String(value))
            }
        default:
            break
        }
    }
}

extension ValidatedBatch {
    /// The same rows in another order, or some of them: a permutation cannot make a row invalid.
    public func gather(_ rows: [Int]) -> ValidatedBatch {
        ValidatedBatch(features: features.gather(rows))
    }

    /// The same rows with more flags: what is suspicious, or the state of review, makes no row invalid.
    public func flagged(_ flags: FeatureFlags) -> ValidatedBatch {
        var features = features
        for row in features.flags.indices { features.flags[row].formUnion(flags) }
        return ValidatedBatch(features: features)
    }
}
