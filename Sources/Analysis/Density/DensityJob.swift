internal import TabaqaColumns
internal import TabaqaFeatureModel

/// What both ways of summing need.
struct DensityJob {
    var options: DensityOptions
    var metric: GroundMetric
    /// The frame widened by the kernel's reach: events outside cannot be felt inside.
    var box: Extent
    var columns: LayerColumns
    var events: DensityEvents
    /// From per m² to the unit wanted.
    var scale: Double

    var shape: KernelShape { KernelShape(kernel: options.kernel) }

    /// The place by which lattices are sized: the middle of the layer, whatever part of it is drawn.
    var reference: (x: Double, y: Double) {
        get throws {
            try columns.derived("reference in \(options.frame.crs.definition)") {
                let places = try PlanePlaces.of(columns, in: options.frame.crs)
                return places.withBuffers { x, y in
                    let step = max(1, columns.regularCount / 1024)
                    var sampleX: [Double] = []
                    var sampleY: [Double] = []
                    for row in stride(from: 0, to: columns.regularCount, by: step) where x[row].isFinite {
                        sampleX.append(x[row])
                        sampleY.append(y[row])
                    }
                    sampleX.sort()
                    sampleY.sort()
                    guard !sampleX.isEmpty else { return (0, 0) }
                    return (sampleX[sampleX.count / 2], sampleY[sampleY.count / 2])
                }
            }
        }
    }

    /// Metres of a cell's sides at the reference.
    var cellMeters: (width: Double, height: Double) {
        get throws {
            let place = try reference
            let metric =
                try self.metric.isRowwise
                ? self.metric
                : GroundMetric(
                    crs: options.frame.crs,
                    extent: Extent(minX: place.x, minY: place.y, maxX: place.x, maxY: place.y))
            let scale = metric.scale(x: place.x, y: place.y)
            return (options.frame.cellWidth * scale.east, options.frame.cellHeight * scale.north)
        }
    }

    /// Chosen by the layer and the cell alone, never by the frame's place, so that tiles fit together.
    var usesLattice: Bool {
        get throws {
            let cell = try cellMeters
            let radius = options.bandwidth / max(cell.width, cell.height)
            let updates =
                Double(events.count) * .pi * options.bandwidth * options.bandwidth
                / (cell.width * cell.height)
            return switch options.kernel {
            case .gaussian: radius >= 2.5
            case .quartic, .triweight: radius >= 6.4 && updates > 5e7
            case .epanechnikov, .triangular: radius >= 6.4 && updates > 1e9
            // Its edge is blurred by a node: a million events average that out to 0.3 % of the maximum.
            case .uniform: radius >= 6.4 && updates > 2e9 && events.count > 1_000_000
            }
        }
    }
}

/// Sums for every cell of a frame, row-major from the north-west.
struct DensitySum {
    var values: [Float]
    var used: Int
    var weight: Double
}

extension GroundMetric {
    /// The extent widened by at least `meters` on every side.
    func expanded(_ extent: Extent, meters: Double) -> Extent {
        var east = Double.infinity
        var north = Double.infinity
        for y in [extent.minY, extent.center.y, extent.maxY] {
            for x in [extent.minX, extent.center.x, extent.maxX] {
                let scale = scale(x: x, y: y)
                east = min(east, scale.east)
                north = min(north, scale.north)
            }
        }
        // Towards the poles the scale shrinks further within the reach itself.
        let margin = meters * 1.02
        return extent.expanded(dx: margin / max(east, 1e-9), dy: margin / max(north, 1e-9))
    }
}
