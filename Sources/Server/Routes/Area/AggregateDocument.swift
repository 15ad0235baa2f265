internal import TabaqaEngine
internal import TabaqaFeatureModel

/// A join by areas as JSON: one row an area with its measures under their names, the rows in no area apart.
struct AggregateDocument {
    let join: Join
    /// Of the areas.
    let audience: Audience?

    var json: JSON {
        let table = join.table.value.table
        let description = join.table.value.description
        let own: JSON = [
            "points": .string(join.points.id), "areas": .string(join.areas.id),
            "isWithheld": .bool(join.isWithheld), "measures": .array(measures.map(describe)),
            "rows": .array((0..<max(0, table.count - 1)).map(row)),
            "unassigned": .object(values(table.count - 1)),
        ]
        // A withheld join's totals would give its small counts away by subtraction.
        guard !join.isWithheld else { return own }
        return own.adding([
            ("total", .integer(Int64(description.total))),
            ("assigned", .integer(Int64(description.assigned))),
            ("suspect", .integer(Int64(description.suspect))),
            ("newest", description.newestRecord.map { JSON(instant: $0) }),
            (
                "period",
                description.period.map { [JSON(instant: $0.start), JSON(instant: $0.end)] }
            ),
        ])
    }

    private var measures: [NamedColumn] {
        join.table.value.measures.compactMap { join.table.value.table.column($0) }
    }

    private func describe(_ measure: NamedColumn) -> JSON {
        let own: JSON = ["name": .string(measure.name)]
        return own.adding([("unit", measure.unit.map { .string($0) })])
    }

    private func row(_ row: Int) -> JSON {
        let table = join.table.value.table
        let areas = join.areas
        var members: [(String, JSON)] = [("id", JSON(optional: table.ids[row]))]
        if let key = areas.key.flatMap(table.column) { members.append(("key", JSON(key.values[row]))) }
        if let naming = areas.naming(for: audience ?? join.table.audience),
            let name = table.column(naming.property)
        {
            members.append(("name", JSON(name.values[row])))
            let names = naming.byLanguage.compactMap { language, property in
                table.column(property).map { (language.rawValue, JSON($0.values[row])) }
            }
            if !names.isEmpty { members.append(("names", .object(names.sorted { $0.0 < $1.0 }))) }
        }
        return .object(members + values(row))
    }

    private func values(_ row: Int) -> [(String, JSON)] {
        guard row >= 0 else { return [] }
        return measures.map { ($0.name, JSON($0.values[row])) }
    }
}
