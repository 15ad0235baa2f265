internal import Synchronization
public import TabaqaFeatureModel

/// A layer's rows in a mapped column file, in curve order.
///
/// All arrays have `count` rows and live as long as anyone holds them. Of a layer kept open (`LiveColumns`) the rows
/// after those of the file were appended since, and some rows are dead: see `isAlive`. Readers throw `columns.damaged` when a
/// section is absent or, with `.onFirstUse`, does not match its checksum.
public final class LayerColumns: Sendable {
    public let layer: LayerDefinition
    /// The store's revision of the layer the rows were read at.
    public let revision: Int64
    public let count: Int
    /// The square the curve fills.
    public let square: CurveSquare
    /// Rows `0..<regularCount` lie inside the square and have keys; the others (no place, or far away)
    /// follow.
    public let regularCount: Int
    /// Statistics of every 4,096 rows.
    public let blocks: [BlockStatistics]
    let file: MappedFile
    let path: String
    let header: ColumnHeader
    /// Set for a state of a layer kept open, which has rows beyond its file's and lacks some of them.
    let live: LiveRows?
    /// Set for a file's rows without some that are hidden.
    let hidden: HiddenRows?
    let rowwise: RowwiseStore
    private let sections: [UInt32: ColumnHeader.Section]
    private let verified = Mutex<Set<UInt32>>([])
    private let derivations = Mutex<[String: any Sendable]>([:])

    init(layer: LayerDefinition, header: ColumnHeader, file: MappedFile, path: String) {
        self.layer = layer
        revision = header.revision
        count = Int(header.rowCount)
        square = header.square
        regularCount = Int(header.regularCount)
        self.file = file
        self.path = path
        self.header = header
        live = nil
        hidden = nil
        rowwise = RowwiseStore(rowCapacity: count)
        var sections: [UInt32: ColumnHeader.Section] = [:]
        for section in header.sections { sections[Self.key(section.kind, section.column)] = section }
        self.sections = sections
        var blocks: [BlockStatistics] = []
        if let section = sections[Self.key(SectionKind.blocks.rawValue, ColumnHeader.noColumn)] {
            let bytes = UnsafeRawBufferPointer(
                start: file.base + Int(section.offset), count: Int(section.length))
            for start in stride(
                from: 0, through: bytes.count - BlockStatistics.byteCount, by: BlockStatistics.byteCount)
            {
                blocks.append(BlockStatistics(bytes, at: start))
            }
        }
        self.blocks = blocks
    }

    /// The rows of `live.base` and those appended since.
    init(_ live: LiveRows, revision: Int64, count: Int, blocks: [BlockStatistics]) {
        let base = live.base
        layer = base.layer
        self.revision = revision
        self.count = count
        square = base.square
        regularCount = base.regularCount
        self.blocks = blocks
        file = base.file
        path = base.path
        header = base.header
        self.live = live
        hidden = nil
        rowwise = live.space.rowwise
        sections = base.sections
    }

    /// The rows of a file without those that are hidden.
    init(_ hidden: HiddenRows, blocks: [BlockStatistics]) {
        let base = hidden.base
        layer = base.layer
        revision = base.revision
        count = base.count
        square = base.square
        regularCount = base.regularCount
        self.blocks = blocks
        file = base.file
        path = base.path
        header = base.header
        live = nil
        self.hidden = hidden
        rowwise = base.rowwise
        sections = base.sections
    }

    /// Milliseconds since 1970 of the newest record's time; nil when the layer has no time or no row.
    public var newestTime: Int64? { blocks.map(\.newest).filter { $0 != .min }.max() }

    /// Of the time property over all rows; nil when the layer has no time or no row.
    public var timeSpan: TimeInterval? {
        guard let end = newestTime, let start = blocks.map(\.oldest).min() else { return nil }
        return TimeInterval(start: start, end: end)
    }

    /// Of all rows that have a place, suspect ones included; in the layer's CRS.
    public var extent: Extent {
        blocks.reduce(into: Extent.empty) { $0.include($1.extent) }
    }

