public import TabaqaColumns
public import TabaqaFeatureModel

/// Kernel density of a layer's events, in weight per km² of ground.
///
/// At every cell centre the value is the direct sum over geodesic distances within 0.5 % of the maximum;
/// cells wider than a third of the bandwidth hold their average. Smooth kernels over many events are summed
/// on a lattice of a sixteenth of the bandwidth (an eighth of σ) and interpolated; everything else is summed
/// event by event. Cells beyond the reach of every event are NaN: no data.
public enum DensityEstimator {
    /// - Parameter selection: its extent is not used: `options.frame` says where to estimate, and events
    ///   beyond its edges are felt inside.
    /// - Throws: `option.invalid` for a bandwidth or frame that makes no sense, a weight that is not a
    ///   number, or `isPerYear` without a period; `grid.too-large`; what `SelectionEvaluator.evaluate`
    ///   throws.
    public static func density(
        columns: LayerColumns, selection: Selection, options: DensityOptions
    ) throws -> DensityGrid {
        try density(columns: columns, selection: selection, options: options, method: nil)
    }

    /// - Parameter method: nil: the one the layer and the cell call for. For tests.
    static func density(
        columns: LayerColumns, selection: Selection, options: DensityOptions, method: DensityMethod?
    ) throws -> DensityGrid {
        let source = try DensitySource.of(columns, selection, weight: options.weight)
        return try density(source, options, method: method, isTile: false)
    }

    private static func job(_ source: DensitySource, _ options: DensityOptions) throws -> DensityJob {
        let frame = options.frame
        let metric = try GroundMetric(crs: frame.crs, extent: frame.extent)
        let box = metric.expanded(
            frame.extent, meters: options.kernel.reach(bandwidth: options.bandwidth))
        return DensityJob(
            options: options,
            metric: try metric.isRowwise ? metric : GroundMetric(crs: frame.crs, extent: box), box: box,
            columns: source.columns, events: source.events, source: source.number,
            scale: 1e6 / (try source.period(isPerYear: options.isPerYear).years ?? 1))
    }

    private static func density(
        _ source: DensitySource, _ options: DensityOptions, method: DensityMethod?, isTile: Bool
    ) throws -> DensityGrid {
        try check(options)
        let frame = options.frame
        let columns = source.columns
        let events = source.events
        let period = try source.period(isPerYear: options.isPerYear)
        let job = try job(source, options)
        let method = try method ?? job.method
        let sum =
            switch method {
            case .direct: try DirectSum(job).run()
            case .spans: try SpanSum(job).run()
            case .volumes: try VolumeSum(job).run()
            case .cells: try CellSum(job).run()
            case .nodes: try isTile ? LatticeSum(job).runOnBlocks() : LatticeSum(job).run()
            }
        var values = sum.values
        let tail = method == .nodes ? job.tail : 0
        for index in values.indices where !(values[index] > tail) { values[index] = .nan }
        var leftOut = events.leftOut
        if events.count > sum.used {
            leftOut.append(.init(reason: "outside the frame", count: events.count - sum.used))
        }
        let scale = job.metric.scale(x: frame.extent.center.x, y: frame.extent.center.y)
        return DensityGrid(
            frame: frame, values: values,
            description: DensityDescription(
                layer: columns.layer.id, kernel: options.kernel, bandwidth: options.bandwidth,
                weight: options.weight,
                weightUnit: options.weight.flatMap { columns.layer.property($0)?.unit },
                isPerYear: options.isPerYear, years: period.years, period: period.interval, used: sum.used,
                weightSum: sum.weight, leftOut: leftOut, newestRecord: columns.newestTime,
                revision: columns.revision,
                cellArea: frame.cellWidth * scale.east * frame.cellHeight * scale.north / 1e6,
                filterText: options.filterText))
    }

    /// The density of one tile; nil where no cell has data. The same bits as in any larger grid on its
    /// lattice; its description does not tell how many events were used.
    ///
    /// - Throws: as `density`.
    public static func tile(
        columns: LayerColumns, selection: Selection, options: DensityOptions
    ) throws -> DensityGrid? {
        let source = try DensitySource.of(columns, selection, weight: options.weight)
        guard source.events.count > 0 else { return nil }
        let grid = try density(source, options, method: nil, isTile: true)
        return grid.values.contains { !$0.isNaN } ? grid : nil
    }

    private static func check(_ options: DensityOptions) throws {
        let frame = options.frame
        guard options.bandwidth.isFinite, options.bandwidth >= 0.1, options.bandwidth <= 1_000_000 else {
            throw Fault(
                .optionInvalid, "A bandwidth of \(options.bandwidth) m makes no sense.",
                remedy: "Give metres on the ground, e.g. --bandwidth 500m.")
        }
        guard frame.columns > 0, frame.rows > 0, frame.cellWidth > 0, frame.cellHeight > 0,
            frame.cellWidth.isFinite, frame.cellHeight.isFinite,
            abs(frame.originX / frame.cellWidth) < 1e10, abs(frame.originY / frame.cellHeight) < 1e10
        else { throw Fault(.optionInvalid, "The grid has no cells, or cells without size.") }
        guard frame.columns <= 65_536, frame.rows <= 65_536, frame.cellCount <= 100_000_000 else {
            throw Fault(
                .gridTooLarge, "A grid of \(frame.columns) × \(frame.rows) cells is too large.",
                remedy: "Use larger cells or a smaller box; the limit is 100 million cells.")
        }
    }
}
