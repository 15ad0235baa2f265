internal import TabaqaFeatureModel

/// The ways to sum kernels.
enum DensityMethod: Sendable {
    /// Event by event at every cell's centre.
    case direct
    /// The uniform kernel event by event, by the ends of its spans.
    case spans
    /// The part of every event's kernel that falls on each cell: cells wider than two thirds of the
    /// bandwidth.
    case volumes
    /// Events collected on a lattice of a fraction of the cell, summed at the cells.
    case cells
    /// Events collected on a lattice of a fraction of the bandwidth, the density there interpolated.
    case nodes
}

extension DensityJob {
    /// Chosen by the layer, the selection and the cell alone, never by the frame's place, so that tiles fit
    /// together.
    var method: DensityMethod {
        get throws {
            let cell = try cellMeters
            let radius = options.bandwidth / max(cell.width, cell.height)
            let isSimple = metric.isRowwise && GridLattice(options.frame).isAnchored
            let isGaussian = options.kernel == .gaussian
            // Beyond, a kernel lies on too many cells.
            if radius < (isGaussian ? 0.5 : 1.5), isSimple { return .volumes }
            let count = Double(events.count)
            if options.kernel == .uniform {
                // Its edge is sharp: a lattice softens it, so that one serves only what takes too long
                // otherwise.
                guard count * 2 * radius * (radius < 3 ? 8 / radius : 1) > 3e7 else { return .spans }
                return radius >= 6.4 ? .nodes : isSimple ? .cells : .spans
            }
            let updates =
                count * .pi * options.bandwidth * options.bandwidth / (cell.width * cell.height)
            let reach = radius * (isGaussian ? 4 : 1)
            // Averaged cells are summed at parts of an eighth of the radius, of a third of σ.
            let parts = radius >= 3 ? 1 : isGaussian ? 3 / radius : 8 / radius
            let lines = count * 2 * reach * parts
            let (least, isMuch) =
                switch options.kernel {
                case .gaussian: (2.5, true)
                case .quartic, .triweight, .uniform: (6.4, updates > 5e7 || lines > 1.5e6)
                case .epanechnikov, .triangular: (10.0, updates > 2e8 || lines > 6e6)
                }
            if radius >= least { return isMuch ? .nodes : .direct }
            return isSimple && lines > 1.5e6 ? .cells : .direct
        }
    }
}
