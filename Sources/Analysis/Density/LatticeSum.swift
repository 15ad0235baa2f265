internal import Dispatch
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
        // Summed by spans; a lattice serves comparison only.
        case .uniform: 32
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

    func run() throws -> DensitySum {
        let bins = try NodeBins(job, window)
        let constant = job.shape.constant(bandwidth: job.options.bandwidth) * job.scale
        var nodes: [Float]
        if job.options.kernel == .gaussian {
            nodes = GaussianConvolution(job, window).run(bins)
        } else {
            nodes = RadialConvolution(job, window).run(bins)
        }
        let values = NodeInterpolation(job.options.frame, window, averages: try averages())
            .run(&nodes, factor: Float(constant))
        return DensitySum(values: values, used: bins.used, weight: bins.weight)
    }

    /// Samples per cell and axis: more than one where cells are wider than a third of the bandwidth.
    private func averages() throws -> Int {
        let cell = try job.cellMeters
        let ratio = max(cell.width, cell.height) / job.options.bandwidth
        return ratio > 1.0 / 3 ? Int((8 * ratio).rounded(.up)) : 1
    }
}
