internal import TabaqaColumns
internal import TabaqaFeatureModel

/// Classifies the cells of a square against areas.
struct AreaIndexBuilder {
    /// What `AreaIndex` keeps, under the same names.
    struct Tables {
        var cells: [Int32]
        var candidates: [Int32]
        var listStarts: [Int32]
        var bandEdges: [Edge]
        var bandStarts: [Int32]
        var areaBands: [Int32]
        var firstRows: [Int32]
    }

    private let rings: AreaRings
    private let square: CurveSquare
    private let side: Int
    private let scale: Double

    init(_ rings: AreaRings, square: CurveSquare, side: Int) {
        self.rings = rings
        self.square = square
        self.side = side
        scale = Double(side) / square.side
    }

    /// Cells from the square's west or south; may lie outside.
    private func column(_ x: Double) -> Double { (x - square.minX) * scale }
    private func row(_ y: Double) -> Double { (y - square.minY) * scale }

    private func clamped(_ value: Double) -> Int { Int(max(0, min(Double(side - 1), value.rounded(.down)))) }

    /// Rounding may put a point and the edge beside it into neighbouring cells: widen by a thousandth.
    private static let slack = 0.001

    func tables() -> Tables {
        var cells = [Int32](repeating: -1, count: side * side)
        var pairs: [(cell: Int32, candidate: Int32)] = []
        var bandEdges: [Edge] = []
        var bandStarts: [Int32] = [0]
        var areaBands: [Int32] = []
        var firstRows: [Int32] = []
        var flats: [Int: [(y: Double, x1: Double, x2: Double)]] = [:]
        for flat in rings.flats { flats[flat.area, default: []].append((flat.y, flat.x1, flat.x2)) }
        var touched = [Int32](repeating: -1, count: side * side)

        for area in 0..<rings.count {
            areaBands.append(Int32(bandStarts.count - 1))
            let extent = rings.extents[area]
            guard !extent.isEmpty, row(extent.maxY) >= 0, row(extent.minY) < Double(side) else {
                firstRows.append(0)
                continue
            }
            let first = clamped(row(extent.minY) - Self.slack)
            let last = clamped(row(extent.maxY) + Self.slack)
            firstRows.append(Int32(first))
            var bands = [[Edge]](repeating: [], count: last - first + 1)
            for edge in rings.edges[rings.starts[area]..<rings.starts[area + 1]] {
                let low = row(edge.y1) - Self.slack
                let high = row(edge.y2) + Self.slack
                guard high >= 0, low < Double(side) else { continue }
                for band in clamped(low)...clamped(high) {
                    bands[band - first].append(edge)
                    mark(edge, in: band, area, &touched)
                }
            }
            for flat in flats[area] ?? [] {
                let low = row(flat.y) - Self.slack
                guard low + 2 * Self.slack >= 0, low < Double(side) else { continue }
                for band in clamped(low)...clamped(low + 2 * Self.slack) {
                    mark(column(flat.x1), column(flat.x2), in: band, area, &touched)
                }
            }
            for band in first...last {
                cover(area, band, bands[band - first], extent, touched, &cells, &pairs)
                bandEdges.append(contentsOf: bands[band - first])
                bandStarts.append(Int32(bandEdges.count))
            }
        }
        let lists = makeLists(pairs, &cells)
        return Tables(
            cells: cells, candidates: lists.candidates, listStarts: lists.starts, bandEdges: bandEdges,
            bandStarts: bandStarts, areaBands: areaBands, firstRows: firstRows)
    }

    private func mark(_ edge: Edge, in band: Int, _ area: Int, _ touched: inout [Int32]) {
        let low = max(row(edge.y1), Double(band) - Self.slack)
        let high = min(row(edge.y2), Double(band + 1) + Self.slack)
        let (y1, y2) = (row(edge.y1), row(edge.y2))
        let (x1, x2) = (column(edge.x1), column(edge.x2))
        func x(at y: Double) -> Double {
            y2 > y1 ? x1 + (x2 - x1) * max(0, min(1, (y - y1) / (y2 - y1))) : x1
        }
        mark(min(x(at: low), x(at: high)), max(x(at: low), x(at: high)), in: band, area, &touched)
    }

    private func mark(_ from: Double, _ to: Double, in band: Int, _ area: Int, _ touched: inout [Int32]) {
        guard to + Self.slack >= 0, from - Self.slack < Double(side) else { return }
        for column in clamped(from - Self.slack)...clamped(to + Self.slack) {
            touched[band * side + column] = Int32(area)
        }
    }

    /// Enters the area into the cells of one row: asked where its edges pass, owner where it covers.
    private func cover(
        _ area: Int, _ band: Int, _ edges: [Edge], _ extent: Extent, _ touched: [Int32],
        _ cells: inout [Int32],
        _ pairs: inout [(cell: Int32, candidate: Int32)]
    ) {
        guard column(extent.maxX) + Self.slack >= 0, column(extent.minX) - Self.slack < Double(side) else {
            return
        }
        let middle = square.minY + (Double(band) + 0.5) / scale
        var crossings: [Double] = []
        for edge in edges where middle >= edge.y1 && middle < edge.y2 {
            crossings.append(
                column(edge.x1 + (edge.x2 - edge.x1) * ((middle - edge.y1) / (edge.y2 - edge.y1))))
        }
        crossings.sort()
        var next = 0
        var isInside = false
        for cell in clamped(column(extent.minX) - Self.slack)...clamped(column(extent.maxX) + Self.slack) {
            let center = Double(cell) + 0.5
            while next < crossings.count, crossings[next] <= center {
                isInside.toggle()
                next += 1
            }
            let place = band * side + cell
            if touched[place] == Int32(area) {
                pairs.append((Int32(place), Int32(area)))
            } else if isInside {
                if cells[place] == -1 { cells[place] = Int32(area) }
                // Kept as well, for a later area's edges may make the cell mixed.
                if touched[place] >= 0 { pairs.append((Int32(place), -1 - Int32(area))) }
            }
        }
    }

    /// Lists by cell, areas ascending. A cell that one area covers whole before any other is asked needs
    /// none.
    private func makeLists(
        _ pairs: [(cell: Int32, candidate: Int32)], _ cells: inout [Int32]
    ) -> (candidates: [Int32], starts: [Int32]) {
        var candidates: [Int32] = []
        var starts: [Int32] = [0]
        let sorted = pairs.sorted { ($0.cell, Self.area($0.candidate)) < ($1.cell, Self.area($1.candidate)) }
        var at = 0
        while at < sorted.count {
            let cell = sorted[at].cell
            var list: [Int32] = []
            while at < sorted.count, sorted[at].cell == cell {
                list.append(sorted[at].candidate)
                at += 1
            }
            let owner = cells[Int(cell)]
            if owner >= 0, !list.contains(-1 - owner) {
                list.append(-1 - owner)
                list.sort { Self.area($0) < Self.area($1) }
            }
            if list[0] < 0 {
                cells[Int(cell)] = -1 - list[0]
                continue
            }
            cells[Int(cell)] = -2 - Int32(starts.count - 1)
            candidates.append(contentsOf: list)
            starts.append(Int32(candidates.count))
        }
        return (candidates, starts)
    }

    private static func area(_ candidate: Int32) -> Int32 { candidate < 0 ? -1 - candidate : candidate }
}
