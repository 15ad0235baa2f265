public import TabaqaFeatureModel

/// A table whose places lie in its columns: finds them by name or option, and reads them as geometry.
///
/// Longitude and latitude in degrees are taken for EPSG:4326, with a note; of x and y, eastings and northings
/// nothing is assumed.
public final class PlacedReader: RecordReader {
    private let table: any RecordReader
    private let options: ReadOptions
    private let file: String
    private var first: RecordBatch?
    private var commas = (x: NumberText.Convention.point, y: NumberText.Convention.point)
    private var notes: [String] = []
    /// The columns in use; nil where the table has no places.
    public let columns: PlaceColumns?
    public let crs: CRS?
    public let crsRefusal: Fault?

    /// Looks at the first records of `table`, which gives them again.
    ///
    /// - Throws: what reading throws; `import.columns` where a column given does not exist.
    public init(_ table: any RecordReader, file: String, options: ReadOptions) throws {
        self.table = table
        self.options = options
        self.file = file
        let batch = try table.next()
        first = batch
        let names = batch?.names ?? table.names
        guard options.placesWanted, table.crs == nil || !table.hasGeometry else {
            (columns, crs, crsRefusal) = (nil, table.crs, table.crsRefusal)
            return
        }
        let found =
            try PlaceColumns.given(x: options.x, y: options.y, names: names)
            ?? PlaceColumns.found(in: names) { column in batch.map { Self.holdsText($0, column) } ?? false }
        columns = found
        guard let found, let batch else {
            (crs, crsRefusal) = (options.crs, nil)
            return
        }
        switch found {
        case .pair(let x, let y, let areDegrees):
            let told: NumberText.Convention? = options.decimalComma.map { $0 ? .comma : .point }
            let unsure: (Int) -> NumberText.Convention = { column in
                let convention = NumberText.convention(of: batch.cells[column])
                guard convention == .either else { return convention }
                // Three digits behind a comma could be thousands, but no degree has thousands.
                return areDegrees && Self.hasCommas(batch.cells[column]) ? .comma : .point
            }
            commas = (told ?? unsure(x), told ?? unsure(y))
            let judged = Self.judge(batch, (x, y), areDegrees, commas, file)
            (crs, crsRefusal) = (options.crs ?? judged.crs, options.crs == nil ? judged.refusal : nil)
            if options.crs == nil, let note = judged.note { notes.append(note) }
        case .text(let column):
            let srid = Self.srid(batch, column)
            crs = options.crs ?? srid.map { CRS(epsg: $0) }
            crsRefusal =
                crs != nil
                ? nil
                : Fault(
                    .importCRSUnknown,
                    "Column “\(names[column])” holds shapes as text without a coordinate system.",
                    at: .init(file: file, field: names[column]),
                    remedy: "Give it with --crs, e.g. --crs EPSG:4326.")
        }
    }

    public var names: [String] { first?.names ?? table.names }
    public var hasGeometry: Bool { columns != nil }
    public var warnings: [String] { table.warnings + notes }
    public var progress: Double { table.progress }

    public func next() throws -> RecordBatch? {
        let next = try first ?? table.next()
        first = nil
        guard var batch = next, let columns else { return next }
        switch columns {
        case .pair(let x, let y, _): place(&batch, x, y)
        case .text(let column): shape(&batch, column)
        }
        return batch
    }

    private func place(_ batch: inout RecordBatch, _ first: Int, _ second: Int) {
        var x = [Double](repeating: .nan, count: batch.count)
        var y = x
        for row in 0..<batch.count {
            let px = Self.coordinate(batch.cells[first], row, commas.x)
            let py = Self.coordinate(batch.cells[second], row, commas.y)
            switch (px, py) {
            case (.number(let a), .number(let b)): (x[row], y[row]) = (a, b)
            case (.other, _): report(&batch, row, .badCoordinates, first)
            case (_, .other): report(&batch, row, .badCoordinates, second)
            default: report(&batch, row, .noCoordinates, px == .missing ? first : second)
            }
        }
        batch.geometry = .points(x: x, y: y)
    }

