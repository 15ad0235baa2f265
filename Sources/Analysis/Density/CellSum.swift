internal import TabaqaFeatureModel

/// The sum over events collected on a lattice of a whole fraction of the cell, at the cells' centres (or over
/// the cells, where they are wider than a third of the bandwidth). For bandwidths of a few cells and many
/// events.
struct CellSum {
    private let job: DensityJob
    private let lattice: GridLattice
    /// Nodes per cell and axis, even, so that one lies at every cell's centre.
    private let parts: Int
    private let isAveraged: Bool
    private let window: NodeWindow

    /// - Throws: `grid.too-large`, `crs.*`.
    init(_ job: DensityJob) throws {
        self.job = job
        lattice = GridLattice(job.options.frame)
        let cell = try job.cellMeters
        let radius = job.options.bandwidth / max(cell.width, cell.height)
        isAveraged = radius < 3
        let wanted: Double =
            switch job.options.kernel {
            case .gaussian: 5
            case .quartic, .triweight: isAveraged ? 10 : 16
            case .epanechnikov, .triangular, .uniform: isAveraged ? 12 : 24
            }
        parts = max(2, 2 * Int((wanted / radius / 2).rounded(.up)))
        let frame = job.options.frame
        window = try NodeWindow(
            width: lattice.width / Double(parts), height: lattice.height / Double(parts),
            frame: frame.extent, box: job.box)
    }

    /// The nodes of each row sorted by their place within the cell, so that neighbouring cells' nodes lie
    /// together.
    private struct Nodes {
        var values: [Float]
        /// Whether a row has any.
        var isFilled: [Bool]
        /// Floats of one phase of one row.
        var length: Int
        /// Cell number of a phase's first node.
        var firstColumn: Int
    }

    func run() throws -> DensitySum {
        let bins = try NodeBins(job, window)
        let nodes = sorted(bins)
        let frame = job.options.frame
        let constant = Float(job.shape.constant(bandwidth: job.options.bandwidth) * job.scale)
        var values = [Float](repeating: 0, count: frame.cellCount)
        let ground = HalfRows(job, window)
        values.withUnsafeMutableBufferPointer { values in
            nodes.values.withUnsafeBufferPointer { phases in
                nonisolated(unsafe) let values = values
                nonisolated(unsafe) let phases = phases
                let rowsPerTask = 8
                Parallel.perform(
                    (frame.rows + rowsPerTask - 1) / rowsPerTask, work: frame.cellCount * 200
                ) { task in
                    var line = [Float](repeating: 0, count: (frame.columns + 63) / 32 * 32)
                    for row in task * rowsPerTask..<min((task + 1) * rowsPerTask, frame.rows) {
                        let middle = (lattice.firstRow + row) * parts + parts / 2 + Int(NodeWindow.bias)
                        let taps = taps(middle - window.outer.row, ground, nodes)
                        guard !taps.isEmpty else { continue }
                        sum(taps, nodes, phases, to: &line)
                        for column in 0..<frame.columns {
                            values[row * frame.columns + column] = line[column] * constant
                        }
                    }
                }
            }
        }
        return DensitySum(values: values, used: bins.used, weight: bins.weight)
    }

    private func sorted(_ bins: NodeBins) -> Nodes {
        let outer = window.outer
        let bias = Int(NodeWindow.bias)
        let firstCell = Int((Double(outer.column - bias) / Double(parts)).rounded(.down))
        let cells = (outer.column - bias + outer.columns) / parts + 1 - firstCell
        // Room to read on for a whole vector past the last cell, and before the first.
        let length = (cells + 96) / 32 * 32
        var values = [Float](repeating: 0, count: outer.rows * parts * length)
        var isFilled = [Bool](repeating: false, count: outer.rows)
        let chunks = window.stride / 32
        for row in 0..<outer.rows {
            for chunk in 0..<chunks where bins.occupied[row * chunks + chunk] {
                isFilled[row] = true
                for place in chunk * 32..<chunk * 32 + 32 {
                    let column = place - NodeWindow.padding
                    guard column >= 0, column < outer.columns else { continue }
                    let number = column + outer.column - bias - firstCell * parts
                    let (cell, phase) = number.quotientAndRemainder(dividingBy: parts)
                    values[(row * parts + phase) * length + cell] = bins.values[row * window.stride + place]
                }
            }
        }
        return Nodes(values: values, isFilled: isFilled, length: length, firstColumn: firstCell)
    }

