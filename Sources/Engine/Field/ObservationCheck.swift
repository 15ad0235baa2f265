internal import TabaqaAnalysis
internal import TabaqaColumns
internal import TabaqaExchange
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// Judges single observations of one layer by its rules. One thread at a time; made anew when a layer it refers to
/// changed.
final class ObservationCheck {
    /// What is done about values that break a rule.
    enum Stance {
        /// They become null and the row is flagged: a phone that is refused could never send anything else.
        case lenient
        /// They are told.
        case strict
    }

    /// An observation as it may be stored.
    struct Outcome {
        /// Nil where it may not be.
        var row: ValidatedBatch?
        /// Whether something was left out or a rule was broken that rejects.
        var hasIssues = false
        var violations: [Violation] = []
    }

    let layer: LayerDefinition
    let zone: ZoneClock
    private let engine: Engine
    private let validator: FeatureValidator
    private let ground: CityGround
    private let shapes = ShapeRules()
    private let transform: CoordinateTransform?
    private let inside: [(test: BoundaryTest, consequence: QualityRule.Consequence)]
    private let duplicates: [(search: DuplicateSearch, consequence: QualityRule.Consequence)]

    init(_ layer: LayerDefinition, engine: Engine) throws {
        self.layer = layer
        self.engine = engine
        zone = try ZoneClock(zone: layer.time?.zone ?? engine.catalog.city.zone)
        validator = FeatureValidator(layer: layer)
        ground = try CityGround(engine: engine, layer: layer)
        transform = layer.crs == .wgs84 ? nil : try CoordinateTransform(from: .wgs84, to: layer.crs)
        var inside: [(test: BoundaryTest, consequence: QualityRule.Consequence)] = []
        var duplicates: [(search: DuplicateSearch, consequence: QualityRule.Consequence)] = []
        for rule in layer.rules {
            switch rule.test {
            case .inside(let id) where id != layer.id:
                if id == engine.catalog.city.boundary, let boundary = ground.boundary {
                    inside.append((boundary, rule.consequence))
                    continue
                }
                let columns = try engine.columns.open(engine.catalog.layer(id))
                guard columns.count > 0 else { continue }
                inside.append((try BoundaryTest(areas: columns, crs: layer.crs), rule.consequence))
            case .duplicate(let meters, let duration):
                guard layer.time != nil else { continue }
                let search = try DuplicateSearch(meters: meters, duration: duration, layer: layer)
                duplicates.append((search, rule.consequence))
            default: break
            }
        }
        self.inside = inside
        self.duplicates = duplicates
    }

    /// - Parameters:
    ///   - decoded: geometry in EPSG:4326.
    ///   - id: of the new row.
    ///   - own: ids of rows it is no duplicate of: its own earlier versions.
    ///   - received: milliseconds since 1970.
    func judge(
        _ decoded: DecodedObservation, id: FeatureID, own: Set<FeatureID>, received: Int64, stance: Stance
    ) throws -> Outcome {
        var outcome = Outcome(violations: decoded.violations)
        var flags = decoded.flags
        var values = decoded.values
        let missing = layer.properties.count - values.count
        if missing > 0 { values += [PropertyValue](repeating: .null, count: missing) }
        if !decoded.violations.isEmpty { flags.insert(.unusableValue) }
        fill(&values, decoded, id: id, received: received, stance)

        let geometry = place(decoded.geometry, &flags, &outcome, stance)
        var batch = FeatureBatch(emptyFor: layer)
        batch.append(Feature(id: id, revision: 0, geometry: geometry, properties: values, flags: []))
        let findings = try rules(batch, decoded, own: own, received: received, &flags)
        outcome.violations += findings.map { Violation(row: 1, reason: $0) }
        if stance == .strict, !outcome.violations.isEmpty {
            // What the values break is told in the same answer.
            var settled = SettledGeometry(flags: flags)
            let observations = ObservationBatch(features: batch, rows: [1])
            outcome.violations += try validator.validate(observations, geometry: &settled).violations
            return outcome
        }
        try settle(&outcome, batch, flags, stance)
        return outcome
    }

    // MARK: values

    /// The key and the time of an observation that names none.
    private func fill(
        _ values: inout [PropertyValue], _ decoded: DecodedObservation, id: FeatureID, received: Int64,
        _ stance: Stance
    ) {
        if let key = layer.properties.firstIndex(where: { $0.name == layer.key }), values[key].isNull,
            layer.properties[key].type == .string
        {
            values[key] = .text("F-" + id.text.filter(\.isHexDigit).prefix(12))
        }
        guard let time = layer.time?.property,
            let index = layer.properties.firstIndex(where: { $0.name == time }), values[index].isNull,
            stance == .lenient || !decoded.present.contains(time)
        else { return }
        switch layer.properties[index].type {
        case .dateTime: values[index] = .instant(received)
        case .date: values[index] = .date(Int32(clamping: zone.local(received).days))
        default: break
        }
    }

