internal import TabaqaAnalysis
internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// The geometric half of an import's validation: type, plausibility, polygon repair, inside rules.
struct ImportGeometryRules: GeometryRules {
    private let ground: CityGround
    private let shapes = ShapeRules()
    private let requiresGeometry: Bool
    /// Inside rules with their polygons; a rule whose layer is still empty cannot be checked.
    private let insideRules: [(test: BoundaryTest, consequence: QualityRule.Consequence)]
    /// Duplicate rules, each remembering the events it has seen.
    private var duplicateRules: [(test: NearDuplicates, consequence: QualityRule.Consequence)]
    private(set) var repaired = 0
    private(set) var warnings: [String] = []

    /// - Parameter requiresGeometry: whether the source has geometry, so that a row without one is at fault.
    init(engine: Engine, layer: LayerDefinition, ground: CityGround, requiresGeometry: Bool) throws {
        self.ground = ground
        self.requiresGeometry = requiresGeometry
        var rules: [(test: BoundaryTest, consequence: QualityRule.Consequence)] = []
        var duplicates: [(test: NearDuplicates, consequence: QualityRule.Consequence)] = []
        for rule in layer.rules {
            if case .duplicate(let meters, let duration) = rule.test {
                duplicates.append(
                    (
                        try NearDuplicates(meters: meters, duration: duration, crs: layer.crs),
                        rule.consequence
                    ))
            }
            guard case .inside(let id) = rule.test, id != layer.id else { continue }
            if id == engine.catalog.city.boundary, let boundary = ground.boundary {
                rules.append((boundary, rule.consequence))
                continue
            }
            let columns = try engine.columns.open(engine.catalog.layer(id))
            if columns.count > 0 {
                rules.append((try BoundaryTest(areas: columns, crs: layer.crs), rule.consequence))
            } else {
                warnings.append(
                    "Layer “\(id)” is empty, so “inside: \(id)” was not checked; import it first.")
            }
        }
        insideRules = rules
        duplicateRules = duplicates
    }

    mutating func examine(
        _ batch: inout FeatureBatch, of layer: LayerDefinition
    ) throws -> (flags: [FeatureFlags], violations: [(index: Int, reason: Violation.Reason)]) {
        var flags = [FeatureFlags](repeating: [], count: batch.count)
        var violations: [(index: Int, reason: Violation.Reason)] = []
        if layer.geometry == .none || requiresGeometry {
            for row in RowDigests(batch).repeated() { flags[row].insert(.exactDuplicate) }
        }
        guard layer.geometry != .none, requiresGeometry else { return (flags, violations) }

        var x = [Double](repeating: .nan, count: batch.count)
        var y = x
        switch batch.geometry {
        case .none:
            violations = (0..<batch.count).map { ($0, .noCoordinates) }
        case .points(let xs, let ys):
            x = xs
            y = ys
            for row in 0..<batch.count where x[row].isNaN || y[row].isNaN {
                violations.append((row, .noCoordinates))
            }
        case .shapes(var shapes):
            batch.geometry = .none(count: 0)
            for row in shapes.indices {
                guard let shape = shapes[row] else {
                    violations.append((row, .noCoordinates))
                    continue
                }
                do {
                    let checked = try self.shapes.conform(shape, to: layer.geometry)
                    shapes[row] = checked.geometry
                    flags[row].formUnion(checked.flags)
                    if checked.flags.contains(.repairedGeometry) { repaired += 1 }
                    let center = checked.geometry.extent.center
                    x[row] = center.x
                    y[row] = center.y
                } catch let failure as ShapeRules.Failure {
                    violations.append((row, failure.reason))
                    shapes[row] = nil
                }
            }
            batch.geometry = .shapes(shapes)
        }

        for row in 0..<batch.count where !x[row].isNaN {
            flags[row].formUnion(ground.flags(x: x[row], y: y[row]))
        }
        for rule in insideRules {
            let inside = rule.test.contains(x: x, y: y)
            for row in 0..<batch.count where !x[row].isNaN && !inside[row] {
                switch rule.consequence {
                case .flag: flags[row].insert(.outsideBoundary)
                case .reject: violations.append((row, .outsideBoundary))
                }
            }
        }
        if let times = times(batch, of: layer) {
            for index in duplicateRules.indices {
                let repeated = duplicateRules[index].test.mark(x: x, y: y, times: times)
                for row in 0..<batch.count where repeated[row] {
                    switch duplicateRules[index].consequence {
                    case .flag: flags[row].insert(.nearDuplicate)
                    case .reject: violations.append((row, .nearDuplicate))
                    }
                }
            }
        }
        return (flags, violations)
    }

    /// Milliseconds since 1970 of every row's time; nil when nothing asks for them or the layer has none.
    private func times(_ batch: FeatureBatch, of layer: LayerDefinition) -> [Int64]? {
        guard !duplicateRules.isEmpty, let time = layer.time?.property else { return nil }
        switch batch.column(time)?.values {
        case .instant(let instants): return instants
        case .date(let days): return days.map { $0 == .min ? .min : Int64($0) * 86_400_000 }
        default: return nil
        }
    }
}
