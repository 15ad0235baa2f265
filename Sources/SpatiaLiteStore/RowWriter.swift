internal import CSpatialite
internal import TabaqaFeatureModel

/// Binds rows of a batch to a statement with the parameters of `FeatureTable.insert`. Texts and blobs are not
/// copied: they live in the batch, or in `scratch`, until the row is stepped.
final class RowWriter {
    private enum Cells {
        case text(UnsafePointer<UInt8>, starts: UnsafePointer<Int>, lengths: UnsafePointer<Int32>)
        case integer(UnsafePointer<Int64>)
        case decimal(UnsafePointer<Double>)
        case boolean(UnsafePointer<Int8>)
        case date(UnsafePointer<Int32>)
        case instant(UnsafePointer<Int64>)
    }

    private enum Places {
        case none
        case points(UnsafePointer<Double>, UnsafePointer<Double>)
        case shapes([Geometry?])
    }

    private let layer: LayerDefinition
    private let table: FeatureTable
    private let firstProperty: Int32
    /// 60 bytes for a point, then 24 for each column's date or instant.
    private let scratch: UnsafeMutablePointer<UInt8>
    private var blob: GeometryBlob
    private var ids: (bytes: UnsafePointer<UInt8>, starts: UnsafePointer<Int>, lengths: UnsafePointer<Int32>)?
    /// One per column; plain memory, because an array costs a retain and an access check per cell.
    private let cells: UnsafeMutablePointer<Cells>
    private let columnCount: Int
    private var aimed = 0
    private var places = Places.none
    private var flags: [FeatureFlags] = []

    init(_ layer: LayerDefinition, _ table: FeatureTable) {
        self.layer = layer
        self.table = table
        firstProperty = table.hasGeometry ? 6 : 5
        scratch = .allocate(capacity: 64 + CellText.capacity * table.columns.count)
        columnCount = table.columns.count
        cells = .allocate(capacity: max(1, columnCount))
        blob = GeometryBlob(srid: Int32(clamping: table.storage.srid))
        GeometryBlob.preparePoint(scratch, srid: blob.srid)
    }

    deinit {
        scratch.deallocate()
        cells.deallocate()
    }

    /// Gives `body` the writer aimed at the rows of `batch`.
    ///
    /// - Throws: `store.failure` for a batch that is not shaped like the layer.
    func aim(at batch: FeatureBatch, _ body: () throws -> Void) throws {
        try requireShape(batch)
        flags = batch.flags
        try batch.ids.bytes.withUnsafeBufferPointer { bytes in
            try batch.ids.starts.withUnsafeBufferPointer { starts in
                try batch.ids.lengths.withUnsafeBufferPointer { lengths in
                    guard let starts = starts.baseAddress, let lengths = lengths.baseAddress else { return }
                    ids = (bytes.baseAddress ?? UnsafePointer(scratch), starts, lengths)
                    aimed = 0
                    try aimPlaces(batch.geometry) { try aimCells(batch.columns[...], body) }
                }
            }
        }
    }

    private func requireShape(_ batch: FeatureBatch) throws {
        let count = batch.count
        var fits = batch.ids.count == count && batch.geometry.count == count
        fits = fits && batch.columns.count == table.columns.count
        for (column, own) in zip(batch.columns, table.columns) where fits {
            let empty = PropertyColumn(emptyFor: column.type)
            fits =
                column.name == own.property && column.values.count == count
                && StorageDefinition.ColumnType(column.type) == own.type
                && StorageDefinition.ColumnType(of: column.values) == StorageDefinition.ColumnType(of: empty)
        }
        guard fits else {
            throw Fault(.storeFailure, "A batch does not have the columns of layer “\(layer.id)”.")
        }
    }

    private func aimPlaces(_ geometry: GeometryColumn, _ body: () throws -> Void) throws {
        switch geometry {
        case .points(let x, let y) where table.storage.geometry == .point:
            try x.withUnsafeBufferPointer { x in
                try y.withUnsafeBufferPointer { y in
                    guard let x = x.baseAddress, let y = y.baseAddress else { return }
                    places = .points(x, y)
                    try body()
                }
            }
        case .shapes(let shapes):
            places = .shapes(shapes)
            try body()
        case .points(let x, let y):
            places = .shapes(zip(x, y).map { $0.isNaN ? nil : .point(Position(x: $0, y: $1)) })
            try body()
        case .none:
            places = .none
            try body()
        }
    }

