public import TabaqaColumns
public import TabaqaFeatureModel

/// Gathers what a vector tile shows of a layer.
public enum VectorTileContent {
    /// What goes into the tile.
    public struct Choice: Sendable {
        /// In this order.
        public var properties: [PropertyDefinition]
        /// For labels of codes; nil: codes.
        public var language: Language?
        public var withNumbers: Bool
        public var withIDs: Bool
        /// More features are thinned evenly, and counted.
        public var limit: Int

        public init(
            properties: [PropertyDefinition], language: Language?, withNumbers: Bool, withIDs: Bool,
            limit: Int
        ) {
            self.properties = properties
            self.language = language
            self.withNumbers = withNumbers
            self.withIDs = withIDs
            self.limit = limit
        }
    }

    /// - Parameter selection: its extent does not count.
    /// - Throws: `option.invalid` for a layer without geometry; `property.unknown`, `filter.malformed`,
    ///   `crs.transform`, `columns.damaged`.
    public static func make(
        _ columns: LayerColumns, selection: Selection, in address: TileAddress, _ choice: Choice
    ) throws -> TileContent {
        let admission = try TileRows.Admission(columns, selection)
        var rows: TileRows
        let geometry: TileGeometry
        let dropped: Int
        switch columns.layer.geometry {
        case .none:
            throw Fault(.optionInvalid, "Layer “\(columns.layer.id)” has no geometry and so no tiles.")
        case .point:
            rows = try TileRows(points: columns, in: address, admission: admission)
            dropped = rows.thin(to: choice.limit)
            geometry = try points(columns, rows.rows, in: address)
        case .lineString, .polygon:
            let placed = try PlacedShapes.of(columns)
            let window = WorldBox(address, buffer: Int(TileFrame.buffer))
            rows = TileRows(shapes: placed, in: window, admission: admission)
            dropped = rows.thin(to: choice.limit)
            var shapes = try TileShapes(placed, of: columns.layer, in: address)
            rows.rows = rows.rows.filter { shapes.append(Int($0)) }
            geometry = columns.layer.geometry == .polygon ? .polygons(shapes.paths) : .lines(shapes.paths)
        }
        let ids =
            choice.withNumbers || choice.withIDs ? try columns.derived("ids") { try columns.ids() } : nil
        return TileContent(
            layer: columns.layer.id,
            numbers: choice.withNumbers ? ids.map { FeatureNumber.all(of: $0, rows.rows) } ?? [] : [],
            ids: choice.withIDs ? ids?.gather(rows.rows.lazy.map(Int.init)) : nil, geometry: geometry,
            columns: try choice.properties.map {
                try TileValues.gather($0, of: columns, rows.rows, language: choice.language)
            },
            dropped: dropped, suspect: rows.suspect)
    }

    private static func points(
        _ columns: LayerColumns, _ rows: [UInt32], in address: TileAddress
    ) throws -> TileGeometry {
        guard address.zoom <= PlacedShapes.wholeZoom else {
            return try exactPoints(columns, rows, in: address)
        }
        let placed = try PlacedRows.of(columns)
        let window = WorldBox(address)
        let shift = UInt64(20 - address.zoom)
        let half = UInt64(1) << (shift - 1)
        let north = UInt64(window.maxY) + 1
        return .points(
            x: placed.x.withBuffer { x in
                rows.map { Int32(truncatingIfNeeded: (UInt64(x[Int($0)] &- window.minX) + half) >> shift) }
            },
            y: placed.y.withBuffer { y in
                rows.map { Int32(truncatingIfNeeded: (north - UInt64(y[Int($0)]) + half) >> shift) }
            })
    }

    /// Deep down, 2^32nds of the square are too coarse.
    private static func exactPoints(
        _ columns: LayerColumns, _ rows: [UInt32], in address: TileAddress
    ) throws -> TileGeometry {
        let places = try columns.places()
        var x = rows.map { places.x[Int($0)] }
        var y = rows.map { places.y[Int($0)] }
        try WorldProjection(from: columns.layer.crs).project(x: &x, y: &y)
        let tiles = Double(1 << address.zoom)
        let side = Double(TileContent.side)
        func unit(_ fraction: Double, _ tile: Int) -> Int32 {
            let unit = ((fraction * tiles - Double(tile)) * side).rounded()
            return unit.isNaN ? 0 : Int32(min(max(unit, 0), side))
        }
        return .points(
            x: x.map { unit($0, address.column) }, y: y.map { unit(1 - $0, address.row) })
    }
}
