internal import Glibc
internal import TabaqaFeatureModel

/// Convolves nodes with a kernel of finite radius. The kernel's table is made anew for every row (and every
/// 128 columns where the scale varies along the row), from lengths on the ground.
struct RadialConvolution {
    private let job: DensityJob
    private let window: NodeWindow

    init(_ job: DensityJob, _ window: NodeWindow) {
        self.job = job
        self.window = window
    }

    private struct Tap {
        var row: Int
        /// Columns to either side.
        var half: Int
        var start: Int
    }

    /// - Returns: `inner.rows` rows of `inner.columns`.
    func run(_ bins: NodeBins) -> [Float] {
        let inner = window.inner
        var nodes = [Float](repeating: 0, count: inner.rows * inner.columns)
        let rows = (0..<window.outer.rows).map { job.metric.row(window.y($0)) }
        let tile = job.metric.isRowwise ? Int.max : 128
        let rowsPerTask = 8
        nodes.withUnsafeMutableBufferPointer { nodes in
            bins.values.withUnsafeBufferPointer { values in
                bins.occupied.withUnsafeBufferPointer { occupied in
                    nonisolated(unsafe) let nodes = nodes
                    nonisolated(unsafe) let bins = values
                    nonisolated(unsafe) let occupied = occupied
                    Parallel.perform(
                        (inner.rows + rowsPerTask - 1) / rowsPerTask, work: inner.rows * inner.columns * 100
                    ) { task in
                        var taps: [Tap] = []
                        var table: [Float] = []
                        var line = [Float](repeating: 0, count: (inner.columns + 63) / 32 * 32)
                        for row in task * rowsPerTask..<min((task + 1) * rowsPerTask, inner.rows) {
                            let outerRow = row + inner.row - window.outer.row
                            var column = 0
                            while column < inner.columns {
                                let number = column + inner.column
                                let end =
                                    tile == .max
                                    ? inner.columns
                                    : min(inner.columns, (number / tile + 1) * tile - inner.column)
                                makeTable(outerRow, number / tile * tile + tile / 2, rows, &taps, &table)
                                convolve(outerRow, column..<end, taps, table, bins, occupied, &line)
                                column = end
                            }
                            for column in 0..<inner.columns {
                                nodes[row * inner.columns + column] = line[column]
                            }
                        }
                    }
                }
            }
        }
        return nodes
    }

    private func makeTable(
        _ outerRow: Int, _ middle: Int, _ rows: [(north: Double, east: Double)], _ taps: inout [Tap],
        _ table: inout [Float]
    ) {
        taps.removeAll(keepingCapacity: true)
        table.removeAll(keepingCapacity: true)
        let bandwidth = job.options.bandwidth
        let scale: (east: Double, north: Double) =
            job.metric.isRowwise
            ? (0, 0) : job.metric.scale(x: window.x(middle - window.outer.column), y: window.y(outerRow))
        func offset(_ other: Int) -> (rise: Double, step: Double) {
            if job.metric.isRowwise {
                return (
                    (rows[other].north - rows[outerRow].north) / bandwidth,
                    (rows[other].east + rows[outerRow].east) / 2 * window.width / bandwidth
                )
            }
            return (
                Double(outerRow - other) * window.height * scale.north / bandwidth,
                scale.east * window.width / bandwidth
            )
        }
        var first = outerRow
        while first > 0, abs(offset(first - 1).rise) < 1 { first -= 1 }
        var row = first
        while row < window.outer.rows {
            let (rise, step) = offset(row)
            guard abs(rise) < 1 || row <= outerRow else { break }
            // The binning spread is taken back on average: K − c²/12 ∇²K.
            let spread = step * step / 12
            let half = Int((1 - rise * rise).squareRoot() / step)
            taps.append(Tap(row: row, half: half, start: table.count))
            for column in 0...half {
                let square = rise * rise + Double(column * column) * step * step
                table.append(Float(job.shape.value(square) - spread * job.shape.laplacian(square)))
            }
            row += 1
        }
    }

    private func convolve(
        _ outerRow: Int, _ columns: Range<Int>, _ taps: [Tap], _ table: [Float],
        _ bins: UnsafeBufferPointer<Float>,
        _ occupied: UnsafeBufferPointer<Bool>, _ line: inout [Float]
    ) {
        let shift = NodeWindow.padding + window.inner.column - window.outer.column
        let chunksPerRow = window.stride / 32
        guard let base = bins.baseAddress.map(UnsafeRawPointer.init) else { return }
        line.withUnsafeMutableBufferPointer { line in
            guard let out = line.baseAddress.map(UnsafeMutableRawPointer.init) else { return }
            table.withUnsafeBufferPointer { table in
                var column = columns.lowerBound
                while column < columns.upperBound {
                    var a = SIMD8<Float>.zero
                    var b = SIMD8<Float>.zero
                    var c = SIMD8<Float>.zero
                    var d = SIMD8<Float>.zero
                    for tap in taps {
                        let center = shift + column
                        let firstChunk = max(0, center - tap.half) / 32
                        let lastChunk = min(chunksPerRow - 1, (center + 31 + tap.half) / 32)
                        var isEmpty = true
                        for chunk in firstChunk...lastChunk where occupied[tap.row * chunksPerRow + chunk] {
                            isEmpty = false
                        }
                        if isEmpty { continue }
                        let middle = base + (tap.row * window.stride + center) * 4
                        @inline(__always) func load(_ at: Int) -> SIMD8<Float> {
                            middle.loadUnaligned(fromByteOffset: at &* 4, as: SIMD8<Float>.self)
                        }
                        let own = table[tap.start]
                        a += load(0) * own
                        b += load(8) * own
                        c += load(16) * own
                        d += load(24) * own
                        var away = 1
                        while away <= tap.half {
                            let value = table[tap.start &+ away]
                            a += (load(0 &- away) + load(away)) * value
                            b += (load(8 &- away) + load(8 &+ away)) * value
                            c += (load(16 &- away) + load(16 &+ away)) * value
                            d += (load(24 &- away) + load(24 &+ away)) * value
                            away &+= 1
                        }
                    }
                    let place = out + column * 4
                    place.storeBytes(of: a, as: SIMD8<Float>.self)
                    place.storeBytes(of: b, toByteOffset: 32, as: SIMD8<Float>.self)
                    place.storeBytes(of: c, toByteOffset: 64, as: SIMD8<Float>.self)
                    place.storeBytes(of: d, toByteOffset: 96, as: SIMD8<Float>.self)
                    column += 32
                }
            }
        }
    }
}
