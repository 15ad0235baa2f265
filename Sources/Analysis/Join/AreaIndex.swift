internal import TabaqaColumns
internal import TabaqaFeatureModel

/// Which area owns each cell of a square: cells wholly inside one area, wholly outside all, or mixed with the
/// few areas to ask. Mixed cells test the edges of an area that cross the cell's row.
///
/// A point belongs to an area when a ray to the east crosses its edges an odd number of times, edges being
/// closed below and open above, points on an edge lying east of it: of two areas that share an edge exactly
/// one owns each of its points. Where areas overlap the first owns.
final class AreaIndex: Sendable {
    let rings: AreaRings
    let square: CurveSquare
    /// Cells per side = 2^level.
    let level: Int
    /// Tells indexes of one layer apart.
    let name: String
    /// Row-major from the south-west: ≥ 0 an area, −1 none, else mixed with the list −2 − code.
    let cells: [Int32]
    /// Areas to ask in a mixed cell, ascending; negative (−1 − area) where the area covers the whole cell.
    let candidates: [Int32]
    let listStarts: [Int32]
    /// Edges by area and row: area `a` in row `r` has `bandEdges[bandStarts[k]..<bandStarts[k + 1]]` with
    /// k = areaBands[a] + r − firstRows[a].
    let bandEdges: [Edge]
    let bandStarts: [Int32]
    let areaBands: [Int32]
    let firstRows: [Int32]

    init(_ rings: AreaRings, square: CurveSquare, level: Int, name: String = "") {
        self.name = name
        self.rings = rings
        self.square = square
        self.level = level
        let tables = AreaIndexBuilder(rings, square: square, side: 1 << level).tables()
        cells = tables.cells
        candidates = tables.candidates
        listStarts = tables.listStarts
        bandEdges = tables.bandEdges
        bandStarts = tables.bandStarts
        areaBands = tables.areaBands
        firstRows = tables.firstRows
    }

    /// The area that owns the point; −1 when none does.
    func owner(x: Double, y: Double) -> Int32 {
        let scale = Double(1 << level) / square.side
        let column = (x - square.minX) * scale
        let row = (y - square.minY) * scale
        let side = Double(1 << level)
        guard column >= 0, row >= 0, column < side, row < side else {
            return x.isNaN || y.isNaN ? -1 : rings.owner(x: x, y: y).map(Int32.init) ?? -1
        }
        let code = cells[Int(row) << level + Int(column)]
        return code >= -1 ? code : owner(x: x, y: y, row: Int(row), list: -2 - Int(code))
    }

    /// The owner in a mixed cell.
    @inline(__always)
    func owner(x: Double, y: Double, row: Int, list: Int) -> Int32 {
        candidates.withUnsafeBufferPointer { candidates in
            bandEdges.withUnsafeBufferPointer { edges in
                for index in Int(listStarts[list])..<Int(listStarts[list + 1]) {
                    let candidate = candidates[index]
                    if candidate < 0 { return -1 - candidate }
                    let band = Int(areaBands[Int(candidate)]) + row - Int(firstRows[Int(candidate)])
                    var isInside = false
                    for at in Int(bandStarts[band])..<Int(bandStarts[band + 1]) {
                        let edge = edges[at]
                        if y >= edge.y1, y < edge.y2, Orientation.isWest(x, y, of: edge) { isInside.toggle() }
                    }
                    if isInside { return candidate }
                }
                return -1
            }
        }
    }
}
