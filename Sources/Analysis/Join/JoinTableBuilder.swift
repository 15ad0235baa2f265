internal import TabaqaColumns
internal import TabaqaFeatureModel

/// Puts matches into the table callers see.
struct JoinTableBuilder {
    let inputs: JoinInputs
    let matches: JoinMatches
    /// The areas' rows in key order.
    let order: [Int]

    func build() throws -> JoinTable { inputs.isEach ? try each() : try aggregated() }

    private func aggregated() throws -> JoinTable {
        let tally = try JoinTally(matches, inputs, areas: order.count)
        var table = try inputs.areas.materialize(order, withGeometry: inputs.wantsGeometry)
        appendUnassigned(&table)
        var measures: [String] = []
        func add(_ name: String, _ type: PropertyType, _ unit: String?, _ values: PropertyColumn) {
            measures.append(name)
            table.columns.append(NamedColumn(name: name, type: type, unit: unit, values: values))
        }
        add("count", .integer, nil, .integer(tally.counts.map(Int64.init)))
        let aggregates = inputs.aggregates
        func addMeasure(_ prefix: String, _ names: [String], _ value: (JoinTally.Measure, Int) -> Double) {
            for name in names {
                guard let measure = tally.measures[name], let property = inputs.pointsLayer.property(name)
                else {
                    continue
                }
                let values = measure.known.indices.map { measure.known[$0] == 0 ? .nan : value(measure, $0) }
                let isWhole =
                    property.type == .integer && prefix != "mean"
                    && values.allSatisfy { $0.isNaN || abs($0) < 9e15 }
                add(
                    "\(prefix)_\(name)", isWhole ? .integer : .decimal, property.unit,
                    isWhole ? .integer(values.map { $0.isNaN ? .min : Int64($0) }) : .decimal(values))
            }
        }
        addMeasure("sum", aggregates.sum) { $0.sum[$1] }
        addMeasure("mean", aggregates.mean) { $0.sum[$1] / Double($0.known[$1]) }
        addMeasure("min", aggregates.minimum) { $0.least[$1] }
        addMeasure("max", aggregates.maximum) { $0.greatest[$1] }
        for name in aggregates.per {
            let values = try inputs.areas.values(name)
            try JoinTally.requireNumber(name, inputs.areasLayer)
            let unit = inputs.areasLayer.property(name)?.unit
            let denominators = order.map { values.number($0) } + [.nan]
            let least = aggregates.reliableFrom ?? 0
            add("numerator_\(name)", .integer, nil, .integer(tally.counts.map(Int64.init)))
            add("denominator_\(name)", .decimal, unit, .decimal(denominators))
            add(
                "rate_\(name)", .decimal, unit.map { "1/\($0)" },
                .decimal(
                    zip(tally.counts, denominators).map { count, denominator in
                        denominator > 0 && count >= least ? Double(count) / denominator : .nan
                    }))
            if aggregates.reliableFrom != nil {
                add(
                    "reliable_\(name)", .boolean, nil,
                    .boolean(
                        zip(tally.counts, denominators).map { count, denominator in
                            denominator > 0 ? (count >= least ? 1 : 0) : -1
                        }))
            }
        }
        let outside = tally.counts[order.count]
        return JoinTable(
            table: table, measures: measures, description: try description(assigned: matches.total - outside))
    }

    private func appendUnassigned(_ table: inout FeatureBatch) {
        table.ids.append("unassigned")
        table.flags.append([])
        switch table.geometry {
        case .none(let count): table.geometry = .none(count: count + 1)
        case .points(let x, let y): table.geometry = .points(x: x + [.nan], y: y + [.nan])
        case .shapes(let shapes): table.geometry = .shapes(shapes + [nil])
        }
        for index in table.columns.indices {
            let isKey = table.columns[index].name == inputs.areasLayer.key
            table.columns[index].values.append(isKey ? .text("unassigned") : .null)
        }
    }

    private func each() throws -> JoinTable {
        var owners = [Int32](repeating: -1, count: inputs.points.count)
        if case .owners(let given) = matches.form { owners = given }
        var selected = matches.rows
        for index in selected.words.indices { selected.words[index] |= matches.unplacedRows.words[index] }
        let rows = selected.rows
        var table = try inputs.points.materialize(rows, withGeometry: inputs.wantsGeometry)
        let areas = try inputs.areas.materialize(order, withGeometry: false)
        let owned = rows.map { matches.rows[$0] ? Int(owners[$0]) : -1 }
        for column in areas.columns {
            table.columns.append(
                NamedColumn(
                    name: "\(inputs.areasLayer.id).\(column.name)", type: column.type, unit: column.unit,
                    values: column.values.gather(orNull: owned)))
        }
        var measures: [String] = []
        if let distances = matches.distances {
            measures = ["distance_m"]
            table.columns.append(
                NamedColumn(
                    name: "distance_m", type: .decimal, unit: "m",
                    values: .decimal(zip(rows, owned).map { $1 < 0 ? .nan : distances[$0] })))
        }
        return JoinTable(
            table: table, measures: measures, description: try description(assigned: owned.count { $0 >= 0 }))
    }

    private func description(assigned: Int) throws -> JoinDescription {
        var period = inputs.selection.interval
        if period?.start == nil || period?.end == nil, let span = inputs.points.timeSpan {
            period = TimeInterval(start: period?.start ?? span.start, end: period?.end ?? span.end)
        }
        return JoinDescription(
            points: inputs.pointsLayer.id, areas: inputs.areasLayer.id, relation: matches.relation,
            isEach: inputs.isEach, total: matches.total, assigned: assigned, suspect: matches.unplaced,
            unmatched: matches.unmatched, ambiguous: matches.ambiguous, period: period,
            newestRecord: inputs.points.newestTime, pointsRevision: inputs.points.revision,
            areasRevision: inputs.areas.revision)
    }
}

extension PropertyColumn {
    /// The rows at `rows`, in that order; −1 gives null.
    func gather(orNull rows: [Int]) -> PropertyColumn {
        switch self {
        case .text(let column):
            var gathered = TextColumn()
            for row in rows {
                if row < 0 {
                    gathered.appendNull()
                } else {
                    column.withUTF8(row) {
                        if let text = $0 { gathered.append(utf8: text) } else { gathered.appendNull() }
                    }
                }
            }
            return .text(gathered)
        case .integer(let values): return .integer(rows.map { $0 < 0 ? .min : values[$0] })
        case .decimal(let values): return .decimal(rows.map { $0 < 0 ? .nan : values[$0] })
        case .boolean(let values): return .boolean(rows.map { $0 < 0 ? -1 : values[$0] })
        case .date(let values): return .date(rows.map { $0 < 0 ? .min : values[$0] })
        case .instant(let values): return .instant(rows.map { $0 < 0 ? .min : values[$0] })
        }
    }
}
