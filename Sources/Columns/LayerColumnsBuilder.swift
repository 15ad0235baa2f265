internal import TabaqaFeatureModel

/// Collects a layer's batches and writes them sorted.
struct LayerColumnsBuilder {
    private let layer: LayerDefinition
    private var x: [Double] = []
    private var y: [Double] = []
    private var shapes = ShapeSectionBuilder()
    private var ids = TextSectionBuilder(isID: true)
    private var flags: [FeatureFlags] = []
    /// Per property: its texts, or the batches' values one after another, put together when written.
    private var texts: [Int: TextSectionBuilder] = [:]
    private var chunks: [[PropertyColumn]]
    /// What areas are ordered by.
    private var areaKeys: [PropertyValue] = []
    private var areaIDs: [String] = []

    init(layer: LayerDefinition) {
        self.layer = layer
        chunks = layer.properties.map { _ in [] }
        for (index, property) in layer.properties.enumerated() {
            if case .text = PropertyColumn(emptyFor: property.type) {
                texts[index] = TextSectionBuilder(isID: false)
            }
        }
    }

    mutating func append(_ batch: FeatureBatch) throws {
        let count = batch.count
        guard batch.ids.count == count, batch.geometry.count == count,
            batch.columns.allSatisfy({ $0.values.count == count }), flags.count + count < Int(UInt32.max)
        else {
            throw Fault(.storeFailure, "The store gave a batch of layer “\(layer.id)” with uneven columns.")
        }
        ids.append(batch.ids)
        flags.append(contentsOf: batch.flags)
        appendPlaces(batch.geometry)
        if layer.geometry == .polygon {
            let keys = layer.key.flatMap { batch.column($0)?.values }
            for row in 0..<count {
                areaKeys.append(keys?[row] ?? .null)
                areaIDs.append(batch.ids[row] ?? "")
            }
        }
        for (index, property) in layer.properties.enumerated() {
            guard let column = batch.column(property.name) else {
                throw Fault(.storeFailure, "The store's rows of layer “\(layer.id)” lack “\(property.name)”.")
            }
            try append(column.values, to: index)
        }
    }

    private mutating func appendPlaces(_ geometry: GeometryColumn) {
        switch (layer.geometry, geometry) {
        case (.none, _):
            break
        case (.point, .points(let batchX, let batchY)):
            for row in 0..<batchX.count {
                let isPlace = batchX[row].isFinite && batchY[row].isFinite
                x.append(isPlace ? batchX[row] : .nan)
                y.append(isPlace ? batchY[row] : .nan)
            }
        default:
            for row in 0..<geometry.count {
                let center = ShapeSectionBuilder.center(geometry[row])
                x.append(center.x)
                y.append(center.y)
            }
            if layer.geometry != .point { shapes.append(geometry) }
        }
    }

    private mutating func append(_ column: PropertyColumn, to index: Int) throws {
        let expected = PropertyColumn(emptyFor: layer.properties[index].type)
        switch (expected, column) {
        case (.text, .text(let text)):
            texts[index]?.append(text)
        case (.integer, .integer), (.decimal, .decimal), (.boolean, .boolean), (.date, .date),
            (.instant, .instant):
            chunks[index].append(column)
        default:
            throw Fault(
                .storeFailure,
                "The store's rows of layer “\(layer.id)” hold another type in “\(layer.properties[index].name)”."
            )
        }
    }

    func write(to path: String, revision: Int64) throws {
        let count = flags.count
        let hasPlaces = layer.geometry != .none
        let order = hasPlaces ? CurveOrder(x: x, y: y) : nil
        let rows = order?.rows ?? (0..<UInt32(count)).map { $0 }
        var writer = try ColumnFileWriter(path: path, sectionLimit: 32 + 3 * layer.properties.count)
        if let order {
            try writer.add(.x, rows.map { x[Int($0)] })
            try writer.add(.y, rows.map { y[Int($0)] })
            try writer.add(.curveKeys, order.keys)
            if WorldPosition.covers(layer.crs) {
                var worldX: [UInt32] = []
                var worldY: [UInt32] = []
                worldX.reserveCapacity(count)
                worldY.reserveCapacity(count)
                for row in rows {
                    let world = WorldPosition.of(x: x[Int(row)], y: y[Int(row)], in: layer.crs)
                    worldX.append(world.x)
                    worldY.append(world.y)
                }
                try writer.add(.worldX, worldX)
                try writer.add(.worldY, worldY)
            }
            if layer.geometry != .point {
                let packed = try shapes.packed(rows: rows)
                try packed.write(to: &writer)
                if layer.geometry == .polygon { try writeAreas(packed, rows, to: &writer) }
            }
        }
        try writer.add(.flags, rows.map { flags[Int($0)].rawValue })
        try writer.add(.blocks, try blocks(rows))
        try ids.write(column: Int(ColumnHeader.idColumn), rows: rows, to: &writer)
        for index in layer.properties.indices { try writeProperty(index, rows: rows, to: &writer) }
        try writer.finish(
            revision: revision, fingerprint: LayerFingerprint.of(layer), rowCount: count,
            regularCount: order?.regularCount ?? 0,
            square: order?.square ?? CurveSquare(minX: 0, minY: 0, side: 1))
    }

