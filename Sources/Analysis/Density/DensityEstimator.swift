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
        try density(columns: columns, selection: selection, options: options, forcesLattice: nil)
    }

    /// - Parameter forcesLattice: which way to sum; nil leaves it to the number of events. For tests.
    static func density(
        columns: LayerColumns, selection: Selection, options: DensityOptions, forcesLattice: Bool?
    ) throws -> DensityGrid {
        try check(options)
        let frame = options.frame
        let reach = options.kernel.reach(bandwidth: options.bandwidth)
        let metric = try GroundMetric(crs: frame.crs, extent: frame.extent)
        let box = metric.expanded(frame.extent, meters: reach)
        let wide = try metric.isRowwise ? metric : GroundMetric(crs: frame.crs, extent: box)
        let events = try DensityEvents(columns, selection, weight: options.weight)
        let period = try Period(columns, selection, events, isPerYear: options.isPerYear)
        let job = DensityJob(
            options: options, metric: wide, box: box, columns: columns, events: events,
            scale: 1e6 / (period.years ?? 1))
        let usesLattice = try forcesLattice ?? job.usesLattice
        let sum = try usesLattice ? LatticeSum(job).run() : DirectSum(job).run()
        var values = sum.values
        // A Gaussian's tail is summed over a square; beyond 4 σ of the lightest event there is no data.
        let tail =
            options.kernel == .gaussian && usesLattice
            ? Float(job.shape.constant(bandwidth: options.bandwidth) * job.scale * 3.35e-4)
                * events.leastWeight * 0.98
            : 0
        for index in values.indices where !(values[index] > tail) { values[index] = .nan }
        var leftOut = events.leftOut
        if events.count > sum.used {
            leftOut.append(.init(reason: "outside the frame", count: events.count - sum.used))
        }
        let scale = metric.scale(x: frame.extent.center.x, y: frame.extent.center.y)
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

    private static func check(_ options: DensityOptions) throws {
        let frame = options.frame
        guard options.bandwidth.isFinite, options.bandwidth >= 0.1, options.bandwidth <= 1_000_000 else {
            throw Fault(
                .optionInvalid, "A bandwidth of \(options.bandwidth) m makes no sense.",
                remedy: "Give metres on the ground, e.g. --bandwidth 500m.")
        }
        guard frame.columns > 0, frame.rows > 0, frame.cellWidth > 0, frame.cellHeight > 0,
            frame.cellWidth.isFinite, frame.cellHeight.isFinite,
            abs(frame.originX / frame.cellWidth) < 1e9, abs(frame.originY / frame.cellHeight) < 1e9
        else { throw Fault(.optionInvalid, "The grid has no cells, or cells without size.") }
        guard frame.columns <= 65_536, frame.rows <= 65_536, frame.cellCount <= 100_000_000 else {
            throw Fault(
                .gridTooLarge, "A grid of \(frame.columns) × \(frame.rows) cells is too large.",
                remedy: "Use larger cells or a smaller box; the limit is 100 million cells.")
        }
    }
}
