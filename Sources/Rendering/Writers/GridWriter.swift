public import TabaqaFeatureModel

/// Writes a density grid's numbers: cells as CSV or polygons, and the raster stream GeoTIFF is made from.
public enum GridWriter {
    /// `x,y,value`: cell centres in the grid's CRS, northmost row first, from west to east; no data is `nan`.
    public static func csv(_ grid: Released<DensityGrid>, to sink: any ByteSink) throws {
        let frame = try checked(grid)
        // Three digits more than a place deserves, so that the lattice can be told from its centres.
        let decimals = CoordinateForm(frame.crs).decimals(frame.originX, frame.originY) + 3
        var sink = sink
        var text = ByteText(capacity: 1 << 19)
        text.append("x,y,value\r\n")
        for row in 0..<frame.rows {
            for column in 0..<frame.columns {
                let center = frame.center(row: row, column: column)
                text.append(center.x, decimals: decimals)
                text.append(UInt8(ascii: ","))
                text.append(center.y, decimals: decimals)
                text.append(UInt8(ascii: ","))
                let value = grid.value.values[row * frame.columns + column]
                if value.isNaN { text.append("nan") } else { text.append(shortest: value) }
                text.append("\r\n")
            }
            try text.drain(into: &sink)
        }
        try text.drain(into: &sink, over: 0)
    }

    /// One polygon a cell with its `value` and, as members of the collection, how it was made. Cells without
    /// data are left out.
    ///
    /// - Parameter toLonLat: from the grid's CRS to longitude and latitude on WGS 84.
    public static func geojson(
        _ grid: Released<DensityGrid>, to sink: any ByteSink, toLonLat: (Position) throws -> Position
    ) throws {
        let frame = try checked(grid)
        var sink = sink
        var text = ByteText(capacity: 1 << 19)
        text.append("{\"type\":\"FeatureCollection\",\"name\":")
        text.append(json: grid.value.description.layer)
        var members = JSONText()
        members.object { DensityMembers.write(grid, to: &$0) }
        text.append(",")
        text.append(Array(members.text.array.dropFirst().dropLast()))
        text.append(",\"features\":[")
        let shape = GeoJSONGeometry(crs: .wgs84)
        var isFirst = true
        var north = try corners(of: frame, line: 0, toLonLat)
        for row in 0..<frame.rows {
            let south = try corners(of: frame, line: row + 1, toLonLat)
            for column in 0..<frame.columns {
                let value = grid.value.values[row * frame.columns + column]
                guard value.isFinite else { continue }
                text.append(isFirst ? "\n" : ",\n")
                isFirst = false
                text.append("{\"type\":\"Feature\",\"geometry\":")
                let ring = [
                    south[column], south[column + 1], north[column + 1], north[column], south[column],
                ]
                shape.append(.polygon([ring]), to: &text)
                text.append(",\"properties\":{\"value\":")
                text.append(shortest: value)
                text.append("}}")
            }
            north = south
            try text.drain(into: &sink)
        }
        text.append(isFirst ? "]}\n" : "\n]}\n")
        try text.drain(into: &sink, over: 0)
    }

    private static func corners(
        of frame: GridFrame, line: Int, _ toLonLat: (Position) throws -> Position
    ) throws -> [Position] {
        let y = frame.originY - Double(line) * frame.cellHeight
        return try (0...frame.columns).map { column in
            try toLonLat(Position(x: frame.originX + Double(column) * frame.cellWidth, y: y))
        }
    }

    static func checked(_ grid: Released<DensityGrid>) throws(Fault) -> GridFrame {
        let frame = grid.value.frame
        guard frame.columns >= 0, frame.rows >= 0, grid.value.values.count == frame.cellCount else {
            throw Fault(.renderingFailed, "A grid of \(frame.columns) × \(frame.rows) cells lacks values.")
        }
        return frame
    }
}
