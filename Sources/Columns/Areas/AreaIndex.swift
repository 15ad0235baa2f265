internal import TabaqaFeatureModel

/// Which area of a layer owns a place: a quadtree whose leaves lie wholly inside one area, wholly outside all,
/// or are mixed and list the few areas to ask. Mixed leaves test the edges of an area that cross the leaf's row.
///
/// A point belongs to an area when a ray to the east crosses its edges an odd number of times, edges being
/// closed below and open above, points on an edge lying east of it: of two areas that share an edge exactly
/// one owns each of its points. Where areas overlap the first in key order owns. Areas are numbered in that
/// order.
package struct AreaIndex: Sendable {
    /// The tree's square: a power of two wide and on the lattice of all such squares, so that its cells and
    /// those of a layer's curve coincide.
    let square: CurveSquare
    /// The smallest leaves are 2^−level of the square.
    let level: Int
    /// What the whole square is; coded like `nodes`.
    let root: Int32
    /// Four by four, south-west, south-east, north-west, north-east: ≥ 0 an area, −1 none; else with
    /// k = −2 − code: even, four nodes from 4 · k / 2; odd, mixed with the list k / 2.
    let nodes: MappedArray<Int32>
    /// List `l` has the candidates `listStarts[l]..<listStarts[l + 1]`, ascending.
    let listStarts: MappedArray<UInt32>
    /// Areas to ask; negative (−1 − area) where the area covers the whole leaf.
    let candidates: MappedArray<Int32>
    /// By candidate: which band has the area's edges in the leaf's row.
    let candidateBands: MappedArray<UInt32>
    /// Band `b` has the edges `bandEdges[bandStarts[b]..<bandStarts[b + 1]]`.
    let bandStarts: MappedArray<UInt32>
    /// An edge runs from the shapes' position of that number to the next.
    let bandEdges: MappedArray<UInt32>
    let x: MappedArray<Double>
    let y: MappedArray<Double>
    /// How many areas there are.
    package let count: Int

    static let none: Int32 = -1

    /// The area that owns the point; −1 when none does.
    package func owner(x: Double, y: Double) -> Int32 {
        let side = Double(1 << level)
        let scale = side / square.side
        let column = (x - square.minX) * scale
        let row = (y - square.minY) * scale
        guard column >= 0, row >= 0, column < side, row < side else { return Self.none }
        let (east, north) = (Int(column), Int(row))
        var node = root
        var shift = level
        while node < Self.none {
            let number = -2 - Int(node)
            if number & 1 == 1 { return owner(x: x, y: y, list: number >> 1) }
            guard shift > 0 else { return Self.none }
            shift &-= 1
            node = nodes.buffer[2 &* number &+ (east >> shift) & 1 &+ ((north >> shift) & 1) &* 2]
        }
        return node
    }

    /// The owner in a mixed leaf.
    @inline(__always)
    func owner(x: Double, y: Double, list: Int) -> Int32 {
        for index in Int(listStarts.buffer[list])..<Int(listStarts.buffer[list &+ 1]) {
            let candidate = candidates.buffer[index]
            if candidate < 0 { return -1 - candidate }
            if isInside(x, y, band: Int(candidateBands.buffer[index])) { return candidate }
        }
        return Self.none
    }

    @inline(__always)
    private func isInside(_ px: Double, _ py: Double, band: Int) -> Bool {
        var isInside = false
        for at in Int(bandStarts.buffer[band])..<Int(bandStarts.buffer[band &+ 1]) {
            let start = Int(bandEdges.buffer[at])
            let (y1, y2) = (y.buffer[start], y.buffer[start &+ 1])
            guard (py >= y1) != (py >= y2) else { continue }
            let (x1, x2) = (x.buffer[start], x.buffer[start &+ 1])
            let edge = y1 < y2 ? Edge(x1: x1, y1: y1, x2: x2, y2: y2) : Edge(x1: x2, y1: y2, x2: x1, y2: y1)
            if Orientation.isWest(px, py, of: edge) { isInside.toggle() }
        }
        return isInside
    }
}

extension AreaIndex {
    typealias Tables = AreaTables<MappedArray<Int32>, MappedArray<UInt32>>

    static let headerCount = 5

    /// Nil unless every number in the tables lies where it may: a damaged file must not lead a reader astray.
    init?(_ tables: Tables, x: MappedArray<Double>, y: MappedArray<Double>, count: Int) {
        guard tables.isSound(positions: min(x.count, y.count), areas: count) else { return nil }
        square = tables.square
        level = tables.level
        root = tables.root
        nodes = tables.nodes
        listStarts = tables.listStarts
        candidates = tables.candidates
        candidateBands = tables.candidateBands
        bandStarts = tables.bandStarts
        bandEdges = tables.bandEdges
        self.x = x
        self.y = y
        self.count = count
    }
}
