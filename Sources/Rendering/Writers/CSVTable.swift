internal import TabaqaFeatureModel

/// A batch as CSV columns, in the order they are written.
struct CSVTable {
    private enum Column {
        case id(PlainRows.Texts)
        /// The areas' key; the unassigned row, which has none, shows its id instead.
        case key(PlainRows.Values, PlainRows.Texts)
        case x(UnsafePointer<Double>, UnsafePointer<Double>)
        case y(UnsafePointer<Double>, UnsafePointer<Double>)
        case shapes([Geometry?])
        case values(PlainRows.Values)
    }

    /// With its line end.
    let header: [UInt8]
    let count: Int
    private let rows: PlainRows
    private let columns: [Column]
    private let form: CoordinateForm

    init(rowsOf batch: FeatureBatch) {
        let taken = Set(batch.columns.map(\.name))
        func own(_ name: String) -> String { taken.contains(name) ? own("_" + name) : name }
        let rows = PlainRows(batch)
        var columns: [(String, Column)] = [(own("id"), .id(rows.ids))]
        switch rows.geometry {
        case .none: break
        case .points(let x, let y):
            columns += [(own("x"), .x(x, y)), (own("y"), .y(x, y))]
        case .shapes(let shapes): columns.append((own("wkt"), .shapes(shapes)))
        }
        self.init(columns + zip(batch.columns, rows.columns).map { ($0.name, .values($1)) }, rows, batch.crs)
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
        let rows = PlainRows(table)
        var columns: [(String, Column)] = []
        var rest = zip(table.columns.map(\.name), rows.columns).map { (name: $0, values: $1) }
        if let index = rest.firstIndex(where: { $0.name == key && !join.measures.contains($0.name) }) {
            columns.append((rest[index].name, .key(rest.remove(at: index).values, rows.ids)))
        } else {
            columns.append((rest.contains { $0.name == "id" } ? "_id" : "id", .id(rows.ids)))
        }
        let measures = join.measures.compactMap { name in rest.first { $0.name == name } }
        rest.removeAll { join.measures.contains($0.name) }
        self.init(columns + (rest + measures).map { ($0.name, .values($0.values)) }, rows, table.crs)
    }

    private init(_ columns: [(name: String, column: Column)], _ rows: PlainRows, _ crs: CRS) {
        var text = ByteText()
        for (index, column) in columns.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            text.append(csv: column.name)
        }
        text.append("\r\n")
        header = text.array
        self.rows = rows
        self.columns = columns.map(\.column)
        count = rows.count
        form = CoordinateForm(crs)
    }

    func append(_ range: Range<Int>, to text: inout ByteText) {
        columns.withUnsafeBufferPointer { columns in
            for row in range { append(row, columns, to: &text) }
        }
    }

    @inline(__always)
    private func append(_ row: Int, _ columns: UnsafeBufferPointer<Column>, to text: inout ByteText) {
        for index in 0..<columns.count {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            switch columns[index] {
            case .id(let ids): text.append(csv: ids[row])
            case .key(let values, let ids):
                if values.isNull(row), ids.isUnassigned(row) {
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

    @inline(__always)
    private func append(_ values: PlainRows.Values, _ row: Int, to text: inout ByteText) {
        switch values {
        case .text(let column): text.append(csv: column[row])
        case .integer(let numbers): if numbers[row] != .min { text.append(integer: numbers[row]) }
        case .decimal(let numbers): if numbers[row].isFinite { text.append(shortest: numbers[row]) }
        case .boolean(let truths): if truths[row] >= 0 { text.append(truths[row] == 1 ? "true" : "false") }
        case .date(let days): if days[row] != .min { text.append(date: Int(days[row])) }
        case .instant(let instants): if instants[row] != .min { text.append(instant: instants[row]) }
        }
    }
}

extension PlainRows.Values {
    fileprivate func isNull(_ row: Int) -> Bool {
        switch self {
        case .text(let column): column[row] == nil
        case .integer(let values), .instant(let values): values[row] == .min
        case .decimal(let values): values[row].isNaN
        case .boolean(let values): values[row] < 0
        case .date(let values): values[row] == .min
        }
    }
}

extension PlainRows.Texts {
    fileprivate func isUnassigned(_ row: Int) -> Bool {
        self[row].map { $0.elementsEqual("unassigned".utf8) } ?? false
    }
}
