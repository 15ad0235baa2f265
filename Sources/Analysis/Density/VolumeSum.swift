internal import TabaqaColumns
internal import TabaqaFeatureModel

/// The average density of wide cells: every event gives each cell the part of its kernel that lies on it. The
/// cost does not grow with the cells' size, and hardly with their number.
struct VolumeSum {
    private let job: DensityJob
    private let lattice: GridLattice
    private let volume: KernelVolume
    /// Per sixteenth of a cell's height: the kernel's reach in columns and rows, and per m² of ground what
    /// one event puts into a cell it lies in whole.
    private let lines: [(across: Double, down: Double, density: Double)]
    private let firstLine: Int

    private static let linesPerRow = 16

    init(_ job: DensityJob) {
        self.job = job
        lattice = GridLattice(job.options.frame)
        volume = KernelVolume.of(job.options.kernel)
        let reach = job.options.kernel.reach(bandwidth: job.options.bandwidth)
        let first = Int(max(-1e15, min(1e15, lattice.row(job.box.maxY).rounded(.down)))) - 1
        let last = Int(max(-1e15, min(1e15, lattice.row(job.box.minY).rounded(.up)))) + 1
        // Beyond the frame lies nothing but the kernel's reach.
        let rows = min(last - first, lattice.rows + 100_000)
        firstLine = first * Self.linesPerRow
        let (metric, local) = (job.metric, lattice)
        lines = (0..<max(1, rows) * Self.linesPerRow).map { line in
            let row = Double(first) + (Double(line) + 0.5) / Double(Self.linesPerRow)
            let scale = metric.scale(x: 0, y: local.y(row))
            let (east, north) = (max(scale.east, 1e-12), max(scale.north, 1e-12))
            return (
                min(reach / (east * local.width), 64), min(reach / (north * local.height), 64),
                1 / (east * local.width * north * local.height)
            )
        }
    }

    private struct Partial {
        var values: [Double]
        var used = 0
        var weight = 0.0
    }

    /// - Throws: `columns.damaged`, `crs.transform`.
    func run() throws -> DensitySum {
        let frame = job.options.frame
        let count = job.columns.count
        // Halves by row number, whatever part of the layer is drawn: their sums are added in one order.
        let half = count > 200_000 ? count / 2 / 64 * 64 : count
        let ranges = try job.rows(meeting: job.box)
        let parts = [
            ranges.compactMap { $0.lowerBound < half ? $0.lowerBound..<min($0.upperBound, half) : nil },
            ranges.compactMap { $0.upperBound > half ? max($0.lowerBound, half)..<$0.upperBound : nil },
        ].filter { !$0.isEmpty }
        let places = try FramePlaces(job)
        let rows = ranges.reduce(0) { $0 + $1.count }
        var results = parts.map { _ in Partial(values: [Double](repeating: 0, count: frame.cellCount)) }
        results.withUnsafeMutableBufferPointer { results in
            nonisolated(unsafe) let results = results
            Parallel.perform(parts.count, work: 10 * rows) { part in
                volume.withTable { table in
                    for range in parts[part] { add(range, places, table, to: &results[part]) }
                }
            }
        }
        var sum = DensitySum(values: [Float](repeating: 0, count: frame.cellCount), used: 0, weight: 0)
        guard let first = results.first else { return sum }
        for cell in sum.values.indices {
            let total = results.count > 1 ? first.values[cell] + results[1].values[cell] : first.values[cell]
            sum.values[cell] = Float(total * job.scale)
        }
        for result in results {
            sum.used += result.used
            sum.weight += result.weight
        }
        return sum
    }

    private func add(
        _ rows: Range<Int>, _ places: FramePlaces, _ table: UnsafeBufferPointer<Float>,
        to partial: inout Partial
    ) {
        let (firstColumn, firstRow) = (lattice.firstColumn, lattice.firstRow)
        let (columns, count) = (lattice.columns, lattice.rows)
        let (west, east) = (lattice.column(job.box.minX), lattice.column(job.box.maxX))
        let (north, south) = (lattice.row(job.box.maxY), lattice.row(job.box.minY))
        let isWhole = job.events.isWhole
        var used = 0
        var total = partial.weight
        lines.withUnsafeBufferPointer { lines in
            partial.values.withUnsafeMutableBufferPointer { values in
                places.forEach(in: rows, of: isWhole ? nil : job.events.rows, lattice) { row, x, y in
                    guard x >= west, x <= east, y >= north, y <= south else { return }
                    let weight = Double(job.events.weights?[row] ?? 1)
                    used &+= 1
                    total += weight
                    let line = Int((y * Double(Self.linesPerRow)).rounded(.down)) &- firstLine
                    guard line >= 0, line < lines.count else { return }
                    let (across, down, density) = lines[line]
                    let left = Int((x - across).rounded(.down))
                    let right = Int((x + across).rounded(.down))
                    let top = Int((y - down).rounded(.down))
                    let bottom = Int((y + down).rounded(.down))
                    guard right >= firstColumn, left < firstColumn &+ columns, bottom >= firstRow,
                        top < firstRow &+ count
                    else { return }
                    if left == right, top == bottom {
                        values[(top &- firstRow) &* columns &+ left &- firstColumn] += weight * density
                        return
                    }
                    let cellWidth = Float(1 / across)
                    let cellHeight = Float(1 / down)
                    let atLeft = Float((Double(left) - x) / across)
                    let atTop = Float((Double(top) - y) / down)
                    for cellRow in max(top, firstRow)...min(bottom, firstRow &+ count &- 1) {
                        let low = max(-1, atTop + Float(cellRow &- top) * cellHeight)
                        let high = min(1, atTop + Float(cellRow &- top &+ 1) * cellHeight)
                        let first = max(left, firstColumn)
                        let edge = max(-1, atLeft + Float(first &- left) * cellWidth)
                        var before =
                            KernelVolume.value(table, edge, high) - KernelVolume.value(table, edge, low)
                        for column in first...min(right, firstColumn &+ columns &- 1) {
                            let edge = min(1, atLeft + Float(column &- left &+ 1) * cellWidth)
                            let upTo =
                                KernelVolume.value(table, edge, high) - KernelVolume.value(table, edge, low)
                            let part = upTo - before
                            before = upTo
                            if part > 1e-6 {
                                values[(cellRow &- firstRow) &* columns &+ column &- firstColumn] +=
                                    weight * density * Double(part)
                            }
                        }
                    }
                }
            }
        }
        partial.used += used
        partial.weight = total
    }
}
