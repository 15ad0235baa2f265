internal import TabaqaColumns
internal import TabaqaFeatureModel

/// The sum event by event and row by row, distances in double precision: exact but for single-precision
/// kernels.
struct DirectSum {
    private struct Event {
        /// Column in the fine lattice, minus a half.
        var column: Double
        /// Rowwise metric: metres north of the equator; else the plane's y.
        var north: Double
        /// Rowwise metric: metres per unit eastward at the event; else the tensor's parts.
        var east: Double
        var shear: Double
        var depth: Double
        var weight: Float
    }

    private let job: DensityJob
    private let parts: Int
    private let fine: GridLattice

    init(_ job: DensityJob) throws {
        self.job = job
        parts = try Self.parts(job)
        fine = GridLattice(job.options.frame, parts: parts)
    }

    /// Into how many columns and rows a cell is divided, to be averaged.
    static func parts(_ job: DensityJob) throws -> Int {
        let cell = try job.cellMeters
        let ratio = max(cell.width, cell.height) / job.options.bandwidth
        guard ratio > 1.0 / 3 else { return 1 }
        let wanted = job.options.kernel == .gaussian ? 3 * ratio : 8 * ratio
        return max(2, min(64, Int(wanted.rounded(.up))))
    }

    func run() throws -> DensitySum {
        let events = try gather()
        let frame = job.options.frame
        var values = [Float](repeating: 0, count: frame.cellCount)
        let constant = Float(
            job.shape.constant(bandwidth: job.options.bandwidth) * job.scale / Double(parts * parts))
        let reach = job.shape.reach * job.options.bandwidth
        let northReach =
            job.metric.isRowwise
            ? reach : reach / (events.map(\.depth).min() ?? 1).squareRoot() * 1.0001
        let rowsPerTask = 8
        values.withUnsafeMutableBufferPointer { values in
            nonisolated(unsafe) let values = values
            Parallel.perform(
                (frame.rows + rowsPerTask - 1) / rowsPerTask,
                work: events.count * min(frame.rows * parts, 16) * 10
            ) { task in
                var line = [Float](repeating: 0, count: fine.columns + 8)
                for row in task * rowsPerTask..<min((task + 1) * rowsPerTask, frame.rows) {
                    let out = UnsafeMutableBufferPointer(
                        rebasing: values[row * frame.columns..<(row + 1) * frame.columns])
                    for part in 0..<parts {
                        let fineRow = fine.firstRow + row * parts + part
                        addRow(fineRow, events, northReach, to: &line, out)
                    }
                    for index in out.indices { out[index] *= constant }
                }
            }
        }
        return DensitySum(
            values: values, used: events.count, weight: events.reduce(0) { $0 + Double($1.weight) })
    }

    private func addRow(
        _ fineRow: Int, _ events: [Event], _ northReach: Double, to line: inout [Float],
        _ out: UnsafeMutableBufferPointer<Float>
    ) {
        let y = fine.y(Double(fineRow) + 0.5)
        let row = job.metric.row(y)
        let north = job.metric.isRowwise ? row.north : y
        // Events are sorted from north to south.
        let first = events.partition { $0.north <= north + northReach }
        var index = first
        guard index < events.count, events[index].north >= north - northReach else { return }
        let shape = job.shape
        let bandwidth = job.options.bandwidth
        let reachSquare = shape.reach * shape.reach
        line.withUnsafeMutableBufferPointer { line in
            line.update(repeating: 0)
            events.withUnsafeBufferPointer { events in
                while index < events.count, events[index].north >= north - northReach {
                    let event = events[index]
                    index += 1
                    let rise = north - event.north
                    var column = event.column
                    let step: Double
                    let square: Double
                    if job.metric.isRowwise {
                        step = (event.east + row.east) / 2 * fine.width / bandwidth
                        square = (rise / bandwidth) * (rise / bandwidth)
                    } else {
                        step = event.east.squareRoot() * fine.width / bandwidth
                        square = event.depth * rise * rise / (bandwidth * bandwidth)
                        column -= event.shear * rise / event.east / fine.width
                    }
                    guard square < reachSquare else { continue }
                    let half = (reachSquare - square).squareRoot() / step
                    let low = Int((column - half).rounded(.up))
                    let high = Int((column + half).rounded(.down))
                    let start = max(low, fine.firstColumn)
                    let end = min(high, fine.firstColumn + fine.columns - 1)
                    guard start <= end else { continue }
                    Self.addSpan(
                        shape, square: Float(square), offset: Float((Double(low) - column) * step),
                        step: Float(step), weight: event.weight, skipped: start - low, count: end - start + 1,
                        to: line, at: start - fine.firstColumn)
                }
            }
            if parts == 1 {
                for cell in out.indices { out[cell] += line[cell] }
            } else {
                for cell in out.indices {
                    var sum: Float = 0
                    for part in 0..<parts { sum += line[cell * parts + part] }
                    out[cell] += sum
                }
            }
        }
    }

    @inline(__always)
    private static func addSpan(
        _ shape: KernelShape, square: Float, offset: Float, step: Float, weight: Float, skipped: Int,
        count: Int,
        to line: UnsafeMutableBufferPointer<Float>, at first: Int
    ) {
        let lanes = SIMD8<Float>(0, 1, 2, 3, 4, 5, 6, 7)
        let base = UnsafeMutableRawPointer(line.baseAddress.unsafelyUnwrapped + first)
        var done = 0
        while done < count {
            let along = offset + (lanes + Float(skipped + done)) * step
            var value = shape.values(along * along + square) * weight
            if count - done < 8 {
                value = value.replacing(with: 0, where: lanes .>= Float(count - done))
            }
            let place = base + done * 4
            let sum = place.loadUnaligned(as: SIMD8<Float>.self) + value
            place.storeBytes(of: sum, as: SIMD8<Float>.self)
            done += 8
        }
    }

    /// The events within reach of the frame, from north to south, equal ones in row order.
    private func gather() throws -> [Event] {
        let places = try EventPlaces(job)
        let events = (0..<places.count).map { index -> Event in
            let (x, y) = (places.x[index], places.y[index])
            let column = fine.column(x) - 0.5
            if job.metric.isRowwise {
                let ground = job.metric.row(y)
                return Event(
                    column: column, north: ground.north, east: ground.east, shear: 0, depth: 0,
                    weight: places.weights[index])
            }
            let tensor = job.metric.tensor(x: x, y: y)
            return Event(
                column: column, north: y, east: tensor.xx, shear: tensor.xy,
                depth: tensor.yy - tensor.xy * tensor.xy / tensor.xx, weight: places.weights[index])
        }
        var order = events.indices.map { (north: events[$0].north, index: $0) }
        order.sort { $0.north != $1.north ? $0.north > $1.north : $0.index < $1.index }
        return order.map { events[$0.index] }
    }
}

extension Array {
    /// The first index from which `holds` is true, when it is false before and true after.
    func partition(_ holds: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