    /// One row of nodes and its weights from the cell's middle outward.
    private struct Tap {
        var row: Int
        var weights: [Float]
    }

    private func taps(_ middle: Int, _ ground: HalfRows, _ nodes: Nodes) -> [Tap] {
        let reach = job.shape.reach * job.options.bandwidth
        return isAveraged
            ? averages(middle, ground, nodes, reach) : centres(middle, ground, nodes, reach)
    }

    private func centres(
        _ middle: Int, _ ground: HalfRows, _ nodes: Nodes, _ reach: Double
    ) -> [Tap] {
        var taps: [Tap] = []
        for row in ground.rows(within: reach, of: middle) where nodes.isFilled[row] {
            let weights = kernel(ground.rise(2 * row, 2 * middle), ground.step(2 * row, 2 * middle)) {
                Double($0)
            }
            if !weights.isEmpty { taps.append(Tap(row: row, weights: weights)) }
        }
        return taps
    }

    /// Kernel values at `column(0)`, `column(1)` … steps from the middle, until it ends.
    private func kernel(_ rise: Double, _ step: Double, _ column: (Int) -> Double) -> [Float] {
        let bandwidth = job.options.bandwidth
        let (rise, step) = (rise / bandwidth, step / bandwidth)
        let reach = job.shape.reach * job.shape.reach
        // What linear collecting spreads is taken back on average.
        let spread = step * step / 12
        var weights: [Float] = []
        while true {
            let across = column(weights.count) * step
            let square = rise * rise + across * across
            guard square < reach else { return weights }
            let value = job.shape.value(square)
            let laplacian =
                job.options.kernel == .gaussian ? (square - 2) * value : job.shape.laplacian(square)
            weights.append(Float(value - spread * laplacian))
        }
    }

    private func averages(
        _ middle: Int, _ ground: HalfRows, _ nodes: Nodes, _ reach: Double
    ) -> [Tap] {
        let half = parts / 2
        // The kernel at half steps of nodes in both directions from the cell's middle, summed over a cell's
        // width.
        let (from, to) = ground.span(within: reach, of: middle)
        let (first, last) = (from - half - 1, to + half + 1)
        var lines: [[Float]] = []
        for row in first...last {
            let (place, other) = (2 * row + 1, 2 * middle)
            let values = kernel(ground.rise(place, other), ground.step(place, other)) { Double($0) + 0.5 }
            lines.append(Self.boxed(values, half))
        }
        var taps: [Tap] = []
        let factor = 1 / Float(parts * parts)
        for row in max(0, first + half)...min(nodes.isFilled.count - 1, last - half) where nodes.isFilled[row]
        {
            var weights: [Float] = []
            for line in row - half..<row + half where lines.indices.contains(line - first) {
                let values = lines[line - first]
                while weights.count < values.count { weights.append(0) }
                for place in values.indices { weights[place] += values[place] }
            }
            for place in weights.indices { weights[place] *= factor }
            while weights.last == 0 { weights.removeLast() }
            if !weights.isEmpty { taps.append(Tap(row: row, weights: weights)) }
        }
        return taps
    }

    /// Sums of 2 · `half` neighbours of a symmetric line given at ½, 1½ …, at 0, 1, 2 …
    private static func boxed(_ values: [Float], _ half: Int) -> [Float] {
        guard !values.isEmpty else { return [] }
        func at(_ place: Int) -> Float {
            let index = place >= 0 ? place : -1 - place
            return index < values.count ? values[index] : 0
        }
        return (0..<values.count + half).map { middle in
            var sum: Float = 0
            for place in middle - half..<middle + half { sum += at(place) }
            return sum
        }
    }

