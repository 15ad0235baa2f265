internal import TabaqaColumns
public import TabaqaFeatureModel

extension Engine {
    /// Days of a duty's trend.
    public static let trendDays = 30
    /// How long a file may be missing before somebody should ask, in milliseconds.
    public static let filesDue: Int64 = 24 * 3_600_000
    /// Rows looked at for completeness.
    private static let sample = 5_000

    /// Of every layer the audience may know of, in the catalogue's order.
    ///
    /// - Parameter now: milliseconds since 1970.
    public func duties(now: Int64, language: Language, audience: Audience) throws -> [LayerDuty] {
        try catalog.layers.compactMap { layer in
            let decision = ReleaseGate.decide(audience, layer.sensitivity, .summary)
            if decision == .refused, layer.sensitivity == .secret { return nil }
            return try duty(of: layer, now: now, language: language, audience: audience)
        }
    }

    /// The duty of one layer; its numbers are withheld as `status(of:)` withholds them.
    ///
    /// - Parameter now: milliseconds since 1970.
    public func duty(
        of layer: LayerDefinition, now: Int64, language: Language, audience: Audience
    ) throws -> LayerDuty {
        var duty = LayerDuty(
            status: try status(of: layer, now: now, language: language, audience: audience),
            department: layer.department, zone: layer.time?.zone ?? catalog.city.zone, trend: [],
            isTrendOfReception: false)
        guard !duty.status.isWithheld else { return duty }
        if ReleaseGate.decide(audience, layer.sensitivity, .features) == .exact {
            (duty.completeness, duty.requiredCompleteness) = try completeness(of: layer, audience)
            duty.trend = try trend(of: layer, now: now, audience)
        }
        // How a department works is its own: the public sees what came of it.
        if audience != .public, layer.takesObservations, let field = store as? any FieldStore {
            let tally = try field.tally(
                layer, late: now &- Self.filesDue, now: now, days: Self.trendDays)
            if tally.states.contains(where: { $0.value > 0 }) {
                duty.tally = tally
                duty.trend = tally.perDay
                duty.isTrendOfReception = true
            }
        }
        return duty
    }

    /// Of rows spread evenly over the layer.
    private func completeness(
        of layer: LayerDefinition, _ audience: Audience
    ) throws -> (all: Double?, required: Double?) {
        let properties = layer.properties.filter { ReleaseGate.mayRead($0, of: layer, audience) }
        return try columns.reading([layer], for: audience) { columns in
            let columns = columns[0]
            let step = max(1, columns.count / Self.sample)
            let rows = stride(from: 0, to: columns.count, by: step).filter { columns.isAlive($0) }
            guard !rows.isEmpty, !properties.isEmpty else { return (nil, nil) }
            var filled = (all: 0, required: 0)
            var required = 0
            for property in properties {
                let values = try columns.values(property.name)
                let count = rows.count { !values[$0].isNull }
                filled.all += count
                if property.isRequired {
                    required += 1
                    filled.required += count
                }
            }
            func share(_ filled: Int, _ properties: Int) -> Double? {
                properties == 0 ? nil : Double(filled) / Double(properties * rows.count)
            }
            return (share(filled.all, properties.count), share(filled.required, required))
        }
    }

    /// Records of the last days by the layer's own time.
    private func trend(of layer: LayerDefinition, now: Int64, _ audience: Audience) throws -> [Int] {
        guard let time = layer.time, ReleaseGate.mayReadTime(of: layer, audience) else { return [] }
        let today = try ZoneClock(zone: time.zone).local(now).days
        let first = CivilDate(daysSince1970: today - Self.trendDays + 1).iso
        var selection = SelectionRequest()
        selection.datetime = "\(first)/\(CivilDate(daysSince1970: today).iso)"
        let counts = try timeline(of: layer, audience: audience, selection: selection, step: .day)
        let byDay = Dictionary(counts.map { ($0.period, $0.count) }) { $1 }
        return (0..<Self.trendDays).map {
            byDay[CivilDate(daysSince1970: today - Self.trendDays + 1 + $0).iso] ?? 0
        }
    }
}