    /// Makes the row valid, or says why it is not.
    private func settle(
        _ outcome: inout Outcome, _ batch: FeatureBatch, _ flags: FeatureFlags, _ stance: Stance
    ) throws {
        var batch = batch
        var flags = flags
        var settled = SettledGeometry(flags: flags)
        var (valid, _, violations) = try validator.validate(
            ObservationBatch(features: batch, rows: [1]), geometry: &settled)
        if !violations.isEmpty {
            outcome.violations += violations
            guard stance == .lenient else { return }
            var present = Set(layer.properties.map(\.name))
            for violation in violations {
                guard let name = violation.column,
                    let column = batch.columns.firstIndex(where: { $0.name == name })
                else { continue }
                present.remove(name)
                guard violation.reason != .required else { continue }
                flags.insert(.unusableValue)
                var values = PropertyColumn(emptyFor: batch.columns[column].type)
                values.append(.null)
                batch.columns[column].values = values
            }
            settled = SettledGeometry(flags: flags)
            (valid, _, violations) = try validator.validate(
                ObservationBatch(features: batch, rows: [1]), present: present, geometry: &settled)
        }
        let suspicious = FeatureFlags.suspectPlace.union([.unusableGeometry, .unusableValue])
        outcome.hasIssues =
            !outcome.violations.isEmpty || !flags.isDisjoint(with: suspicious)
            || (layer.geometry != .none && batch.geometry[0] == nil)
        if valid.features.count == 1 { outcome.row = valid }
    }

    // MARK: places

    /// The geometry as the layer stores it.
    private func place(
        _ geometry: Geometry?, _ flags: inout FeatureFlags, _ outcome: inout Outcome, _ stance: Stance
    ) -> Geometry? {
        guard layer.geometry != .none else { return nil }
        guard let geometry else {
            if stance == .strict { outcome.violations.append(Violation(row: 1, reason: .noCoordinates)) }
            return nil
        }
        do {
            var isInRange = true
            geometry.forEachPosition { place in
                if !(abs(place.x) <= 180 && abs(place.y) <= 90) { isInRange = false }
            }
            guard isInRange else { throw ShapeRules.Failure(reason: .badCoordinates) }
            let checked = try shapes.conform(geometry, to: layer.geometry)
            guard let transform else {
                flags.formUnion(checked.flags)
                return checked.geometry
            }
            guard let placed = transform.transform(checked.geometry) else {
                throw ShapeRules.Failure(reason: .untransformable)
            }
            flags.formUnion(checked.flags)
            return placed
        } catch {
            flags.insert(.unusableGeometry)
            let reason = (error as? ShapeRules.Failure)?.reason ?? .badGeometry
            outcome.violations.append(Violation(row: 1, reason: reason))
            return nil
        }
    }

    /// What the layer's rules say: flags, and reasons to reject.
    private func rules(
        _ batch: FeatureBatch, _ decoded: DecodedObservation, own: Set<FeatureID>, received: Int64,
        _ flags: inout FeatureFlags
    ) throws -> [Violation.Reason] {
        var reasons: [Violation.Reason] = []
        func breach(_ consequence: QualityRule.Consequence, _ flag: FeatureFlags, _ reason: Violation.Reason)
        {
            flags.insert(flag)
            if consequence == .reject { reasons.append(reason) }
        }
        if decoded.accuracy == 0 { flags.insert(.placedByHand) }
        let time = instants(batch)
        for rule in layer.rules {
            switch rule.test {
            case .recent(let within):
                if let time, !isRecent(time, within: within, of: received) {
                    breach(rule.consequence, .implausibleTime, .implausibleTime)
                }
            case .accurate(let meters):
                if let accuracy = decoded.accuracy, !(accuracy <= meters) {
                    breach(rule.consequence, .poorAccuracy, .poorAccuracy)
                }
            default: break
            }
        }
        guard let place = batch.geometry[0]?.extent.center, place.isFinite else { return reasons }
        flags.formUnion(ground.flags(x: place.x, y: place.y))
        for rule in inside where !rule.test.contains(place) {
            breach(rule.consequence, .outsideBoundary, .outsideBoundary)
        }
        if let time, !duplicates.isEmpty {
            let columns = try engine.columns.open(layer)
            for rule in duplicates
            where try rule.search.finds(place, time.lowerBound, in: columns, except: own) {
                breach(rule.consequence, .nearDuplicate, .nearDuplicate)
            }
        }
        return reasons
    }

    /// First and last millisecond of the row's time.
    private func instants(_ batch: FeatureBatch) -> ClosedRange<Int64>? {
        switch layer.time.flatMap({ batch.column($0.property)?.values[0] }) {
        case .instant(let instant): return instant...instant
        case .date(let days):
            let day = zone.day(CivilDate(daysSince1970: Int(days)))
            guard let start = day.start, let end = day.end, start <= end else { return nil }
            return start...end
        default: return nil
        }
    }

    /// Phones' clocks are some minutes off.
    private func isRecent(_ time: ClosedRange<Int64>, within: ISODuration, of received: Int64) -> Bool {
        time.lowerBound <= received + 300_000
            && time.upperBound >= received - within.nominalMilliseconds - 300_000
    }
}

/// Geometry that was judged before.
private struct SettledGeometry: GeometryRules {
    let flags: FeatureFlags

    mutating func examine(
        _ batch: inout FeatureBatch, of layer: LayerDefinition
    ) throws -> (flags: [FeatureFlags], violations: [(index: Int, reason: Violation.Reason)]) {
        ([FeatureFlags](repeating: flags, count: batch.count), [])
    }
}
