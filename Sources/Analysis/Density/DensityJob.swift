internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// What both ways of summing need.
struct DensityJob {
    var options: DensityOptions
    var metric: GroundMetric
    /// The frame widened by the kernel's reach: events outside cannot be felt inside.
    var box: Extent
    var columns: LayerColumns
    var events: DensityEvents
    /// Tells the nodes of one selection from those of another.
    var source: UInt64
    /// From per m² to the unit wanted.
    var scale: Double

    var shape: KernelShape { KernelShape(kernel: options.kernel) }

    /// The place by which lattices are sized: the middle of the layer, whatever part of it is drawn.
    var reference: (x: Double, y: Double) {
        get throws {
            try columns.derived("reference in \(options.frame.crs.definition)") {
                let places = try columns.places()
                let step = max(1, columns.regularCount / 1024)
                let sample = stride(from: 0, to: columns.regularCount, by: step)
                var x = sample.map { places.x[$0] }
                var y = sample.map { places.y[$0] }
                if options.frame.crs != columns.layer.crs {
                    try CoordinateTransform(
                        from: columns.layer.crs, to: options.frame.crs, ballpark: .allow
                    ).transform(x: &x, y: &y)
                }
                let known = x.indices.filter { x[$0].isFinite && y[$0].isFinite }
                guard !known.isEmpty else { return (0, 0) }
                return (
                    known.map { x[$0] }.sorted()[known.count / 2],
                    known.map { y[$0] }.sorted()[known.count / 2]
                )
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

    /// Densities up to which nodes' cells hold no data: a Gaussian's tail is summed over a square and ends
    /// with the disc of 4 σ around the lightest event; of running sums' rounding nothing may be seen.
    var tail: Float {
        let peak = Float(shape.constant(bandwidth: options.bandwidth) * scale) * events.leastWeight
        return switch options.kernel {
        case .gaussian: peak * 3.35e-4 * 0.98
        case .uniform: peak * 1e-5
        default: 0
        }
    }

    /// The rows of blocks that meet a box in the frame's CRS.
    func rows(meeting box: Extent) throws -> [Range<Int>] {
        try RowBlocks.of(columns, in: options.frame.crs).ranges(meeting: box)
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
