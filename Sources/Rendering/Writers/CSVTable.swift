internal import TabaqaFeatureModel

/// A batch as CSV columns, in the order they are written.
struct CSVTable {
    private enum Column {
        case id(TextColumn)
        /// The areas' key; the unassigned row, which has none, shows its id instead.
        case key(PropertyColumn, TextColumn)
        case x([Double], [Double])
        case y([Double], [Double])
        case shapes([Geometry?])
        case values(PropertyColumn)
    }

    /// With its line end.
    let header: [UInt8]
    let count: Int
    private let columns: [Column]
    private let form: CoordinateForm

    init(rowsOf batch: FeatureBatch) {
        let taken = Set(batch.columns.map(\.name))
        func own(_ name: String) -> String { taken.contains(name) ? own("_" + name) : name }
        var columns: [(String, Column)] = [(own("id"), .id(batch.ids))]
        switch batch.geometry {
        case .none: break
        case .points(let x, let y):
            columns += [(own("x"), .x(x, y)), (own("y"), .y(x, y))]
        case .shapes(let shapes): columns.append((own("wkt"), .shapes(shapes)))
        }
        self.init(columns + batch.columns.map { ($0.name, .values($0.values)) }, of: batch)
    }

    init(_ join: JoinTable, key: String?) {
        if join.description.isEach {
            self.init(rowsOf: join.table)
        } else {
            self.init(aggregated: join, key: key)
        }
    }

    private init(aggregated join: JoinTable, key: String?) {
        let table = join.table
        var columns: [(String, Column)] = []
        var rest = table.columns
        if let index = rest.firstIndex(where: { $0.name == key && !join.measures.contains($0.name) }) {
            columns.append((rest[index].name, .key(rest.remove(at: index).values, table.ids)))
        } else {
            columns.append((rest.contains { $0.name == "id" } ? "_id" : "id", .id(table.ids)))
        }
        let measures = join.measures.compactMap { name in rest.first { $0.name == name } }
        rest.removeAll { join.measures.contains($0.name) }
        self.init(columns + (rest + measures).map { ($0.name, .values($0.values)) }, of: table)
    }

    private init(_ columns: [(name: String, column: Column)], of batch: FeatureBatch) {
        var text = ByteText()
        for (index, column) in columns.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            text.append(csv: column.name)
        }
        text.append("\r\n")
        header = text.array
        self.columns = columns.map(\.column)
        count = batch.count
        form = CoordinateForm(batch.crs)
    }

    func append(_ row: Int, to text: inout ByteText) {
        for (index, column) in columns.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            switch column {
            case .id(let ids): ids.withUTF8(row) { text.append(csv: $0) }
            case .key(let values, let ids):
                if values[row].isNull, ids[row] == "unassigned" {
                    text.append("unassigned")
                } else {
                    append(values, row, to: &text)
                }
            case .x(let x, let y):
                if x[row].isFinite { text.append(x[row], decimals: form.decimals(x[row], y[row])) }
            case .y(let x, let y):
                if y[row].isFinite { text.append(y[row], decimals: form.decimals(x[row], y[row])) }
            case .shapes(let shapes):
                guard let shape = shapes[row] else { continue }
                text.append(UInt8(ascii: "\""))
                WellKnownText(form: form).append(shape, to: &text)
                text.append(UInt8(ascii: "\""))
            case .values(let values): append(values, row, to: &text)
            }
        }
        text.append("\r\n")
    }

    private func append(_ values: PropertyColumn, _ row: Int, to text: inout ByteText) {
        switch values {
        case .text(let column): column.withUTF8(row) { text.append(csv: $0) }
        case .integer(let numbers): if numbers[row] != .min { text.append(integer: numbers[row]) }
        case .decimal(let numbers): if numbers[row].isFinite { text.append(shortest: numbers[row]) }
        case .boolean(let truths): if truths[row] >= 0 { text.append(truths[row] == 1 ? "true" : "false") }
        case .date(let days): if days[row] != .min { text.append(date: Int(days[row])) }
        case .instant(let instants): if instants[row] != .min { text.append(instant: instants[row]) }
        }
    }
}
