/// A grid of equal cells in the plane of a CRS. Row 0 is the northmost, column 0 the westmost.
public struct GridFrame: Hashable, Sendable {
    public var crs: CRS
    /// The north-western corner of the cell in row 0, column 0.
    public var originX: Double
    public var originY: Double
    /// In units of the CRS, both positive.
    public var cellWidth: Double
    public var cellHeight: Double
    public var columns: Int
    public var rows: Int

    public init(
        crs: CRS, originX: Double, originY: Double, cellWidth: Double, cellHeight: Double, columns: Int,
        rows: Int
    ) {
        self.crs = crs
        self.originX = originX
        self.originY = originY
        self.cellWidth = cellWidth
        self.cellHeight = cellHeight
        self.columns = columns
        self.rows = rows
    }

    public var cellCount: Int { columns * rows }

    public var extent: Extent {
        Extent(
            minX: originX, minY: originY - cellHeight * Double(rows),
            maxX: originX + cellWidth * Double(columns), maxY: originY)
    }

    /// Centre of a cell.
    public func center(row: Int, column: Int) -> Position {
        Position(
            x: originX + (Double(column) + 0.5) * cellWidth, y: originY - (Double(row) + 0.5) * cellHeight)
    }
}
