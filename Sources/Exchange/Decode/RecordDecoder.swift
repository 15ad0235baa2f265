public import TabaqaFeatureModel

/// Turns records into a layer's observations: text into typed values, column by column.
///
/// Rows that cannot be decoded are left out of the observations and named, with reason, column and value, in
/// the violations; rows read = rows decoded + distinct rows with violations.
public struct RecordDecoder {
    public let layer: LayerDefinition
    public let options: DecodeOptions
    /// The CRS of the geometry that comes in and goes out.
    public let crs: CRS
    /// Nil before the first batch.
    public private(set) var mapping: ColumnMapping?
    /// The properties the source has, so far.
    public private(set) var present: Set<String> = []
    private var mappedNames = 0
    private let clock: ZoneClock
    private var matchers: [Int: CodeMatcher] = [:]
    /// Whether a column of nothing but numbers in the first records uses a decimal comma.
    private var writesCommas = false
    private var conventions: [Int: NumberText.Convention] = [:]

    /// - Throws: `option.invalid` for an unknown time zone.
    public init(layer: LayerDefinition, options: DecodeOptions, crs: CRS) throws(Fault) {
        self.layer = layer
        self.options = options
        self.crs = crs
        clock = try ZoneClock(zone: layer.time?.zone ?? options.zone)
        for (index, property) in layer.properties.enumerated() where property.type == .code {
            matchers[index] = CodeMatcher(property.codes)
        }
    }

    public var warnings: [String] { mapping?.warnings ?? [] }

    /// The rows of `batch` that could be decoded, and what is wrong with the others.
    ///
    /// The features have empty ids except where the records name one.
    /// - Throws: `import.columns` when a required property has no column or a layer's places cannot be found,
    ///   listing the columns there are.
    public mutating func decode(
        _ batch: RecordBatch
    ) throws(Fault) -> (observations: ObservationBatch, violations: [Violation]) {
        if mapping == nil { writesCommas = batch.cells.contains(where: Self.usesDecimalComma) }
        let mapping = try map(batch)
        var findings = DecodeFindings(batch: batch)
        let placed = try places(batch, &findings)
        var columns: [NamedColumn] = []
        columns.reserveCapacity(layer.properties.count)
        for (index, property) in layer.properties.enumerated() {
            let values: PropertyColumn
            if let column = mapping.columns[index] {
                values = decode(batch.cells[column], index, property, batch.names[column], &findings)
            } else {
                values = Self.nulls(property.type, batch.count)
            }
            columns.append(
                NamedColumn(name: property.name, type: property.type, unit: property.unit, values: values))
        }
        let ids =
            batch.ids
            ?? TextColumn(
                bytes: [], starts: Array(repeating: 0, count: batch.count),
                lengths: Array(repeating: -1, count: batch.count))
        let features = FeatureBatch(
            name: layer.id, crs: crs, ids: ids, geometry: placed.column, columns: columns, flags: placed.flags
        )
        guard findings.hasAny else {
            return (ObservationBatch(features: features, rows: batch.rows), [])
        }
        let kept = findings.kept
        return (
            ObservationBatch(features: features.gather(kept), rows: kept.map { batch.rows[$0] }),
            findings.violations
        )
    }

    private mutating func map(_ batch: RecordBatch) throws(Fault) -> ColumnMapping {
        if let mapping, mappedNames == batch.names.count { return mapping }
        let mapping = try ColumnMapping(layer, names: batch.names, map: options.map)
        if options.requiresColumns {
            let missing = zip(layer.properties, mapping.columns).filter { $0.0.isRequired && $0.1 == nil }
            if !missing.isEmpty {
                let names = missing.map { "“\($0.0.name)”" }.joined(separator: ", ")
                throw ColumnMapping.absent(
                    "Layer “\(layer.id)” requires \(names), which no column of the source feeds.", batch.names
                )
            }
        }
        self.mapping = mapping
        mappedNames = batch.names.count
        present = Set(
            zip(layer.properties, mapping.columns).filter { $0.1 != nil }.map(\.0.name))
        return mapping
    }

    private static func nulls(_ type: PropertyType, _ count: Int) -> PropertyColumn {
        switch PropertyColumn(emptyFor: type) {
        case .text:
            .text(
                TextColumn(
                    bytes: [], starts: Array(repeating: 0, count: count),
                    lengths: Array(repeating: -1, count: count)))
        case .integer: .integer(Array(repeating: .min, count: count))
        case .decimal: .decimal(Array(repeating: .nan, count: count))
        case .boolean: .boolean(Array(repeating: -1, count: count))
        case .date: .date(Array(repeating: .min, count: count))
        case .instant: .instant(Array(repeating: .min, count: count))
        }
    }

    // MARK: Values

