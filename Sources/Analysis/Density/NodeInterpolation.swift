internal import TabaqaFeatureModel

/// Reads cells off nodes by cubic (Lagrange) interpolation along columns, then rows; wide cells average
/// several samples.
struct NodeInterpolation {
    /// Which nodes a cell takes and how much of each.
    private struct Line {
        var first: Int
        var weights: [Float]
    }

    private let frame: GridFrame
    private let window: NodeWindow
    private let across: [Line]
    private let down: [Line]

    /// - Parameter isSharp: whether the nodes' values jump, so that a cubic would swing over.
    init(_ frame: GridFrame, _ window: NodeWindow, averages: Int, isSharp: Bool = false) {
        self.frame = frame
        self.window = window
        let lattice = GridLattice(frame)
        func line(_ place: (Double) -> Double, _ cell: Int, first: Int, count: Int) -> Line {
            var weights: [Float] = []
            var start = Int.max
            for sample in 0..<averages {
                let at = place(Double(cell) + (Double(sample) + 0.5) / Double(averages)) + NodeWindow.bias
                let node = Int(at)
                let part = at - Double(node)
                let cubic = isSharp ? SIMD4(0, 1 - part, part, 0) : Self.cubic(part)
                if start == .max { start = node - 1 }
                while weights.count < node + 3 - start { weights.append(0) }
                for tap in 0..<4 { weights[node - 1 + tap - start] += Float(cubic[tap] / Double(averages)) }
            }
            let clamped = max(0, min(start - first, count - weights.count))
            return Line(first: clamped, weights: weights)
        }
        across = (0..<frame.columns).map { column in
            line(
                { lattice.x($0) / window.width }, lattice.firstColumn + column, first: window.inner.column,
                count: window.inner.columns)
        }
        down = (0..<frame.rows).map { row in
            line(
                { -lattice.y($0) / window.height }, lattice.firstRow + row, first: window.inner.row,
                count: window.inner.rows)
        }
    }

    private static func cubic(_ f: Double) -> SIMD4<Double> {
        SIMD4(
            -f * (f - 1) * (f - 2) / 6, (f + 1) * (f - 1) * (f - 2) / 2, -(f + 1) * f * (f - 2) / 2,
            (f + 1) * f * (f - 1) / 6)
    }

    func run(_ nodes: inout [Float], factor: Float) -> [Float] {
        let columns = frame.columns
        var lines = [Float](repeating: 0, count: window.inner.rows * columns)
        var values = [Float](repeating: 0, count: frame.cellCount)
        let length = across.map(\.weights.count).max() ?? 4
        // Flat tables: a cell's weights lie together, padded with zeros.
        var starts = [Int32](repeating: 0, count: columns)
        var weights = [Float](repeating: 0, count: columns * length)
        for (column, line) in across.enumerated() {
            let first = max(0, min(line.first, window.inner.columns - length))
            starts[column] = Int32(first)
            for (tap, weight) in line.weights.enumerated() {
                weights[column * length + tap + line.first - first] = weight
            }
        }
        let (firsts, table) = (starts, weights)
        let rowsPerTask = 16
        lines.withUnsafeMutableBufferPointer { lines in
            values.withUnsafeMutableBufferPointer { values in
                nodes.withUnsafeBufferPointer { nodes in
                    nonisolated(unsafe) let lines = lines
                    nonisolated(unsafe) let values = values
                    nonisolated(unsafe) let nodes = nodes
                    let total = window.inner.rows
                    Parallel.perform(
                        (total + rowsPerTask - 1) / rowsPerTask, work: total * columns * 4
                    ) { task in
                        firsts.withUnsafeBufferPointer { starts in
                            table.withUnsafeBufferPointer { weights in
                                for row in task * rowsPerTask..<min((task + 1) * rowsPerTask, total) {
                                    let source = row * window.inner.columns
                                    for column in 0..<columns {
                                        let first = source &+ Int(starts[column])
                                        var sum: Float = 0
                                        for tap in 0..<length {
                                            sum += nodes[first &+ tap] * weights[column &* length &+ tap]
                                        }
                                        lines[row &* columns &+ column] = sum
                                    }
                                }
                            }
                        }
                    }
                    Parallel.perform(
                        (frame.rows + rowsPerTask - 1) / rowsPerTask, work: frame.cellCount * 4
                    ) { task in
                        for row in task * rowsPerTask..<min((task + 1) * rowsPerTask, frame.rows) {
                            let line = down[row]
                            for (tap, weight) in line.weights.enumerated() {
                                let source = (line.first + tap) * columns
                                let target = row * columns
                                let scaled = weight * factor
                                for column in 0..<columns {
                                    values[target &+ column] += lines[source &+ column] * scaled
                                }
                            }
                        }
                    }
                }
            }
        }
        return values
    }
}
