internal import TabaqaColumns
internal import TabaqaFeatureModel

/// Events shared among the four nodes around each.
struct NodeBins {
    /// `window.outer.rows` rows of `window.stride`.
    var values: [Float]
    /// One flag per 32 floats of `values`: whether any of them is not zero.
    var occupied: [Bool]
    var used = 0
    var weight = 0.0

    /// - Throws: `columns.damaged`, `crs.transform`.
    init(_ job: DensityJob, _ window: NodeWindow) throws {
        let size = window.stride * window.outer.rows
        let count = job.columns.count
        // Halves by row number, whatever part of the layer is drawn: their sums are added in one order.
        let half = count > 200_000 ? count / 2 / 64 * 64 : count
        let ranges = try job.rows(meeting: window.extent)
        var parts = [
            ranges.compactMap { $0.lowerBound < half ? $0.lowerBound..<min($0.upperBound, half) : nil },
            ranges.compactMap { $0.upperBound > half ? max($0.lowerBound, half)..<$0.upperBound : nil },
        ]
        parts.removeAll(where: \.isEmpty)
        if parts.isEmpty { parts = [[]] }
        let source = try Source(job)
        let rows = ranges.reduce(0) { $0 + $1.count }
        var results = parts.map { _ in Partial(values: [Float](repeating: 0, count: size)) }
        let shares = parts
        results.withUnsafeMutableBufferPointer { results in
            nonisolated(unsafe) let results = results
            Parallel.perform(shares.count, work: 4 * rows) { part in
                for range in shares[part] { source.bin(range, job, window, into: &results[part]) }
            }
        }
        values = results[0].values
        used = results[0].used
        weight = results[0].weight
        if results.count == 2 {
            used += results[1].used
            weight += results[1].weight
            values.withUnsafeMutableBufferPointer { values in
                results[1].values.withUnsafeBufferPointer { other in
                    for index in 0..<size { values[index] += other[index] }
                }
            }
        }
        occupied = values.withUnsafeBufferPointer { values in
            (0..<size / 32).map { chunk in
                var any: Float = 0
                for index in chunk * 32..<chunk * 32 + 32 { any += values[index] }
                return any != 0
            }
        }
    }

    struct Partial {
        var values: [Float]
        var used = 0
        var weight = 0.0
    }

    /// Where the places come from: integers of the world square when the picture is in Web Mercator.
    private enum Source {
        case world(MappedArray<UInt32>, MappedArray<UInt32>)
        case plane(PlanePlaces)

        init(_ job: DensityJob) throws {
            if job.options.frame.crs == .webMercator, let world = try job.columns.worldPlaces() {
                self = .world(world.x, world.y)
            } else {
                self = .plane(try PlanePlaces.of(job.columns, in: job.options.frame.crs))
            }
        }

        func bin(_ rows: Range<Int>, _ job: DensityJob, _ window: NodeWindow, into partial: inout Partial) {
            switch self {
            case .world(let x, let y):
                let circumference = 40_075_016.685578488
                let unit = circumference / 4_294_967_296
                x.withUnsafeBufferPointer { x in
                    y.withUnsafeBufferPointer { y in
                        NodeBins.bin(
                            rows, job, window, &partial, scale: (unit / window.width, -unit / window.height),
                            shift: (
                                (unit / 2 - circumference / 2) / window.width + NodeWindow.bias,
                                (circumference / 2 - unit / 2) / window.height + NodeWindow.bias
                            )
                        ) { (Double(x[$0]), Double(y[$0])) }
                    }
                }
            case .plane(let places):
                places.withBuffers { x, y in
                    NodeBins.bin(
                        rows, job, window, &partial, scale: (1 / window.width, -1 / window.height),
                        shift: (NodeWindow.bias, NodeWindow.bias)
                    ) { (x[$0], y[$0]) }
                }
            }
        }
    }

    @inline(__always)
    private static func bin(
        _ rows: Range<Int>, _ job: DensityJob, _ window: NodeWindow, _ partial: inout Partial,
        scale: (x: Double, y: Double), shift: (x: Double, y: Double), place: (Int) -> (Double, Double)
    ) {
        let firstColumn = Double(window.outer.column)
        let firstRow = Double(window.outer.row)
        let lastColumn = firstColumn + Double(window.outer.columns - 2)
        let lastRow = firstRow + Double(window.outer.rows - 2)
        let west = job.box.minX / window.width + NodeWindow.bias
        let east = job.box.maxX / window.width + NodeWindow.bias
        let north = -job.box.maxY / window.height + NodeWindow.bias
        let south = -job.box.minY / window.height + NodeWindow.bias
        let base = NodeWindow.padding - window.outer.column - window.outer.row * window.stride
        var used = 0
        // Continued, not added, so that ranges do not change the order of sums.
        var total = partial.weight
        func visit(
            _ run: Range<Int>, _ weights: UnsafeBufferPointer<Float>?, _ bins: UnsafeMutablePointer<Float>
        ) {
            for row in run {
                let (x, y) = place(row)
                let column = x * scale.x + shift.x
                let line = y * scale.y + shift.y
                guard column >= firstColumn, column < lastColumn, line >= firstRow, line < lastRow else {
                    continue
                }
                let weight = weights.map { $0[row] } ?? 1
                if column >= west, column <= east, line >= north, line <= south {
                    used &+= 1
                    total += Double(weight)
                }
                let i = Int(column)
                let j = Int(line)
                let right = Float(column - Double(i))
                let below = Float(line - Double(j))
                let node = bins + (base &+ j &* window.stride &+ i)
                let upper = weight * (1 - below)
                let lower = weight * below
                node[0] += upper * (1 - right)
                node[1] += upper * right
                node[window.stride] += lower * (1 - right)
                node[window.stride &+ 1] += lower * right
            }
        }
        partial.values.withUnsafeMutableBufferPointer { bins in
            guard let bins = bins.baseAddress else { return }
            let isAll = job.events.isWhole
            func each(_ weights: UnsafeBufferPointer<Float>?) {
                if isAll {
                    visit(rows, weights, bins)
                } else {
                    job.events.rows.forEachRun(in: rows) { visit($0, weights, bins) }
                }
            }
            if let weights = job.events.weights {
                weights.withUnsafeBufferPointer { each($0) }
            } else {
                each(nil)
            }
        }
        partial.used += used
        partial.weight = total
    }
}
