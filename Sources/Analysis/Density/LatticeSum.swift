internal import TabaqaColumns
internal import TabaqaFeatureModel

/// The sum on a lattice of a fraction of the bandwidth: events are shared among their four nearest nodes,
/// nodes are convolved with the kernel as it is on the ground at their row, cells are read off by cubic
/// interpolation.
///
/// Nodes have whole numbers counted from the CRS's origin and every sum runs over nodes in one order, so that
/// neither depends on the frame.
struct LatticeSum {
    let job: DensityJob
    let window: NodeWindow

    /// Nodes per bandwidth: the error is a few times 1 / density² of the maximum.
    static func density(_ kernel: Kernel) -> Double {
        switch kernel {
        case .gaussian: 10
        case .quartic, .triweight: 16
        case .epanechnikov, .triangular: 24
        // Its edge is softened over as much.
        case .uniform: 64
        }
    }

    init(_ job: DensityJob) throws {
        self.job = job
        let cell = try job.cellMeters
        let spacing = job.options.bandwidth / Self.density(job.options.kernel)
        let frame = job.options.frame
        window = try NodeWindow(
            width: GridLattice.rounded(spacing * frame.cellWidth / cell.width),
            height: GridLattice.rounded(spacing * frame.cellHeight / cell.height), frame: frame.extent,
            box: job.box)
    }

    /// Events used are counted too.
    func run() throws -> DensitySum {
        // Spans are summed from a window's edge, which must not depend on the frame: whole blocks only.
        if job.options.kernel == .uniform {
            var sum = try runOnBlocks()
            let places = try EventPlaces(job)
            sum.used = places.count
            sum.weight = places.weights.reduce(0) { $0 + Double($1) }
            return sum
        }
        let bins = try NodeBins(job, window)
        return DensitySum(
            values: try values(Self.convolved(bins, job, window)), used: bins.used, weight: bins.weight)
    }

    /// On nodes kept from earlier frames of the same selection, where there are some. Events are not counted.
    func runOnBlocks() throws -> DensitySum {
        guard let nodes = try NodeField(job, width: window.width, height: window.height).nodes(window.inner)
        else {
            return DensitySum(
                values: [Float](repeating: 0, count: job.options.frame.cellCount), used: 0, weight: 0)
        }
        return DensitySum(values: try values(nodes), used: 0, weight: 0)
    }

    static func convolved(_ bins: NodeBins, _ job: DensityJob, _ window: NodeWindow) -> [Float] {
        switch job.options.kernel {
        case .gaussian: GaussianConvolution(job, window).run(bins)
        case .uniform: SpanConvolution(job, window).run(bins)
        default: RadialConvolution(job, window).run(bins)
        }
    }

    private func values(_ nodes: [Float]) throws -> [Float] {
        var nodes = nodes
        let constant = job.shape.constant(bandwidth: job.options.bandwidth) * job.scale
        return NodeInterpolation(
            job.options.frame, window, averages: try averages(), isSharp: job.options.kernel == .uniform
        ).run(&nodes, factor: Float(constant))
    }

    /// Samples per cell and axis: more than one where cells are wider than a third of the bandwidth.
    private func averages() throws -> Int {
        let cell = try job.cellMeters
        let ratio = max(cell.width, cell.height) / job.options.bandwidth
        return ratio > 1.0 / 3 ? Int((8 * ratio).rounded(.up)) : 1
    }
}