    /// X and y in the layer's CRS; NaN in both for a row without a place. Of an area its centroid, of a line
    /// the middle of its extent.
    public func places() throws -> (x: MappedArray<Double>, y: MappedArray<Double>) {
        (try array(.x, count: count), try array(.y, count: count))
    }

    /// The places in Web Mercator as fractions of 2^32 of its square, from west and south; (0, 0) when
    /// outside. Nil for layers in other CRSs than EPSG:4326 and EPSG:3857.
    public func worldPlaces() throws -> (x: MappedArray<UInt32>, y: MappedArray<UInt32>)? {
        guard sections[Self.key(SectionKind.worldX.rawValue, ColumnHeader.noColumn)] != nil else {
            return nil
        }
        return (try array(.worldX, count: count), try array(.worldY, count: count))
    }

    /// Curve keys of the first `regularCount` rows, ascending.
    public func curveKeys() throws -> MappedArray<UInt32> { try array(.curveKeys, count: regularCount) }

    /// Raw values of `FeatureFlags`.
    public func flags() throws -> MappedArray<UInt32> { try array(.flags, count: count) }

    public func ids() throws -> MappedText { try text(column: ColumnHeader.idColumn) }

    /// The shapes of a layer of lines or polygons.
    public func shapes() throws -> MappedShapes {
        let rings: MappedArray<UInt32> = try array(.partRings)
        guard
            let shapes = MappedShapes(
                kinds: try array(.shapeKinds), parts: try array(.shapeParts), rings: rings,
                positions: try array(.ringPositions), x: try array(.shapeX), y: try array(.shapeY),
                extents: try array(.shapeExtents), count: count)
        else { throw damaged("has shapes that do not fit together") }
        return shapes
    }

    /// The layer's areas as an index, numbered in key order; checked and mapped once.
    package func areaIndex() throws -> AreaIndex {
        try derived("area index") {
            let header: MappedArray<UInt64> = try array(.areaSquare, count: AreaIndex.headerCount)
            let tables = AreaIndex.Tables(
                header: header, nodes: try array(.areaNodes), listStarts: try array(.areaListStarts),
                candidates: try array(.areaCandidates), candidateBands: try array(.areaCandidateBands),
                bandStarts: try array(.areaBandStarts), bandEdges: try array(.areaBandEdges))
            guard
                let index = AreaIndex(
                    tables, x: try array(.shapeX), y: try array(.shapeY), count: count)
            else { throw damaged("has an index that does not fit its areas") }
            return index
        }
    }

    /// The rows of a layer of areas in key order: a permutation.
    func areaOrder() throws -> [Int] {
        let order: MappedArray<UInt32> = try array(.areaOrder, count: count)
        var seen = [Bool](repeating: false, count: count)
        for row in order {
            guard row < count, !seen[Int(row)] else { throw damaged("has areas in an impossible order") }
            seen[Int(row)] = true
        }
        return order.map(Int.init)
    }

    /// - Throws: `property.unknown`.
    public func values(_ property: String) throws -> ColumnValues {
        guard let index = layer.properties.firstIndex(where: { $0.name == property }) else {
            throw Fault(
                .propertyUnknown, "Layer “\(layer.id)” has no property “\(property)”.",
                remedy: "Properties: " + layer.properties.map(\.name).joined(separator: ", ") + ".")
        }
        let column = UInt16(index)
        switch PropertyColumn(emptyFor: layer.properties[index].type) {
        case .text: return .text(try text(column: column))
        case .integer: return .integer(try array(.integers, column: column, count: count))
        case .decimal: return .decimal(try array(.decimals, column: column, count: count))
        case .boolean: return .boolean(try array(.booleans, column: column, count: count))
        case .date: return .date(try array(.dates, column: column, count: count))
        case .instant: return .instant(try array(.instants, column: column, count: count))
        }
    }

    /// A value worked out from these rows and kept as long as they are: an index, projected places. Two
    /// callers at once may both make it; one result is kept.
    public func derived<Value: Sendable>(_ key: String, _ make: () throws -> Value) rethrows -> Value {
        if let kept = derivations.withLock({ $0[key] }) as? Value { return kept }
        let made = try make()
        return derivations.withLock { kept in
            if let earlier = kept[key] as? Value { return earlier }
            kept[key] = made
            return made
        }
    }
}