    private func writeAreas(
        _ shapes: PackedShapes, _ rows: [UInt32], to writer: inout ColumnFileWriter
    ) throws {
        let order = AreaOrder.rows(
            keys: rows.map { areaKeys[Int($0)] }, ids: rows.map { areaIDs[Int($0)] })
        try writer.add(.areaOrder, order.map { UInt32(truncatingIfNeeded: $0) })
        try AreaIndexBuilder(AreaOutlines(shapes, rows: order)).tables().write(to: &writer)
    }

    private func writeProperty(_ index: Int, rows: [UInt32], to writer: inout ColumnFileWriter) throws {
        if let text = texts[index] { return try text.write(column: index, rows: rows, to: &writer) }
        func sorted<Value>(_ value: (PropertyColumn) -> [Value]) -> [Value] {
            var all: [Value] = []
            all.reserveCapacity(rows.count)
            for chunk in chunks[index] { all.append(contentsOf: value(chunk)) }
            return rows.map { all[Int($0)] }
        }
        switch PropertyColumn(emptyFor: layer.properties[index].type) {
        case .text: break
        case .integer: try writer.add(.integers, column: index, sorted { $0.integers })
        case .decimal: try writer.add(.decimals, column: index, sorted { $0.decimals })
        case .boolean: try writer.add(.booleans, column: index, sorted { $0.booleans })
        case .date: try writer.add(.dates, column: index, sorted { $0.dates })
        case .instant: try writer.add(.instants, column: index, sorted { $0.instants })
        }
    }

    private func blocks(_ rows: [UInt32]) throws -> [UInt8] {
        let times = try times()
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: rows.count, by: BlockStatistics.rowsPerBlock) {
            var block = BlockStatistics()
            for row in rows[start..<min(start + BlockStatistics.rowsPerBlock, rows.count)].lazy.map(Int.init)
            {
                block.flags.formUnion(flags[row])
                if x.isEmpty || x[row].isNaN {
                    block.placeless += 1
                } else {
                    block.extent.include(x: x[row], y: y[row])
                }
                guard let span = times(row) else {
                    block.timeless += 1
                    continue
                }
                block.oldest = min(block.oldest, span.start)
                block.newest = max(block.newest, span.end)
            }
            block.append(to: &bytes)
        }
        return bytes
    }

    /// First and last millisecond of a row's time; a date is its whole local day.
    private func times() throws -> (Int) -> (start: Int64, end: Int64)? {
        guard let time = layer.time,
            let index = layer.properties.firstIndex(where: { $0.name == time.property })
        else { return { _ in nil } }
        switch PropertyColumn(emptyFor: layer.properties[index].type) {
        case .instant:
            let instants = chunks[index].flatMap(\.instants)
            return { instants[$0] == .min ? nil : (instants[$0], instants[$0]) }
        case .date:
            let days = chunks[index].flatMap(\.dates)
            let clock = try ZoneClock(zone: time.zone)
            return { row in
                guard days[row] != .min else { return nil }
                let start = clock.instant(local: Int64(days[row]) * 86_400_000)
                return (start, clock.instant(local: (Int64(days[row]) + 1) * 86_400_000) - 1)
            }
        default:
            return { _ in nil }
        }
    }
}

extension PropertyColumn {
    fileprivate var integers: [Int64] { if case .integer(let values) = self { values } else { [] } }
    fileprivate var decimals: [Double] { if case .decimal(let values) = self { values } else { [] } }
    fileprivate var booleans: [Int8] { if case .boolean(let values) = self { values } else { [] } }
    fileprivate var dates: [Int32] { if case .date(let values) = self { values } else { [] } }
    fileprivate var instants: [Int64] { if case .instant(let values) = self { values } else { [] } }
}
