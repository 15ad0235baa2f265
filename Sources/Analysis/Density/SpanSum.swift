internal import TabaqaColumns
internal import TabaqaFeatureModel

/// The uniform kernel's sum: every event adds its weight to one span of cells in each row it reaches, entered
/// as a rise and a fall and summed along the row. Whether a cell's centre lies within reach is decided event
/// by event in double precision; nothing is rounded to a lattice.
///
/// Weights are summed as integers, so that no sum depends on the frame or on the order of events.
struct SpanSum {
    private let job: DensityJob
    private let parts: Int
    private let fine: GridLattice
    /// Weights are multiples of 1 / unit.
    private let unit: Double

    /// Rises and falls of some rows of the frame.
    private struct Strip {
        var steps: [Int64]
    }

    /// Cells summed at once.
    private static let stripCells = 4_000_000

    init(_ job: DensityJob) throws {
        self.job = job
        parts = try DirectSum.parts(job)
        fine = GridLattice(job.options.frame, parts: parts)
        let total = job.events.weightSum
        unit =
            job.events.weights != nil && total > 0
            ? Double(sign: .plus, exponent: 60 - total.exponent, significand: 1) : 1
    }

    func run() throws -> DensitySum {
        let frame = job.options.frame
        let places = try EventPlaces(job)
        let rowsPerStrip = max(1, min(frame.rows, Self.stripCells / ((fine.columns + 1) * parts)))
        let constant =
            job.shape.constant(bandwidth: job.options.bandwidth) * job.scale / Double(parts * parts) / unit
        var sum = DensitySum(
            values: [Float](repeating: 0, count: frame.cellCount), used: places.count,
            weight: places.weights.reduce(0) { $0 + Double($1) })
        guard places.count > 0 else { return sum }
        for first in stride(from: 0, to: frame.rows, by: rowsPerStrip) {
            let rows = first * parts..<min(first + rowsPerStrip, frame.rows) * parts
            let strip = strip(rows, places)
            for row in 0..<rows.count {
                add(
                    strip.steps[row * (fine.columns + 1)..<(row + 1) * (fine.columns + 1)], constant,
                    to: &sum.values, at: (first + row / parts) * frame.columns)
            }
        }
        return sum
    }

    /// Adds one fine row's cells to those of the frame.
    private func add(_ steps: ArraySlice<Int64>, _ constant: Double, to values: inout [Float], at start: Int)
    {
        steps.withUnsafeBufferPointer { steps in
            values.withUnsafeMutableBufferPointer { values in
                var level: Int64 = 0
                for cell in 0..<fine.columns / parts {
                    var total = 0.0
                    for part in 0..<parts {
                        level &+= steps[cell &* parts &+ part]
                        total += Double(level)
                    }
                    values[start &+ cell] += Float(total * constant)
                }
            }
        }
    }

    /// The rows (of fine rows in the frame) of all events.
    private func strip(_ rows: Range<Int>, _ places: EventPlaces) -> Strip {
        let ground = rows.map { row -> (north: Double, east: Double) in
            let y = fine.y(Double(fine.firstRow + row) + 0.5)
            return job.metric.isRowwise ? job.metric.row(y) : (y, 0)
        }
        let count = places.count
        let half = count > 20_000 ? count / 2 : count
        let halves = half < count ? [0..<half, half..<count] : [0..<count]
        var strips = halves.map { _ in
            Strip(steps: [Int64](repeating: 0, count: rows.count * (fine.columns + 1)))
        }
        strips.withUnsafeMutableBufferPointer { strips in
            ground.withUnsafeBufferPointer { ground in
                nonisolated(unsafe) let strips = strips
                nonisolated(unsafe) let ground = ground
                Parallel.perform(halves.count, work: count * min(rows.count, 64) * 4) { part in
                    strips[part].steps.withUnsafeMutableBufferPointer { steps in
                        for index in halves[part] {
                            let (x, y, weight) = (places.x[index], places.y[index], places.weights[index])
                            enter(event(x, y, weight, firstRow: rows.lowerBound), ground, steps)
                        }
                    }
                }
            }
        }
        for other in strips.dropFirst() {
            for index in other.steps.indices { strips[0].steps[index] &+= other.steps[index] }
        }
        return strips[0]
    }

    /// An event as its spans need it.
    private struct Event {
        /// Fine row of the strip it lies in; may be outside.
        var place: Double
        /// Fine column of the lattice, minus a half.
        var column: Double
        var north: Double
        /// A row's half span in columns is √(1 − depth · rise²) / (step + slope · the row's own scale).
        var depth: Double
        var step: Double
        var slope: Double
        /// Columns eastward that the span's middle moves by per unit of rise.
        var shear: Double
        var amount: Int64
    }

    private func event(_ x: Double, _ y: Double, _ weight: Float, firstRow: Int) -> Event {
        let bandwidth = job.options.bandwidth
        var event = Event(
            place: fine.row(y) - Double(fine.firstRow + firstRow),
            column: fine.column(x) - 0.5, north: y,
            depth: 1 / (bandwidth * bandwidth), step: 0, slope: 0, shear: 0,
            amount: Int64((Double(weight) * unit).rounded()))
        if job.metric.isRowwise {
            let own = job.metric.row(y)
            event.north = own.north
            event.slope = fine.width / bandwidth / 2
            event.step = own.east * event.slope
        } else {
            let tensor = job.metric.tensor(x: x, y: y)
            event.depth *= tensor.yy - tensor.xy * tensor.xy / tensor.xx
            event.step = tensor.xx.squareRoot() * fine.width / bandwidth
            event.shear = -tensor.xy / tensor.xx / fine.width
        }
        return event
    }

    @inline(__always)
    private func enter(
        _ event: Event, _ ground: UnsafeBufferPointer<(north: Double, east: Double)>,
        _ steps: UnsafeMutableBufferPointer<Int64>
    ) {
        let (first, last) = (fine.firstColumn, fine.columns - 1)
        let width = fine.columns + 1
        /// False when the row lies beyond the event's reach.
        @inline(__always)
        func addSpan(_ row: Int) -> Bool {
            let (north, east) = ground[row]
            let rise = north - event.north
            let rest = 1 - event.depth * rise * rise
            guard rest > 0 else { return false }
            let middle = event.column + event.shear * rise
            let half = min(rest.squareRoot() / (event.step + event.slope * east), 1e9)
            // Rounded up and down as whole numbers of the lattice: no rounding depends on the frame.
            let (from, to) = (middle - half, middle + half)
            let (low, high) = (Int(from), Int(to))
            let start = max(low &+ (Double(low) < from ? 1 : 0) &- first, 0)
            let end = min(high &- (Double(high) > to ? 1 : 0) &- first, last)
            if start <= end {
                let line = row &* width
                steps[line &+ start] &+= event.amount
                steps[line &+ end &+ 1] &-= event.amount
            }
            return true
        }
        let nearest = Int(max(0, min(Double(ground.count - 1), event.place)))
        var row = nearest
        while row < ground.count, addSpan(row) { row &+= 1 }
        row = nearest - 1
        while row >= 0, addSpan(row) { row &-= 1 }
    }
}