    private func aimCells(_ columns: ArraySlice<NamedColumn>, _ body: () throws -> Void) throws {
        guard let column = columns.first else { return try body() }
        let rest = columns.dropFirst()
        switch column.values {
        case .text(let texts):
            try texts.bytes.withUnsafeBufferPointer { bytes in
                try texts.starts.withUnsafeBufferPointer { starts in
                    try texts.lengths.withUnsafeBufferPointer { lengths in
                        guard let starts = starts.baseAddress, let lengths = lengths.baseAddress else {
                            return
                        }
                        let bytes = bytes.baseAddress ?? UnsafePointer(scratch)
                        aim(.text(bytes, starts: starts, lengths: lengths))
                        try aimCells(rest, body)
                    }
                }
            }
        case .integer(let values): try aim(values, rest, body) { .integer($0) }
        case .decimal(let values): try aim(values, rest, body) { .decimal($0) }
        case .boolean(let values): try aim(values, rest, body) { .boolean($0) }
        case .date(let values): try aim(values, rest, body) { .date($0) }
        case .instant(let values): try aim(values, rest, body) { .instant($0) }
        }
    }

    private func aim(_ column: Cells) {
        (cells + aimed).initialize(to: column)
        aimed += 1
    }

    private func aim<Value>(
        _ values: [Value], _ rest: ArraySlice<NamedColumn>, _ body: () throws -> Void,
        _ make: (UnsafePointer<Value>) -> Cells
    ) throws {
        try values.withUnsafeBufferPointer { values in
            guard let values = values.baseAddress else { return }
            aim(make(values))
            try aimCells(rest, body)
        }
    }

    /// Binds id, flags, geometry and all properties of `row`; fid and revision are the caller's.
    func bind(_ row: Int, to statement: OpaquePointer) throws {
        try bindID(row, to: statement, 2)
        sqlite3_bind_int64(statement, 3, Int64(flags[row].rawValue))
        if table.hasGeometry { try bindPlace(row, to: statement, 5) }
        for column in 0..<columnCount {
            try bindCell(column, row, to: statement, firstProperty + Int32(column))
        }
    }

    /// As `bind`, but only what an update of these properties writes; an unused parameter must stay unbound.
    func bind(_ row: Int, to statement: OpaquePointer, only columns: [Int], geometry: Bool) throws {
        if geometry {
            sqlite3_bind_int64(statement, 3, Int64(flags[row].rawValue))
            if table.hasGeometry { try bindPlace(row, to: statement, 5) }
        }
        for column in columns { try bindCell(column, row, to: statement, firstProperty + Int32(column)) }
    }

    /// Gives `body` the blob `row` would be stored with; empty for no place.
    func withPlace<Result>(_ row: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        switch places {
        case .points(let x, let y) where !x[row].isNaN:
            GeometryBlob.setPoint(scratch, x: x[row], y: y[row])
            return try body(UnsafeRawBufferPointer(start: scratch, count: GeometryBlob.pointLength))
        case .shapes(let shapes):
            if let geometry = shapes[row], let kind = table.storage.geometry,
                try blob.encode(geometry, as: kind)
            {
                return try blob.bytes.withUnsafeBytes(body)
            }
        default:
            break
        }
        return try body(UnsafeRawBufferPointer(start: nil, count: 0))
    }

    func bindID(_ row: Int, to statement: OpaquePointer, _ parameter: Int32) throws {
        guard let ids, ids.lengths[row] >= 0 else { throw Fault(.storeFailure, "A row has no id.") }
        bindText(statement, parameter, ids.bytes + ids.starts[row], ids.lengths[row])
    }

    /// Adds the row's id to `list`.
    func note(_ row: Int, as fid: Int64, in list: inout LoadedIDs) {
        guard let ids else { return }
        list.append(ids.bytes + ids.starts[row], ids.lengths[row], row: fid)
    }

    /// The box of the row bound last; nil for a row without a place.
    func box(_ row: Int) -> Extent? {
        switch places {
        case .none: nil
        case .points(let x, let y):
            x[row].isNaN ? nil : Extent(minX: x[row], minY: y[row], maxX: x[row], maxY: y[row])
        case .shapes(let shapes):
            shapes[row] == nil ? nil : blob.bytes.withUnsafeBytes { GeometryBlob.box($0) }
        }
    }

