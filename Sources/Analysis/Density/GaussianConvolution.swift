internal import Glibc
internal import TabaqaFeatureModel

/// Convolves nodes with a Gaussian, along rows and then along columns, cut at 4 σ.
struct GaussianConvolution {
    private let job: DensityJob
    private let window: NodeWindow

    init(_ job: DensityJob, _ window: NodeWindow) {
        self.job = job
        self.window = window
    }

    /// - Returns: `inner.rows` rows of `inner.columns`.
    func run(_ bins: NodeBins) -> [Float] {
        let inner = window.inner
        let rows = (0..<window.outer.rows).map { job.metric.row(window.y($0)) }
        let width = (inner.columns + 63) / 32 * 32
        var lines = [Float](repeating: 0, count: width * window.outer.rows)
        var filled = [Bool](repeating: false, count: window.outer.rows)
        var nodes = [Float](repeating: 0, count: inner.rows * inner.columns)
        let rowsPerTask = 16
        lines.withUnsafeMutableBufferPointer { lines in
            filled.withUnsafeMutableBufferPointer { filled in
                nodes.withUnsafeMutableBufferPointer { nodes in
                    bins.values.withUnsafeBufferPointer { values in
                        nonisolated(unsafe) let lines = lines
                        nonisolated(unsafe) let filled = filled
                        nonisolated(unsafe) let nodes = nodes
                        nonisolated(unsafe) let values = values
                        let work = window.outer.rows * inner.columns * 12
                        Parallel.perform(
                            (window.outer.rows + rowsPerTask - 1) / rowsPerTask, work: work
                        ) { task in
                            for row in task * rowsPerTask..<min((task + 1) * rowsPerTask, window.outer.rows) {
                                filled[row] = horizontally(row, rows, bins, values, lines, width)
                            }
                        }
                        Parallel.perform(
                            (inner.rows + rowsPerTask - 1) / rowsPerTask, work: work
                        ) { task in
                            for row in task * rowsPerTask..<min((task + 1) * rowsPerTask, inner.rows) {
                                vertically(row, rows, filled, lines, width, nodes)
                            }
                        }
                    }
                }
            }
        }
        return nodes
    }

    /// Half the kernel, from the middle outward. Linear binning adds c²/6 to the variance; it is taken off.
    private func weights(step: Double) -> [Float] {
        let sigma = job.options.bandwidth
        let variance = sigma * sigma - step * step / 6
        let factor = Self.factor(sigma, variance)
        let rate: Double = step * step / (2 * variance)
        return (0...Int(4 * sigma / step)).map { (away: Int) -> Float in
            let square = Double(away * away)
            return Float(exp(-square * rate) * factor)
        }
    }

    /// The square's corners hold a little more than the disc of 4 σ; both are renormalised to one.
    private static func factor(_ sigma: Double, _ variance: Double) -> Double {
        let disc: Double = 1 - exp(-8.0)
        let square: Double = erf(8.0.squareRoot())
        return sigma / variance.squareRoot() * disc.squareRoot() / square
    }

    private func horizontally(
        _ row: Int, _ rows: [(north: Double, east: Double)], _ bins: NodeBins,
        _ values: UnsafeBufferPointer<Float>,
        _ lines: UnsafeMutableBufferPointer<Float>, _ width: Int
    ) -> Bool {
        let chunks = window.stride / 32
        guard bins.occupied[row * chunks..<(row + 1) * chunks].contains(true),
            let base = values.baseAddress.map(UnsafeRawPointer.init),
            let out = lines.baseAddress.map(UnsafeMutableRawPointer.init)
        else { return false }
        let shift = NodeWindow.padding + window.inner.column - window.outer.column
        var weights = job.metric.isRowwise ? self.weights(step: rows[row].east * window.width) : []
        var tile = -1
        var column = 0
        while column < window.inner.columns {
            // Blocks of 32 begin at the window's edge, tiles at the lattice's: one block may straddle two
            // tiles, so where the scale varies blocks are cut at tiles.
            var end = column + 32
            if !job.metric.isRowwise {
                let number = column + window.inner.column
                end = min(end, (number / 128 + 1) * 128 - window.inner.column)
                if number / 128 != tile {
                    tile = number / 128
                    let x = window.x(tile * 128 + 64 - window.outer.column)
                    weights = self.weights(step: job.metric.scale(x: x, y: window.y(row)).east * window.width)
                }
            }
            let middle = base + (row * window.stride + shift + column) * 4
            weights.withUnsafeBufferPointer { weights in
                var sums = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
                @inline(__always) func load(_ at: Int) -> SIMD8<Float> {
                    middle.loadUnaligned(fromByteOffset: at &* 4, as: SIMD8<Float>.self)
                }
                sums = (
                    load(0) * weights[0], load(8) * weights[0], load(16) * weights[0], load(24) * weights[0]
                )
                let reach = min(weights.count - 1, shift + column, window.stride - (shift + column + 32))
                var away = 1
                while away <= reach {
                    let value = weights[away]
                    sums.0 += (load(0 &- away) + load(away)) * value
                    sums.1 += (load(8 &- away) + load(8 &+ away)) * value
                    sums.2 += (load(16 &- away) + load(16 &+ away)) * value
                    sums.3 += (load(24 &- away) + load(24 &+ away)) * value
                    away &+= 1
                }
                let place = out + (row * width + column) * 4
                place.storeBytes(of: sums.0, as: SIMD8<Float>.self)
                place.storeBytes(of: sums.1, toByteOffset: 32, as: SIMD8<Float>.self)
                place.storeBytes(of: sums.2, toByteOffset: 64, as: SIMD8<Float>.self)
                place.storeBytes(of: sums.3, toByteOffset: 96, as: SIMD8<Float>.self)
            }
            column = end
        }
        return true
    }

