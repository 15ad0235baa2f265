extension ReleaseGate {
    /// The layers of a join and for whom each is answered.
    struct JoinParties {
        var points: LayerDefinition
        var pointsAudience: Audience
        var areas: LayerDefinition
        var areasAudience: Audience
    }

    /// What of the join may leave.
    static func withheld(_ join: JoinTable, _ parties: JoinParties) throws(Fault) -> JoinTable {
        let (points, areas) = (parties.points, parties.areas)
        try require(areas, .features, for: parties.areasAudience)
        let decision = try require(
            points, join.description.isEach ? .features : .areaAggregates, for: parties.pointsAudience)
        try requireMeasures(join, parties, decision)
        guard Set(join.table.columns.map(\.name)).count == join.table.columns.count else {
            // A property called as a measure could pass for it.
            throw Fault(
                .optionInvalid, "The join would have two columns of one name.",
                remedy:
                    "Rename the property that is called like a measure (count, sum_…, rate_…, distance_m).")
        }
        guard decision != .aggregated || join.description.relation == .within else {
            // A distance that can be chosen freely finds the place of a single event.
            throw Fault(
                .releaseRefused,
                "Layer “\(points.id)” leaves for audience \(parties.pointsAudience.rawValue) only as counts "
                    + "within areas.",
                remedy: "Use --predicate within, or --audience department.")
        }
        var released = join
        let measures = Set(join.measures)
        released.table.columns.removeAll { column in
            measures.contains(column.name) ? false : !mayLeave(column.name, join, parties)
        }
        if join.description.isEach {
            withholdIDs(&released.table, of: points, parties.pointsAudience)
        } else {
            withholdIDs(&released.table, of: areas, parties.areasAudience)
        }
        if !mayReadTime(of: points, parties.pointsAudience) {
            released.description.newestRecord = nil
            released.description.period = nil
        }
        if decision == .aggregated {
            withholdSmallCounts(&released, minimum: max(1, points.disclosure?.minimumCount ?? 5))
        }
        return released
    }

    private static func mayLeave(_ name: String, _ join: JoinTable, _ parties: JoinParties) -> Bool {
        let (points, areas) = (parties.points, parties.areas)
        if !join.description.isEach {
            return areas.property(name).map { mayRead($0, of: areas, parties.areasAudience) }
                ?? points.property(name).map { mayRead($0, of: points, parties.pointsAudience) } ?? true
        }
        // A property of the points may be called like one of the areas' in the table: both must be readable.
        let own = points.property(name).map { mayRead($0, of: points, parties.pointsAudience) } ?? true
        guard name.hasPrefix(areas.id + ".") else { return own }
        let other = areas.property(String(name.dropFirst(areas.id.count + 1)))
        return own && other.map { mayRead($0, of: areas, parties.areasAudience) } ?? true
    }

    /// A measure tells on the property it was worked out from.
    private static func requireMeasures(
        _ join: JoinTable, _ parties: JoinParties, _ decision: ReleaseDecision
    ) throws(Fault) {
        let (points, areas) = (parties.points, parties.areas)
        for measure in join.measures {
            if let name = property(of: measure, ["sum_", "mean_", "min_", "max_"]) {
                // What leaves aggregated may rest on properties as guarded as their layer, not more.
                let isGuarded =
                    points.property(name).map { points.sensitivity(of: $0) > points.sensitivity } ?? false
                if decision != .aggregated || isGuarded {
                    try require(properties: [name], of: points, for: parties.pointsAudience)
                }
            }
            if let name = property(of: measure, ["numerator_", "denominator_", "rate_", "reliable_"]) {
                try require(properties: [name], of: areas, for: parties.areasAudience)
            }
        }
        if case .attribute(let left, let right) = join.description.relation {
            try require(properties: [left], of: points, for: parties.pointsAudience)
            try require(properties: [right], of: areas, for: parties.areasAudience)
        }
    }

    private static func property(of measure: String, _ prefixes: [String]) -> String? {
        prefixes.first(where: measure.hasPrefix).map { String(measure.dropFirst($0.count)) }
    }

    private static func withholdSmallCounts(_ join: inout JoinTable, minimum: Int) {
        guard let count = join.table.column("count"), case .integer(let counts) = count.values else {
            // Without a count nobody knows which rows are small.
            join.table.columns.removeAll { join.measures.contains($0.name) }
            return
        }
        let keep = counts.map { $0 == .min || $0 >= Int64(minimum) }
        for index in join.table.columns.indices where join.measures.contains(join.table.columns[index].name) {
            let old = join.table.columns[index].values
            var values = PropertyColumn(emptyFor: join.table.columns[index].type)
            for row in 0..<old.count { values.append(keep[row] ? old[row] : .null) }
            join.table.columns[index].values = values
        }
        join.description.total = 0
        join.description.assigned = 0
        join.description.suspect = 0
        join.description.unmatched = []
        join.description.ambiguous = []
        join.description.newestRecord = nil
        // Without a selection the period ends with the newest record.
        join.description.period = nil
        // The count of changes grows with the layer's rows, small counts or not.
        join.description.pointsRevision = 0
    }
}
