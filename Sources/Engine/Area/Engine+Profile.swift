internal import TabaqaAnalysis
internal import TabaqaColumns
public import TabaqaFeatureModel

extension Engine {
    /// One area of `areas` across the layers of points the viewer knows. A layer whose rows may not leave is
    /// an entry without numbers: neither count nor rank, trend nor newest record.
    ///
    /// - Parameters:
    ///   - per: the areas' numeric property to divide by; nil: their population, where they declare one.
    ///   - now: milliseconds since 1970.
    ///   - months: how many months of trend, the current one last; 0…120.
    /// - Throws: `feature.missing`, `release.refused`, `option.invalid`, `property.unknown`.
    public func profile(
        of id: FeatureID, in areas: LayerDefinition, viewer: Viewer, per: String? = nil, now: Int64,
        months: Int = 24
    ) throws -> AreaProfile {
        let audience = viewer.audience(of: areas)
        try ReleaseGate.require(areas, .features, for: audience)
        guard areas.geometry == .polygon else {
            throw Fault(
                .optionInvalid, "Layer “\(areas.id)” has no areas to make a profile of.",
                remedy: "Choose a layer with geometry Polygon.")
        }
        let denominator = try self.denominator(per, of: areas, audience)
        let others = catalog.layers.filter {
            $0.geometry == .point && $0.id != areas.id && viewer.knows($0)
        }
        return try columns.reading([areas], for: audience) { opened in
            let ground = try ProfiledArea(id, in: opened[0], denominator: denominator)
            let feature = try ReleaseGate.release(
                try opened[0].materialize([ground.row]), of: areas, to: audience)
            return AreaProfile(
                area: feature,
                entries: try others.map { layer in
                    let audience = viewer.audience(of: layer)
                    var entry = try self.entry(layer, ground, audience, now: now, months: months)
                    let status = try self.status(of: layer, now: now, language: .en, audience: audience)
                    entry.newest = status.newest
                    entry.overdue = status.overdue
                    return entry
                })
        }
    }

    private func denominator(
        _ name: String?, of areas: LayerDefinition, _ audience: Audience
    ) throws -> PropertyDefinition? {
        guard let name else { return areas.defaultDenominator(for: audience) }
        let choices = areas.denominators(for: audience)
        if let property = choices.first(where: { $0.name == name }) { return property }
        try ReleaseGate.require(properties: [name], of: areas, for: audience)
        throw Fault(
            .optionInvalid, "Layer “\(areas.id)” has no number “\(name)” to divide by.",
            remedy: "Choose one of: " + choices.map(\.name).joined(separator: ", ") + ".")
    }

    private func entry(
        _ layer: LayerDefinition, _ ground: ProfiledArea, _ audience: Audience, now: Int64, months: Int
    ) throws -> AreaProfile.Entry {
        var entry = AreaProfile.Entry(
            layer: layer.id, count: nil, rate: nil, denominator: nil, denominatorValue: nil, rank: nil,
            areas: ground.count, trend: [], newest: nil, overdue: nil)
        guard ReleaseGate.decide(audience, layer.sensitivity, .features) == .exact,
            ReleaseGate.decide(audience, layer.sensitivity, .areaAggregates) == .exact
        else { return entry }
        try columns.reading([layer], for: audience) { opened in
            let tally = try AreaTally(opened[0], by: ground.columns)
            entry.count = tally.counts[ground.number]
            entry.denominator = ground.denominator?.name
            entry.denominatorValue = ground.denominatorValue
            (entry.rate, entry.rank) = ground.standing(tally.counts)
            guard months > 0, let time = layer.time, ReleaseGate.mayReadTime(of: layer, audience) else {
                return
            }
            let days = try LocalDayCounts(tally.rows(in: ground.number), columns: opened[0])
            entry.trend = Self.trend(
                days, months: months, until: try ZoneClock(zone: time.zone).local(now).days)
        }
        return entry
    }

    /// Counts of the months up to that of the local day `today`, those without any included.
    private static func trend(
        _ days: LocalDayCounts, months: Int, until today: Int
    ) -> [(month: String, count: Int)] {
        let last = TimelineStep.month.number(ofDay: today)
        let first = last - months + 1
        var counts = [Int](repeating: 0, count: months)
        for (day, count) in days.days {
            let month = TimelineStep.month.number(ofDay: day)
            if month >= first, month <= last { counts[month - first] += count }
        }
        return counts.indices.map { (TimelineStep.month.name(of: first + $0), counts[$0]) }
    }
}
