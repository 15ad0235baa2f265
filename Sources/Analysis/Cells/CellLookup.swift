public import TabaqaFeatureModel
internal import TabaqaTopology

/// Finds the cells of one grid in which the cell centres of another lie.
public struct CellLookup {
    private let transform: CoordinateTransform
    private let target: GridFrame

    /// - Throws: `crs.transform`, `crs.unknown`.
    public init(from crs: CRS, to target: GridFrame) throws {
        transform = try CoordinateTransform(from: crs, to: target.crs, ballpark: .allow)
        self.target = target
    }

    /// Per cell of `frame`, the index of the target's cell its centre lies in; -1: outside. Does not depend
    /// on where the frame begins.
    ///
    /// - Returns: nil when all are outside.
    public func cells(of frame: GridFrame) throws -> [Int32]? {
        var cells = [Int32](repeating: -1, count: frame.cellCount)
        var isInside = false
        var x = [Double](repeating: 0, count: frame.columns)
        var y = x
        for row in 0..<frame.rows {
            for column in 0..<frame.columns {
                let center = frame.center(row: row, column: column)
                (x[column], y[column]) = (center.x, center.y)
            }
            transform.transform(x: &x, y: &y)
            for column in 0..<frame.columns {
                let east = (x[column] - target.originX) / target.cellWidth
                let south = (target.originY - y[column]) / target.cellHeight
                guard east >= 0, south >= 0, east < Double(target.columns), south < Double(target.rows)
                else { continue }
                cells[row * frame.columns + column] = Int32(
                    clamping: Int(south) * target.columns + Int(east))
                isInside = true
            }
        }
        return isInside ? cells : nil
    }
}