    private func shape(_ batch: inout RecordBatch, _ column: Int) {
        var builder = GeometryBuilder()
        for row in 0..<batch.count {
            var place = GeoJSONGeometryParser.Parsed.none
            let isWrong = batch.cells[column].withUTF8(row) { bytes in
                guard let bytes, !NullText.isNull(bytes) else { return false }
                guard let parsed = WKTParser.parse(bytes) else { return true }
                switch parsed.geometry {
                case .point(let position): place = .point(position.x, position.y)
                case let shape?: place = .shape(shape)
                case nil: break
                }
                return false
            }
            builder.append(place)
            if isWrong {
                report(&batch, row, .badGeometry, column)
            } else if case .none = place {
                report(&batch, row, .noCoordinates, column)
            }
        }
        batch.geometry = builder.finish()
    }

    private func report(_ batch: inout RecordBatch, _ row: Int, _ reason: Violation.Reason, _ column: Int) {
        let text = batch.cells[column][row]
        batch.violations.append(
            Violation(row: batch.rows[row], reason: reason, column: batch.names[column], value: text))
    }

    private enum Coordinate: Equatable {
        case number(Double)
        case missing
        case other
    }

    private static func coordinate(
        _ cells: TextColumn, _ row: Int, _ convention: NumberText.Convention
    ) -> Coordinate {
        guard row < cells.count else { return .missing }
        return cells.withUTF8(row) { bytes in
            guard let bytes, !bytes.isEmpty else { return .missing }
            if let value = NumberText.decimal(bytes, convention), value.isFinite { return .number(value) }
            return NullText.isNull(bytes) ? .missing : .other
        }
    }

    // MARK: What the first records tell

    private static func judge(
        _ batch: RecordBatch, _ pair: (x: Int, y: Int), _ areDegrees: Bool,
        _ commas: (x: NumberText.Convention, y: NumberText.Convention), _ file: String
    ) -> (crs: CRS?, note: String?, refusal: Fault?) {
        let (xName, yName) = (batch.names[pair.x], batch.names[pair.y])
        var count = 0
        var fitting = 0
        for row in 0..<batch.count {
            guard case .number(let x) = coordinate(batch.cells[pair.x], row, commas.x),
                case .number(let y) = coordinate(batch.cells[pair.y], row, commas.y)
            else { continue }
            count += 1
            if abs(x) <= 180, abs(y) <= 90 { fitting += 1 }
        }
        // The names say degrees; rows that cannot be are rejected one by one, unless they are most of them.
        if areDegrees, fitting * 2 > count || count == 0 {
            return (
                .wgs84,
                "Places are read from “\(xName)” and “\(yName)” as longitude and latitude (EPSG:4326).",
                nil
            )
        }
        let reason =
            areDegrees
            ? "Columns “\(xName)” and “\(yName)” are named like longitude and latitude, but their "
                + "values are not degrees."
            : "Columns “\(xName)” and “\(yName)” hold coordinates, but nothing says in which system."
        let hint =
            !areDegrees && count > 0 && fitting == count
            ? " If they are longitude and latitude in degrees, say --crs EPSG:4326." : ""
        return (
            nil, nil,
            Fault(
                .importCRSUnknown, reason, at: .init(file: file, field: "\(xName), \(yName)"),
                remedy: "Give it with --crs, e.g. --crs EPSG:32637 (UTM zone 37)." + hint)
        )
    }

    private static func hasCommas(_ cells: TextColumn) -> Bool {
        (0..<min(cells.count, 1000)).contains { row in
            cells.withUTF8(row) { $0?.contains(0x2C) ?? false }
        }
    }

    /// Whether the first values of a column are well-known text.
    private static func holdsText(_ batch: RecordBatch, _ column: Int) -> Bool {
        var seen = 0
        var fitting = 0
        for row in 0..<batch.count where seen < 20 {
            batch.cells[column].withUTF8(row) { bytes in
                guard let bytes, !NullText.isNull(bytes) else { return }
                seen += 1
                if WKTParser.parse(bytes) != nil { fitting += 1 }
            }
        }
        return fitting * 2 > seen
    }

    /// The EPSG code the first values all begin with.
    private static func srid(_ batch: RecordBatch, _ column: Int) -> Int? {
        var codes = Set<Int?>()
        for row in 0..<min(batch.count, 100) {
            batch.cells[column].withUTF8(row) { bytes in
                guard let bytes, let parsed = WKTParser.parse(bytes) else { return }
                codes.insert(parsed.srid)
            }
        }
        return codes.count == 1 ? codes.first.flatMap { $0 } : nil
    }
}
