internal import TabaqaAnalysis
internal import TabaqaColumns
internal import TabaqaFeatureModel

/// What the rows inside a polygon add up to.
struct InsideContents {
    let count: Int
    private(set) var totals: [InsideAnswer.Total] = []
    private(set) var byCode: [(property: String, code: String, count: Int)] = []
    private(set) var newest: Int64?

    init(
        _ inside: InsideRows, _ columns: LayerColumns, mayRead: (PropertyDefinition) -> Bool
    ) throws {
        count = inside.rows.population
        let layer = columns.layer
        let readable = layer.properties.filter(mayRead)
        // A line's number is of its whole length; how much of it lies inside nobody can say.
        if layer.geometry != .lineString {
            for property in readable where property.type.isNumeric {
                totals.append(try total(property, inside, columns))
            }
        }
        if let property = readable.first(where: { $0.type == .code }) {
            byCode = try codes(property, inside, columns)
        }
        if let time = layer.time { newest = try Self.newest(time, inside.rows, columns) }
    }

    /// Of a date the start of its local day.
    private static func newest(
        _ time: LayerDefinition.TimeReference, _ rows: RowMask, _ columns: LayerColumns
    ) throws -> Int64? {
        var newest = Int64.min
        switch try columns.values(time.property) {
        case .instant(let values):
            rows.forEachRun { run in for row in run { newest = max(newest, values[row]) } }
        case .date(let values):
            var day = Int32.min
            rows.forEachRun { run in for row in run { day = max(day, values[row]) } }
            if day > .min {
                newest = try ZoneClock(zone: time.zone).instant(local: Int64(day) * 86_400_000)
            }
        default: break
        }
        return newest == .min ? nil : newest
    }

    private func total(
        _ property: PropertyDefinition, _ inside: InsideRows, _ columns: LayerColumns
    ) throws -> InsideAnswer.Total {
        let values = try columns.values(property.name)
        var sum = 0.0
        inside.rows.forEachRun { run in
            for row in run {
                let value = values.number(row)
                if !value.isNaN { sum += value * (inside.shares[row] ?? 1) }
            }
        }
        return InsideAnswer.Total(
            property: property.name, unit: property.unit, sum: sum,
            isAreaWeighted: columns.layer.geometry == .polygon)
    }

    /// In the order of the definition; texts that are none of the codes are left out.
    private func codes(
        _ property: PropertyDefinition, _ inside: InsideRows, _ columns: LayerColumns
    ) throws -> [(property: String, code: String, count: Int)] {
        guard case .text(let texts) = try columns.values(property.name) else { return [] }
        var counts: [String: Int] = [:]
        var byEntry = [Int](repeating: 0, count: texts.entries?.count ?? 0)
        let isCoded = texts.entries != nil
        inside.rows.forEachRun { run in
            for row in run {
                if isCoded {
                    if let code = texts.code(row) { byEntry[code] += 1 }
                } else if let text = texts[row] {
                    counts[text, default: 0] += 1
                }
            }
        }
        for (entry, count) in byEntry.enumerated() {
            if let text = texts.entries?[entry] { counts[text, default: 0] += count }
        }
        return property.codes.compactMap { code in
            counts[code.code].flatMap { $0 > 0 ? (property.name, code.code, $0) : nil }
        }
    }
}
