/// A tile of WebMercatorQuad (OGC 17-083r4, annex D.1): zoom, then row from the north, then column from the west.
public struct TileAddress: Hashable, Sendable, CustomStringConvertible {
    /// The deepest zoom served: 0.6 m a pixel at the equator at 18, and six levels beyond.
    public static let deepestZoom = 24
    /// Half the side of the square of Web Mercator, metres.
    public static let halfSide = 20_037_508.342789244

    public let zoom: Int
    public let row: Int
    public let column: Int

    /// Nil for an address outside the matrix.
    public init?(zoom: Int, row: Int, column: Int) {
        guard (0...Self.deepestZoom).contains(zoom), (0..<(1 << zoom)).contains(row),
            (0..<(1 << zoom)).contains(column)
        else { return nil }
        self.zoom = zoom
        self.row = row
        self.column = column
    }

    /// Metres of the side, in EPSG:3857.
    public var side: Double { 2 * Self.halfSide / Double(1 << zoom) }

    /// In EPSG:3857.
    public var extent: Extent {
        let minX = Double(column) * side - Self.halfSide
        let maxY = Self.halfSide - Double(row) * side
        return Extent(minX: minX, minY: maxY - side, maxX: minX + side, maxY: maxY)
    }

    /// The grid of `pixels` × `pixels` cells that fills the tile. All tiles of a zoom share one lattice, so their
    /// cells' values are bit-equal to those of any larger grid on it.
    public func frame(pixels: Int) -> GridFrame {
        let cell = side / Double(pixels)
        return GridFrame(
            crs: .webMercator, originX: Double(column * pixels - (1 << zoom) * pixels / 2) * cell,
            originY: Double((1 << zoom) * pixels / 2 - row * pixels) * cell, cellWidth: cell,
            cellHeight: cell, columns: pixels, rows: pixels)
    }

    /// `zoom/row/column`.
    public var description: String { "\(zoom)/\(row)/\(column)" }
}
