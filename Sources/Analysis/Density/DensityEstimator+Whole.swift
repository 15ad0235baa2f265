public import TabaqaColumns
public import TabaqaFeatureModel

extension DensityEstimator {
    /// A cell for answers about nothing.
    public static let nowhere = GridFrame(
        crs: .webMercator, originX: 0, originY: 1000, cellWidth: 1000, cellHeight: 1000, columns: 1, rows: 1)

    /// Whether no event takes part, wherever the selection's box lies.
    ///
    /// - Throws: as `density`.
    public static func isEmpty(
        columns: LayerColumns, selection: Selection, weight: String?
    ) throws -> Bool {
        try DensitySource.of(columns, selection, weight: weight).events.count == 0
    }

    /// A coarse density of the selection on Web Mercator: of its box, else of all it selects; a single cell
    /// where it selects nothing.
    ///
    /// - Throws: as `density`.
    public static func overview(
        columns: LayerColumns, selection: Selection, longSide: Int, options: (GridFrame) -> DensityOptions
    ) throws -> DensityGrid {
        let sample = options(nowhere)
        var frame = nowhere
        if try selection.extent != nil
            || !isEmpty(columns: columns, selection: selection, weight: sample.weight)
        {
            frame = try DensityFrame.make(
                columns: columns, selection: selection, crs: .webMercator, longSide: longSide,
                reach: sample.kernel.reach(bandwidth: sample.bandwidth))
        }
        return try density(columns: columns, selection: selection, options: options(frame))
    }

    private struct Question: Hashable {
        var kernel: Kernel
        var bandwidth: Double
        var weight: String?
        var isPerYear: Bool
    }

    /// The greatest density of all a layer's events, on grids of Web Mercator: one of the whole layer, and
    /// finer ones around its densest cell until cells are as fine as the bandwidth needs. 0 without events.
    /// Worked out once per state of the layer.
    ///
    /// - Throws: as `density`.
    public static func greatest(
        columns: LayerColumns, kernel: Kernel, bandwidth: Double, weight: String?, isPerYear: Bool
    ) throws -> Double {
        let kept = columns.derived("greatest densities") {
            RecentValues<Question, Double>(costLimit: 256, countLimit: 256)
        }
        let question = Question(kernel: kernel, bandwidth: bandwidth, weight: weight, isPerYear: isPerYear)
        return try kept.value(for: question, cost: { _ in 1 }) {
            if try isEmpty(columns: columns, selection: Selection(), weight: weight) { return 0 }
            let frame = try DensityFrame.make(
                columns: columns, selection: Selection(), crs: .webMercator, longSide: 1024,
                reach: kernel.reach(bandwidth: bandwidth))
            return try greatest(in: frame) { frame in
                try density(
                    columns: columns, selection: Selection(),
                    options: DensityOptions(
                        kernel: kernel, bandwidth: bandwidth, weight: weight, isPerYear: isPerYear,
                        frame: frame))
            }
        }
    }

    private static func greatest(
        in whole: GridFrame, _ density: (GridFrame) throws -> DensityGrid
    ) throws -> Double {
        var frame = whole
        var greatest: Float = 0
        for _ in 0..<8 {
            let grid = try density(frame)
            let maximum = grid.maximum
            greatest = max(greatest, maximum)
            let metric = try GroundMetric(crs: frame.crs, extent: frame.extent)
            let meters =
                frame.cellWidth * metric.scale(x: frame.extent.center.x, y: frame.extent.center.y).east
            guard meters > grid.description.bandwidth / 3, let cell = grid.values.firstIndex(of: maximum)
            else { break }
            let center = frame.center(row: cell / frame.columns, column: cell % frame.columns)
            let finer = frame.cellWidth / 8
            frame = GridFrame(
                crs: frame.crs, originX: ((center.x / finer).rounded() - 16) * finer,
                originY: ((center.y / finer).rounded() + 16) * finer, cellWidth: finer, cellHeight: finer,
                columns: 32, rows: 32)
        }
        return Double(greatest)
    }
}