    func id(_ row: Int) -> FeatureID {
        guard let ids, ids.lengths[row] >= 0 else { return FeatureID("") }
        let bytes = UnsafeBufferPointer(start: ids.bytes + ids.starts[row], count: Int(ids.lengths[row]))
        return FeatureID(String(decoding: bytes, as: UTF8.self))
    }

    private func bindPlace(_ row: Int, to statement: OpaquePointer, _ parameter: Int32) throws {
        switch places {
        case .none:
            sqlite3_bind_null(statement, parameter)
        case .points(let x, let y):
            if x[row].isNaN {
                sqlite3_bind_null(statement, parameter)
            } else {
                guard x[row].isFinite, y[row].isFinite else {
                    throw Fault(.geometryInvalid, "A coordinate is not a finite number.")
                }
                GeometryBlob.setPoint(scratch, x: x[row], y: y[row])
                sqlite3_bind_blob(statement, parameter, scratch, Int32(GeometryBlob.pointLength), nil)
            }
        case .shapes(let shapes):
            if let geometry = shapes[row], let kind = table.storage.geometry,
                try blob.encode(geometry, as: kind)
            {
                let count = Int32(clamping: blob.bytes.count)
                sqlite3_bind_blob(statement, parameter, blob.bytes, count, SQLStatement.copied)
            } else {
                sqlite3_bind_null(statement, parameter)
            }
        }
    }

    @inline(__always)
    private func bindCell(_ column: Int, _ row: Int, to statement: OpaquePointer, _ parameter: Int32) throws {
        switch cells[column] {
        case .text(let bytes, let starts, let lengths):
            if lengths[row] < 0 {
                sqlite3_bind_null(statement, parameter)
            } else {
                bindText(statement, parameter, bytes + starts[row], lengths[row])
            }
        case .integer(let values):
            if values[row] == .min {
                sqlite3_bind_null(statement, parameter)
            } else {
                sqlite3_bind_int64(statement, parameter, values[row])
            }
        case .decimal(let values):
            // SQLite stores NaN as null, which is what it means here.
            sqlite3_bind_double(statement, parameter, values[row])
        case .boolean(let values):
            if values[row] < 0 {
                sqlite3_bind_null(statement, parameter)
            } else {
                sqlite3_bind_int(statement, parameter, values[row] == 0 ? 0 : 1)
            }
        case .date(let values):
            let bytes = scratch + 64 + CellText.capacity * column
            if values[row] == .min {
                sqlite3_bind_null(statement, parameter)
            } else {
                guard CellText.days.contains(Int(values[row])) else { throw outOfCalendar(column) }
                let length = CellText.write(day: Int(values[row]), to: bytes)
                bindText(statement, parameter, bytes, Int32(length))
            }
        case .instant(let values):
            let bytes = scratch + 64 + CellText.capacity * column
            if values[row] == .min {
                sqlite3_bind_null(statement, parameter)
            } else {
                guard CellText.instants.contains(values[row]) else { throw outOfCalendar(column) }
                let length = CellText.write(instant: values[row], to: bytes)
                bindText(statement, parameter, bytes, Int32(length))
            }
        }
    }

    private func outOfCalendar(_ column: Int) -> Fault {
        Fault(
            .storeFailure, "“\(table.columns[column].property)” holds a time outside the years 1 to 9999.",
            remedy: "Correct the date in the source.")
    }

    @inline(__always)
    private func bindText(
        _ statement: OpaquePointer, _ parameter: Int32, _ bytes: UnsafePointer<UInt8>, _ length: Int32
    ) {
        let text = UnsafeRawPointer(bytes).assumingMemoryBound(to: CChar.self)
        sqlite3_bind_text(statement, parameter, text, length, nil)
    }
}

extension StorageDefinition.ColumnType {
    /// The type whose values `column` holds.
    init(of column: PropertyColumn) {
        self =
            switch column {
            case .text: .text
            case .integer: .integer
            case .decimal: .decimal
            case .boolean: .boolean
            case .date: .date
            case .instant: .instant
            }
    }
}