extension LayerColumns {
    static func key(_ kind: UInt16, _ column: UInt16) -> UInt32 {
        UInt32(kind) << 16 | UInt32(column)
    }

    func check(everything: Bool) throws {
        guard blocks.count == (count + BlockStatistics.rowsPerBlock - 1) / BlockStatistics.rowsPerBlock else {
            throw damaged("has block statistics for another number of rows")
        }
        _ = try bytes(.blocks, column: ColumnHeader.noColumn)
        guard everything else { return }
        for section in sections.values {
            guard let kind = SectionKind(rawValue: section.kind) else {
                throw damaged("has an unknown section")
            }
            _ = try bytes(kind, column: section.column)
        }
        if layer.geometry == .point {
            _ = try places()
        } else if layer.geometry != .none {
            _ = try shapes()
        }
        if layer.geometry == .polygon {
            _ = try areaIndex()
            _ = try areaOrder()
        }
        _ = try flags()
        _ = try ids()
        for property in layer.properties { _ = try values(property.name) }
    }

    private func bytes(
        _ kind: SectionKind, column: UInt16
    ) throws -> (memory: MappedFile, bytes: UnsafeRawBufferPointer) {
        guard let live else { return (file, try base.fileBytes(kind, column: column)) }
        guard let region = live.space.region(kind, column) else {
            return (file, try live.base.fileBytes(kind, column: column))
        }
        let length =
            kind == .textBytes ? live.textLengths[column] ?? 0 : (count + region.extra) * region.stride
        return (live.space.memory, UnsafeRawBufferPointer(start: region.start, count: length))
    }

    /// A section as the file has it.
    func fileBytes(_ kind: SectionKind, column: UInt16) throws -> UnsafeRawBufferPointer {
        let key = Self.key(kind.rawValue, column)
        guard let section = sections[key] else { throw damaged("lacks a section") }
        let bytes = UnsafeRawBufferPointer(start: file.base + Int(section.offset), count: Int(section.length))
        if verified.withLock({ $0.contains(key) }) { return bytes }
        guard SectionChecksum.of(bytes) == section.checksum else { throw damaged("is damaged") }
        verified.withLock { _ = $0.insert(key) }
        return bytes
    }

    private func array<Element>(
        _ kind: SectionKind, column: UInt16 = ColumnHeader.noColumn, count: Int? = nil
    ) throws -> MappedArray<Element> {
        let (memory, bytes) = try bytes(kind, column: column)
        guard bytes.count % MemoryLayout<Element>.stride == 0,
            count.map({ bytes.count == $0 * MemoryLayout<Element>.stride }) ?? true
        else { throw damaged("has a section of the wrong length") }
        return MappedArray(memory, bytes)
    }

    private func text(column: UInt16) throws -> MappedText {
        func has(_ kind: SectionKind) -> Bool { sections[Self.key(kind.rawValue, column)] != nil }
        if has(.hexadecimals) {
            return .hexadecimals(try array(.hexadecimals, column: column, count: 16 * count))
        }
        if has(.textOffsets) {
            return .plain(
                try array(.textOffsets, column: column, count: count + 1),
                try array(.textBytes, column: column))
        }
        let entries = try live?.entries[column] ?? entries(column: column)
        if has(.codes8) { return .codes8(try array(.codes8, column: column, count: count), entries: entries) }
        return .codes16(try array(.codes16, column: column, count: count), entries: entries)
    }

    /// The file's dictionary of a column.
    func entries(column: UInt16) throws -> TextColumn {
        let offsets: MappedArray<UInt64> = try array(.entryOffsets, column: column)
        let plain = MappedText.plain(offsets, try array(.entryBytes, column: column))
        return plain.gather(0..<plain.count)
    }

    private func damaged(_ what: String) -> Fault {
        Fault(
            .columnsDamaged, "The column file \(what).", at: .init(file: path),
            remedy: "Delete it; it is derived from the store and is built again when needed.")
    }
}
