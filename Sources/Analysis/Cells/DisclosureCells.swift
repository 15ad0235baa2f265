public import TabaqaColumns
public import TabaqaFeatureModel

/// Counts on a layer's fixed disclosure grid: what a guarded layer may show instead of a density.
public enum DisclosureCells {
    /// Events and distinct subjects per cell of the layer's grid in the city's metric CRS, aligned to
    /// multiples of the cell's side; rows with a suspect place stay out.
    ///
    /// Takes no selection: the difference of two answers would tell on one person (DESIGN section 9). The
    /// frame is the same for every answer from the same rows.
    ///
    /// - Throws: `option.invalid` when the layer has no disclosure grid; `grid.too-large`, `crs.transform`.
    public static func count(columns: LayerColumns, city: CityDefinition) throws -> CellCounts {
        let layer = columns.layer
        guard let policy = layer.disclosure, policy.grid >= 1, policy.grid.isFinite else {
            throw Fault(
                .optionInvalid, "Layer “\(layer.id)” declares no disclosure grid.",
                remedy: "Add disclosure: { minimumCount: 5, grid: 500 m } to its definition.")
        }
        let selected = try SelectionEvaluator.evaluate(Selection(), columns: columns)
        let places = try PlanePlaces.of(columns, in: city.metricCRS)
        let side = policy.grid
        var numbers: [(column: Int, row: Int, event: Int)] = []
        var lost = 0
        places.withBuffers { x, y in
            selected.rows.forEachRun { run in
                for row in run {
                    guard abs(x[row] / side) < 1e8, abs(y[row] / side) < 1e8 else {
                        lost += 1
                        continue
                    }
                    numbers.append(
                        (Int((x[row] / side).rounded(.down)), Int((y[row] / side).rounded(.down)), row))
                }
            }
        }
        let west = numbers.map(\.column).min() ?? 0
        let east = numbers.map(\.column).max() ?? 0
        let south = numbers.map(\.row).min() ?? 0
        let north = numbers.map(\.row).max() ?? 0
        let (width, height) = (east - west + 1, north - south + 1)
        guard width <= 20_000, height <= 20_000, width * height <= 25_000_000 else {
            throw Fault(
                .gridTooLarge, "Layer “\(layer.id)” spans \(width) × \(height) cells of its grid.",
                remedy: "Look for misplaced rows, or declare a wider grid.")
        }
        let frame = GridFrame(
            crs: city.metricCRS, originX: Double(west) * side, originY: Double(north + 1) * side,
            cellWidth: side,
            cellHeight: side, columns: width, rows: height)
        var events = [Int32](repeating: 0, count: frame.cellCount)
        let cells = numbers.map { (north - $0.row) * width + $0.column - west }
        for cell in cells { events[cell] += 1 }
        let subjects = try policy.subject.map {
            try distinct(columns.values($0), cells: cells, rows: numbers.map(\.event), count: frame.cellCount)
        }
        var leftOut = selected.leftOut
        if lost > 0 { leftOut.append(.init(reason: "outside the grid's CRS", count: lost)) }
        return CellCounts(
            frame: frame, events: events, subjects: subjects,
            description: DensityDescription(
                layer: layer.id, kernel: .uniform, bandwidth: side, weight: nil, weightUnit: nil,
                isPerYear: false,
                years: nil, period: columns.timeSpan, used: numbers.count, weightSum: Double(numbers.count),
                leftOut: leftOut, newestRecord: columns.newestTime, revision: columns.revision,
                cellArea: side * side / 1e6))
    }

    /// Rows without a subject count as one subject together: nobody may grow numerous by being unnamed.
    private static func distinct(
        _ values: ColumnValues, cells: [Int], rows: [Int], count: Int
    ) -> [Int32] {
        var seen = Set<Subject>()
        var subjects = [Int32](repeating: 0, count: count)
        for (cell, row) in zip(cells, rows)
        where seen.insert(Subject(cell: cell, value: values[row])).inserted {
            subjects[cell] += 1
        }
        return subjects
    }

    private struct Subject: Hashable {
        var cell: Int
        var value: PropertyValue
    }
}
