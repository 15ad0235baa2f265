internal import TabaqaColumns
internal import TabaqaFeatureModel

/// The convolved nodes of one selection, kernel and bandwidth, made in blocks of 128 × 128 when a tile first
/// needs them. Nodes do not depend on the zoom, so that a city's tiles of all zooms share a few blocks.
struct NodeField {
    static let side = 128

    struct Key: Hashable, Sendable {
        var source: UInt64
        var kernel: Kernel
        var bandwidth: Double
        var crs: CRS
        var width: Double
        var height: Double
        var column: Int
        var row: Int
    }

    /// `side` rows of `side`; empty where all are zero.
    typealias Block = [Float]

    /// Of all layers; blocks of states that are gone are the first to leave.
    private static let kept = RecentValues<Key, Block>(costLimit: 192 << 20, countLimit: 100_000)

    private let job: DensityJob
    private let width: Double
    private let height: Double

    init(_ job: DensityJob, width: Double, height: Double) {
        self.job = job
        self.width = width
        self.height = height
    }

    /// The nodes of a window's inner part; nil where all are zero.
    ///
    /// - Throws: `columns.damaged`, `crs.transform`, `grid.too-large`.
    func nodes(_ inner: (column: Int, row: Int, columns: Int, rows: Int)) throws -> [Float]? {
        var nodes: [Float] = []
        let (rows, columns) = (
            inner.row..<inner.row + inner.rows, inner.column..<inner.column + inner.columns
        )
        for row in Self.blocks(rows) {
            for column in Self.blocks(columns) {
                let block = try block(column: column, row: row)
                guard !block.isEmpty else { continue }
                if nodes.isEmpty { nodes = [Float](repeating: 0, count: inner.rows * inner.columns) }
                let across = columns.clamped(to: column * Self.side..<(column + 1) * Self.side)
                for line in rows.clamped(to: row * Self.side..<(row + 1) * Self.side) {
                    let source = (line - row * Self.side) * Self.side + across.lowerBound - column * Self.side
                    let target = (line - inner.row) * inner.columns + across.lowerBound - inner.column
                    nodes.replaceSubrange(
                        target..<target + across.count, with: block[source..<source + across.count])
                }
            }
        }
        return nodes.isEmpty ? nil : nodes
    }

    private static func blocks(_ numbers: Range<Int>) -> ClosedRange<Int> {
        numbers.lowerBound / side...(numbers.upperBound - 1) / side
    }

    private func block(column: Int, row: Int) throws -> Block {
        let key = Key(
            source: job.source, kernel: job.options.kernel, bandwidth: job.options.bandwidth,
            crs: job.options.frame.crs, width: width, height: height, column: column, row: row)
        return try Self.kept.value(for: key, cost: { 256 + 4 * $0.count }) {
            try make(column: column, row: row)
        }
    }

    private func make(column: Int, row: Int) throws -> Block {
        let side = Self.side
        func x(_ node: Int) -> Double { (Double(node) - NodeWindow.bias) * width }
        func y(_ node: Int) -> Double { -(Double(node) - NodeWindow.bias) * height }
        let extent = Extent(
            minX: x(column * side), minY: y((row + 1) * side - 1), maxX: x((column + 1) * side - 1),
            maxY: y(row * side))
        var job = job
        job.metric = try GroundMetric(crs: job.options.frame.crs, extent: extent)
        job.box = job.metric.expanded(
            extent, meters: job.options.kernel.reach(bandwidth: job.options.bandwidth))
        if !job.metric.isRowwise {
            job.metric = try GroundMetric(crs: job.options.frame.crs, extent: job.box)
        }
        guard try !job.rows(meeting: job.box).isEmpty else { return [] }
        let window = try NodeWindow(width: width, height: height, frame: extent, box: job.box)
        let bins = try NodeBins(job, window)
        guard bins.occupied.contains(true) else { return [] }
        let nodes = LatticeSum.convolved(bins, job, window)
        let inner = window.inner
        var block: Block = []
        block.reserveCapacity(side * side)
        for line in 0..<side {
            let start = (row * side + line - inner.row) * inner.columns + column * side - inner.column
            block += nodes[start..<start + side]
        }
        return block
    }
}