    private func sum(
        _ taps: [Tap], _ nodes: Nodes, _ phases: UnsafeBufferPointer<Float>, to line: inout [Float]
    ) {
        let widest = taps.map(\.weights.count).max() ?? 0
        let half = parts / 2
        // Where the node `away` from a cell's middle lies, seen from the cell.
        let places = (-widest...widest).map { away -> Int in
            let number = half + away
            let cell = Int((Double(number) / Double(parts)).rounded(.down))
            return (number - cell * parts) * nodes.length + cell
        }
        let shift = lattice.firstColumn - nodes.firstColumn
        guard let base = phases.baseAddress.map(UnsafeRawPointer.init) else { return }
        let end = phases.count - 32
        line.withUnsafeMutableBufferPointer { line in
            guard let out = line.baseAddress.map(UnsafeMutableRawPointer.init) else { return }
            places.withUnsafeBufferPointer { places in
                var column = 0
                while column < lattice.columns {
                    var a = SIMD8<Float>.zero
                    var b = SIMD8<Float>.zero
                    var c = SIMD8<Float>.zero
                    var d = SIMD8<Float>.zero
                    @inline(__always) func add(_ place: Int, _ weight: Float) {
                        // Reading past the ends meets other rows' padding only in cells beyond the frame.
                        let at = base + max(0, min(place, end)) &* 4
                        a += at.loadUnaligned(as: SIMD8<Float>.self) * weight
                        b += at.loadUnaligned(fromByteOffset: 32, as: SIMD8<Float>.self) * weight
                        c += at.loadUnaligned(fromByteOffset: 64, as: SIMD8<Float>.self) * weight
                        d += at.loadUnaligned(fromByteOffset: 96, as: SIMD8<Float>.self) * weight
                    }
                    for tap in taps {
                        let start = tap.row &* parts &* nodes.length &+ shift &+ column
                        tap.weights.withUnsafeBufferPointer { weights in
                            add(start &+ places[widest], weights[0])
                            var away = 1
                            while away < weights.count {
                                add(start &+ places[widest &- away], weights[away])
                                add(start &+ places[widest &+ away], weights[away])
                                away &+= 1
                            }
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

/// Lengths on the ground at every half row of a window's outer nodes.
private struct HalfRows {
    /// From half row −`margin`.
    private let rows: [(north: Double, east: Double)]
    private let width: Double
    private let count: Int
    private let margin = 64

    init(_ job: DensityJob, _ window: NodeWindow) {
        count = window.outer.rows
        width = window.width
        let height = window.height
        // Counted from the CRS's origin: no length depends on where the window begins.
        let first = Double(window.outer.row) - NodeWindow.bias
        let metric = job.metric
        let margin = margin
        rows = (0..<2 * count + 2 * margin).map { metric.row(-(first + Double($0 - margin) / 2) * height) }
    }

    private func row(_ number: Int) -> (north: Double, east: Double) {
        rows[max(0, min(rows.count - 1, number + margin))]
    }

    func rise(_ a: Int, _ b: Int) -> Double { row(a).north - row(b).north }

    /// Metres eastward of one node at the mean of two half rows.
    func step(_ a: Int, _ b: Int) -> Double { (row(a).east + row(b).east) / 2 * width }

    func span(within reach: Double, of middle: Int) -> (Int, Int) {
        var (first, last) = (middle, middle)
        while first > 0, abs(rise(2 * (first - 1), 2 * middle)) < reach { first -= 1 }
        while last < count - 1, abs(rise(2 * (last + 1), 2 * middle)) < reach { last += 1 }
        return (first, last)
    }

    func rows(within reach: Double, of middle: Int) -> ClosedRange<Int> {
        let (first, last) = span(within: reach, of: middle)
        return max(0, min(first, count - 1))...max(0, min(last, count - 1))
    }
}