    private mutating func decode(
        _ cells: TextColumn, _ index: Int, _ property: PropertyDefinition, _ name: String,
        _ findings: inout DecodeFindings
    ) -> PropertyColumn {
        switch property.type {
        case .string, .photo, .audio, .video, .file, .records:
            return .text(text(cells, name, &findings))
        case .code:
            return .text(codes(cells, index, name, &findings))
        case .integer:
            let convention = convention(index, cells)
            return .integer(
                values(cells, null: .min, .notANumber, name, &findings) {
                    NumberText.integer($0, convention)
                })
        case .decimal:
            let convention = convention(index, cells)
            return .decimal(
                values(cells, null: .nan, .notANumber, name, &findings) {
                    NumberText.decimal($0, convention)
                })
        case .boolean:
            return .boolean(values(cells, null: -1, .badBoolean, name, &findings) { BooleanText.parse($0) })
        case .date:
            let (orders, clock) = (options.dates, clock)
            return .date(
                values(cells, null: .min, .badDate, name, &findings) {
                    DateText.parse($0, orders).map { Self.date($0, clock) }
                })
        case .dateTime:
            let (orders, clock) = (options.dates, clock)
            return .instant(
                values(cells, null: .min, .badDate, name, &findings) {
                    DateText.parse($0, orders).map { Self.instant($0, clock) }
                        .flatMap { Self.instants.contains($0) ? $0 : nil }
                })
        }
    }

    /// Whether the first cells are all numbers, with a decimal comma where they have one.
    private static func usesDecimalComma(_ cells: TextColumn) -> Bool {
        let isNumeric = (0..<min(cells.count, 500)).allSatisfy { row in
            cells.withUTF8(row) { bytes in
                bytes?.allSatisfy { (0x30...0x39).contains($0) || [0x2C, 0x2D, 0x2E].contains($0) } ?? true
            }
        }
        return isNumeric && NumberText.convention(of: cells) == .comma
    }

    /// What ISO 8601 writes with four digits of year, in every zone.
    private static let instants = -62_135_500_000_000...253_402_200_000_000 as ClosedRange<Int64>

    private static func instant(_ parsed: DateText.Parsed, _ clock: ZoneClock) -> Int64 {
        let local = Int64(parsed.days) * 86_400_000 + (parsed.time ?? 0)
        return parsed.offset.map { local - $0 } ?? clock.instant(local: local)
    }

    private static func date(_ parsed: DateText.Parsed, _ clock: ZoneClock) -> Int32 {
        guard parsed.offset != nil else { return Int32(clamping: parsed.days) }
        return Int32(clamping: clock.local(instant(parsed, clock)).days)
    }

    private mutating func convention(_ index: Int, _ cells: TextColumn) -> NumberText.Convention {
        if let comma = options.decimalComma { return comma ? .comma : .point }
        if let known = conventions[index], known != .either { return known }
        var told = NumberText.convention(of: cells)
        // “1.234” alone could mean either; the file's other numbers say how its office writes them.
        if told == .either, writesCommas { told = .comma }
        conventions[index] = told
        return told
    }

    @inline(__always)
    private func values<Value>(
        _ cells: TextColumn, null: Value, _ reason: Violation.Reason, _ name: String,
        _ findings: inout DecodeFindings, _ parse: (UnsafeBufferPointer<UInt8>) -> Value?
    ) -> [Value] {
        var result = [Value](repeating: null, count: cells.count)
        for row in 0..<cells.count {
            cells.withUTF8(row) { bytes in
                guard let bytes, !bytes.isEmpty else { return }
                if let value = parse(bytes) {
                    result[row] = value
                } else if !NullText.isNull(bytes) {
                    findings.add(row, reason, name, String(decoding: bytes.prefix(800), as: UTF8.self))
                }
            }
        }
        return result
    }

    /// The cells packed tight, blank ones as null.
    private func text(_ cells: TextColumn, _ name: String, _ findings: inout DecodeFindings) -> TextColumn {
        var result = TextColumn()
        var total = 0
        for length in cells.lengths { total += max(0, Int(length)) }
        result.reserve(rows: cells.count, bytes: total)
        for row in 0..<cells.count {
            cells.withUTF8(row) { bytes in
                guard let bytes, let first = bytes.first, first > 0x20 || !bytes.allSatisfy({ $0 <= 0x20 })
                else {
                    return result.appendNull()
                }
                if first == 0 || bytes.contains(0) {
                    findings.add(row, .badText, name, nil)
                    return result.appendNull()
                }
                result.append(utf8: bytes)
            }
        }
        return result
    }

    private mutating func codes(
        _ cells: TextColumn, _ index: Int, _ name: String, _ findings: inout DecodeFindings
    ) -> TextColumn {
        var result = TextColumn()
        result.reserve(rows: cells.count, bytes: cells.count * 8)
        var matcher = matchers[index] ?? CodeMatcher([])
        matchers[index] = nil
        for row in 0..<cells.count {
            guard let text = cells[row], !text.isEmpty else {
                result.appendNull()
                continue
            }
            switch matcher.match(text) {
            case .code(let code): result.append(code)
            case .ambiguous(let codes):
                result.appendNull()
                findings.add(row, .ambiguousCode, name, "\(text) (\(codes.joined(separator: ", ")))")
            case .unknown:
                result.appendNull()
                let isNull = cells.withUTF8(row) { $0.map(NullText.isNull) ?? true }
                if !isNull { findings.add(row, .unknownCode, name, text) }
            }
        }
        matchers[index] = matcher
        return result
    }
}