    private func vertically(
        _ row: Int, _ rows: [(north: Double, east: Double)], _ filled: UnsafeMutableBufferPointer<Bool>,
        _ lines: UnsafeMutableBufferPointer<Float>, _ width: Int, _ nodes: UnsafeMutableBufferPointer<Float>
    ) {
        let inner = window.inner
        let outerRow = row + inner.row - window.outer.row
        let sigma = job.options.bandwidth
        var column = 0
        guard let base = lines.baseAddress.map(UnsafeRawPointer.init) else { return }
        var taps: [(row: Int, weight: Float)] = []
        var tile = -1
        while column < inner.columns {
            var end = min(column + 32, inner.columns)
            if job.metric.isRowwise {
                if taps.isEmpty { taps = self.taps(outerRow, rows, filled, sigma, scale: nil) }
            } else {
                let number = column + inner.column
                end = min(end, (number / 128 + 1) * 128 - inner.column)
                if number / 128 != tile {
                    tile = number / 128
                    let x = window.x(tile * 128 + 64 - window.outer.column)
                    let scale = job.metric.scale(x: x, y: window.y(outerRow)).north
                    taps = self.taps(outerRow, rows, filled, sigma, scale: scale)
                }
            }
            var a = SIMD8<Float>.zero
            var b = SIMD8<Float>.zero
            var c = SIMD8<Float>.zero
            var d = SIMD8<Float>.zero
            for tap in taps {
                let place = base + (tap.row * width + column) * 4
                a += place.loadUnaligned(as: SIMD8<Float>.self) * tap.weight
                b += place.loadUnaligned(fromByteOffset: 32, as: SIMD8<Float>.self) * tap.weight
                c += place.loadUnaligned(fromByteOffset: 64, as: SIMD8<Float>.self) * tap.weight
                d += place.loadUnaligned(fromByteOffset: 96, as: SIMD8<Float>.self) * tap.weight
            }
            for index in column..<end {
                let lane = index - column
                let block = lane < 8 ? a : lane < 16 ? b : lane < 24 ? c : d
                nodes[row * inner.columns + index] = block[lane & 7]
            }
            column = end
        }
    }

    private func taps(
        _ outerRow: Int, _ rows: [(north: Double, east: Double)], _ filled: UnsafeMutableBufferPointer<Bool>,
        _ sigma: Double, scale: Double?
    ) -> [(row: Int, weight: Float)] {
        func rise(_ other: Int) -> Double {
            if let scale { return Double(outerRow - other) * window.height * scale }
            return rows[other].north - rows[outerRow].north
        }
        let step = abs(rise(outerRow == 0 ? 1 : outerRow - 1))
        let variance = sigma * sigma - step * step / 6
        let factor = Self.factor(sigma, variance)
        var first = outerRow
        while first > 0, abs(rise(first - 1)) <= 4 * sigma { first -= 1 }
        var taps: [(row: Int, weight: Float)] = []
        var row = first
        while row < filled.count, row <= outerRow || abs(rise(row)) <= 4 * sigma {
            if filled[row] {
                let rise = rise(row)
                taps.append((row, Float(exp(-rise * rise / (2 * variance)) * factor)))
            }
            row += 1
        }
        return taps
    }
}
