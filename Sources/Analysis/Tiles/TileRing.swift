/// A line or ring in units of a tile, on its way into it. Reused from one to the next.
struct TileRing {
    /// Whether the last position is joined to the first.
    var isClosed: Bool
    private(set) var x: [Int64] = []
    private(set) var y: [Int64] = []

    init(isClosed: Bool) {
        self.isClosed = isClosed
    }

    var count: Int { x.count }

    mutating func clear() {
        x.removeAll(keepingCapacity: true)
        y.removeAll(keepingCapacity: true)
    }

    /// Appends the position unless it is the last one's.
    @inline(__always)
    mutating func append(_ newX: Int64, _ newY: Int64) {
        if let last = x.last, last == newX, y[y.count - 1] == newY { return }
        x.append(newX)
        y.append(newY)
    }

    /// Drops what closes a ring.
    mutating func open() {
        while isClosed, count > 1, x[0] == x[count - 1], y[0] == y[count - 1] {
            x.removeLast()
            y.removeLast()
        }
    }

    /// Drops positions on the straight line between their neighbours, and spikes. Coordinates are near the tile.
    mutating func straighten() {
        guard count >= 3 else { return }
        var (keptX, keptY): ([Int64], [Int64]) = ([], [])
        keptX.reserveCapacity(count)
        keptY.reserveCapacity(count)
        for index in x.indices {
            push(x[index], y[index], &keptX, &keptY)
        }
        if isClosed {
            trimEnds(&keptX, &keptY)
        }
        x = keptX
        y = keptY
    }

    private func push(_ newX: Int64, _ newY: Int64, _ keptX: inout [Int64], _ keptY: inout [Int64]) {
        while let last = keptX.indices.last {
            if keptX[last] == newX, keptY[last] == newY { return }
            guard last >= 1 else { break }
            let (dx, dy) = (keptX[last] - keptX[last - 1], keptY[last] - keptY[last - 1])
            let (ex, ey) = (newX - keptX[last], newY - keptY[last])
            guard dx * ey == dy * ex, isClosed || dx * ex + dy * ey > 0 else { break }
            keptX.removeLast()
            keptY.removeLast()
        }
        keptX.append(newX)
        keptY.append(newY)
    }

    /// The same where a ring's end meets its start.
    private func trimEnds(_ keptX: inout [Int64], _ keptY: inout [Int64]) {
        func isStraight(_ a: Int, _ b: Int, _ c: Int) -> Bool {
            (keptX[b] - keptX[a]) * (keptY[c] - keptY[b]) == (keptY[b] - keptY[a]) * (keptX[c] - keptX[b])
        }
        while keptX.count >= 3 {
            let last = keptX.count - 1
            if isStraight(last - 1, last, 0) {
                keptX.removeLast()
                keptY.removeLast()
            } else if isStraight(last, 0, 1) {
                keptX.removeFirst()
                keptY.removeFirst()
            } else {
                return
            }
        }
    }

    /// Twice the area; positive when the ring runs clockwise on the screen.
    var doubledArea: Int64 {
        guard count >= 3 else { return 0 }
        var sum: Int64 = 0
        var previous = count - 1
        for index in 0..<count {
            sum += x[previous] * y[index] - x[index] * y[previous]
            previous = index
        }
        return sum
    }

    /// Whether the ring is convex, and so crosses itself nowhere. Straightened rings only.
    var isConvex: Bool {
        guard count >= 3 else { return false }
        var sign: Int64 = 0
        var turns = 0
        var earlierRun: Int64 = 0
        for index in 0..<count {
            let (next, after) = ((index + 1) % count, (index + 2) % count)
            let (dx, dy) = (x[next] - x[index], y[next] - y[index])
            let cross = (dx * (y[after] - y[next]) - dy * (x[after] - x[next])).signum()
            if sign == 0 { sign = cross }
            guard cross == sign, cross != 0 else { return false }
            if dx != 0 {
                if earlierRun != 0, dx.signum() != earlierRun { turns += 1 }
                earlierRun = dx.signum()
            }
        }
        // A star that winds twice turns back and forth more than once.
        return turns <= 2
    }
}
