internal import TabaqaFeatureModel

/// From which zoom on each position of a line or ring is needed for the drawn line to stay within a quarter of a
/// pixel of the true one.
///
/// D. Douglas, T. Peucker, “Algorithms for the reduction of the number of points required to represent a digitized
/// line or its caricature”, Cartographica 10 (1973), run once to the end: where it would split, and how far the
/// split position lies off, says at which tolerance the position goes.
struct VertexZooms {
    /// Two of a tile's 4,096 units: a quarter of a pixel where a tile is drawn on 512.
    private static let tolerance = 2.0
    /// Lines that split badly are split in the middle from here on, so that no line takes quadratic time.
    private static let deepest = 48

    private struct Span {
        var first: Int
        var last: Int
        var depth: Int
        /// How far off its chord the span it comes from lies.
        var bound: Double
    }

    let isClosed: Bool
    private var spans: [Span] = []

    init(isClosed: Bool) {
        self.isClosed = isClosed
    }

    /// Rates the positions of one line or closed ring.
    mutating func rate(_ range: Range<Int>, _ x: [UInt32], _ y: [UInt32], into zooms: inout [UInt8]) {
        guard range.count >= 2 else { return }
        let (first, last) = (range.lowerBound, range.upperBound - 1)
        zooms[first] = 0
        zooms[last] = 0
        spans.removeAll(keepingCapacity: true)
        spans.append(Span(first: first, last: last, depth: 0, bound: .infinity))
        while let span = spans.popLast() {
            guard span.last - span.first >= 2 else { continue }
            var (split, distance) = Self.farthest(span.first, span.last, x, y)
            distance = min(distance, span.bound)
            if span.depth >= Self.deepest { split = (span.first + span.last) / 2 }
            zooms[split] = Self.zoom(distance)
            spans.append(Span(first: span.first, last: split, depth: span.depth + 1, bound: distance))
            spans.append(Span(first: split, last: span.last, depth: span.depth + 1, bound: distance))
        }
    }

    /// The position farthest from the chord, and how far.
    private static func farthest(
        _ first: Int, _ last: Int, _ x: [UInt32], _ y: [UInt32]
    ) -> (Int, Double) {
        let (startX, startY) = (Double(x[first]), Double(y[first]))
        let (runX, runY) = (Double(x[last]) - startX, Double(y[last]) - startY)
        let length = runX * runX + runY * runY
        var best = (position: first + 1, square: -1.0)
        for position in first + 1..<last {
            let (dx, dy) = (Double(x[position]) - startX, Double(y[position]) - startY)
            let along = length > 0 ? min(max((dx * runX + dy * runY) / length, 0), 1) : 0
            let (offX, offY) = (dx - along * runX, dy - along * runY)
            let square = offX * offX + offY * offY
            if square > best.square { best = (position, square) }
        }
        return (best.position, best.square.squareRoot())
    }

    /// The first zoom at which `distance`, in 2^32nds of the square, exceeds the tolerance.
    private static func zoom(_ distance: Double) -> UInt8 {
        var unit = Double(1 << 20) * tolerance
        for zoom in 0..<PlacedShapes.wholeZoom {
            if distance > unit { return UInt8(zoom) }
            unit /= 2
        }
        return UInt8(PlacedShapes.wholeZoom)
    }

    /// Gives all equal positions the lowest of their zooms.
    static func level(_ zooms: inout [UInt8], _ x: [UInt32], _ y: [UInt32]) {
        guard !x.isEmpty else { return }
        var capacity = 1024
        while capacity < 2 * x.count { capacity *= 2 }
        let mask = UInt64(capacity - 1)
        // Each slot names one position of its place; zero is free.
        var slots = [UInt32](repeating: 0, count: capacity)
        func slot(_ position: Int) -> Int {
            var slot = (UInt64(x[position]) << 32 | UInt64(y[position])) &* 0x9E37_79B9_7F4A_7C15 >> 20 & mask
            while slots[Int(slot)] != 0 {
                let other = Int(slots[Int(slot)]) - 1
                if x[other] == x[position], y[other] == y[position] { break }
                slot = (slot + 1) & mask
            }
            return Int(slot)
        }
        for position in x.indices {
            let place = slot(position)
            if slots[place] == 0 {
                slots[place] = UInt32(truncatingIfNeeded: position + 1)
            } else {
                let first = Int(slots[place]) - 1
                zooms[first] = min(zooms[first], zooms[position])
            }
        }
        for position in x.indices { zooms[position] = zooms[Int(slots[slot(position)]) - 1] }
    }
}
