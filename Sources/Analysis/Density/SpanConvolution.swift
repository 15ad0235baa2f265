internal import TabaqaFeatureModel

/// Convolves nodes with the uniform kernel: per row of nodes one difference of running sums. A node's weight
/// is spread evenly over its width, so that the disc's edge is softened by no more.
struct SpanConvolution {
    private let job: DensityJob
    private let window: NodeWindow

    init(_ job: DensityJob, _ window: NodeWindow) {
        self.job = job
        self.window = window
    }

    /// - Returns: `inner.rows` rows of `inner.columns`.
    func run(_ bins: NodeBins) -> [Float] {
        let (inner, outer) = (window.inner, window.outer)
        let rows = (0..<outer.rows).map { job.metric.row(window.y($0)) }
        let sums = runningSums(bins)
        var nodes = [Float](repeating: 0, count: inner.rows * inner.columns)
        // Web Mercator's and a plane's scale hardly change along a block's row.
        let middle = window.x(inner.column - outer.column + inner.columns / 2)
        nodes.withUnsafeMutableBufferPointer { nodes in
            sums.withUnsafeBufferPointer { sums in
                bins.values.withUnsafeBufferPointer { bins in
                    nonisolated(unsafe) let nodes = nodes
                    nonisolated(unsafe) let sums = sums
                    nonisolated(unsafe) let bins = bins
                    let rowsPerTask = 8
                    Parallel.perform(
                        (inner.rows + rowsPerTask - 1) / rowsPerTask,
                        work: inner.rows * inner.columns * outer.rows
                    ) { task in
                        var line = [Double](repeating: 0, count: inner.columns)
                        for row in task * rowsPerTask..<min((task + 1) * rowsPerTask, inner.rows) {
                            fill(&line, row + inner.row - outer.row, rows, middle, sums, bins)
                            for column in 0..<inner.columns {
                                nodes[row * inner.columns + column] = Float(line[column])
                            }
                        }
                    }
                }
            }
        }
        return nodes
    }

    /// Before each place of each row of `bins.values`, from the window's western edge.
    private func runningSums(_ bins: NodeBins) -> [Double] {
        var sums = [Double](repeating: 0, count: bins.values.count)
        for row in 0..<window.outer.rows {
            var total = 0.0
            for place in row * window.stride..<(row + 1) * window.stride {
                sums[place] = total
                total += Double(bins.values[place])
            }
        }
        return sums
    }

    private func fill(
        _ line: inout [Double], _ outerRow: Int, _ rows: [(north: Double, east: Double)], _ middle: Double,
        _ sums: UnsafeBufferPointer<Double>, _ bins: UnsafeBufferPointer<Float>
    ) {
        let bandwidth = job.options.bandwidth
        let scale = job.metric.scale(x: middle, y: window.y(outerRow))
        let count = line.count
        let shift = NodeWindow.padding + window.inner.column - window.outer.column
        for column in 0..<count { line[column] = 0 }
        for other in 0..<window.outer.rows {
            let rise: Double
            let step: Double
            if job.metric.isRowwise {
                rise = (rows[other].north - rows[outerRow].north) / bandwidth
                step = (rows[other].east + rows[outerRow].east) / 2 * window.width / bandwidth
            } else {
                rise = Double(outerRow - other) * window.height * scale.north / bandwidth
                step = scale.east * window.width / bandwidth
            }
            guard rise * rise < 1 else { continue }
            // Towards the poles a node spans ever less ground.
            let half = min((1 - rise * rise).squareRoot() / step, 1e9) + 0.5
            // Mass west of c ± half, each node's from c − 0.5 to c + 0.5.
            let above = Int(half)
            let below = -Int((half - 1).rounded(.up))
            let (partAbove, partBelow) = (half - Double(above), 1 - half - Double(below))
            let first = other * window.stride
            let last = first + window.stride - 1
            line.withUnsafeMutableBufferPointer { line in
                for column in 0..<count {
                    let east = min(last, first + shift + column + above)
                    let west = max(first, first + shift + column + below)
                    line[column] +=
                        sums[east] + Double(bins[east]) * partAbove
                        - (sums[west] + Double(bins[west]) * partBelow)
                }
            }
        }
    }
}
