internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// The events that can be felt in a frame, in row order.
struct EventPlaces {
    /// In the frame's CRS.
    var x: [Double] = []
    var y: [Double] = []
    var weights: [Float] = []

    var count: Int { x.count }

    /// - Throws: `columns.damaged`, `crs.transform`.
    init(_ job: DensityJob) throws {
        let ranges = try job.rows(meeting: job.box)
        if job.options.frame.crs == .webMercator, job.columns.layer.crs == .wgs84 {
            try gatherDegrees(job, ranges)
        } else {
            try PlanePlaces.of(job.columns, in: job.options.frame.crs).withBuffers { x, y in
                for range in ranges {
                    job.events.rows.forEachRun(in: range) { run in
                        for row in run where job.box.contains(x: x[row], y: y[row]) {
                            append(x[row], y[row], job.events.weights?[row] ?? 1)
                        }
                    }
                }
            }
        }
    }

    /// Only rows near the box are projected.
    private mutating func gatherDegrees(_ job: DensityJob, _ ranges: [Range<Int>]) throws {
        let places = try job.columns.places()
        // The box in degrees, a little larger.
        var (west, south) = (job.box.minX, job.box.minY)
        var (east, north) = (job.box.maxX, job.box.maxY)
        WebMercator.inverse(&west, &south)
        WebMercator.inverse(&east, &north)
        let degrees = Extent(minX: west, minY: south, maxX: east, maxY: north).expanded(dx: 1e-6, dy: 1e-6)
        places.x.withUnsafeBufferPointer { x in
            places.y.withUnsafeBufferPointer { y in
                for range in ranges {
                    job.events.rows.forEachRun(in: range) { run in
                        for row in run
                        where degrees.contains(x: x[row], y: y[row])
                            && WebMercator.covers(longitude: x[row], latitude: y[row])
                        {
                            var (east, north) = (x[row], y[row])
                            WebMercator.forward(&east, &north)
                            guard job.box.contains(x: east, y: north) else { continue }
                            append(east, north, job.events.weights?[row] ?? 1)
                        }
                    }
                }
            }
        }
    }

    private mutating func append(_ x: Double, _ y: Double, _ weight: Float) {
        self.x.append(x)
        self.y.append(y)
        weights.append(weight)
    }
}
