internal import TabaqaColumns
internal import TabaqaFeatureModel

/// Places of rows in columns and rows of a lattice: from integers of the world's square when the picture is
/// in Web Mercator, else from the plane's coordinates.
enum FramePlaces {
    case world(MappedArray<UInt32>, MappedArray<UInt32>)
    case plane(PlanePlaces)

    /// - Throws: `columns.damaged`, `crs.transform`.
    init(_ job: DensityJob) throws {
        if job.options.frame.crs == .webMercator, let world = try job.columns.worldPlaces() {
            self = .world(world.x, world.y)
        } else {
            self = .plane(try PlanePlaces.of(job.columns, in: job.options.frame.crs))
        }
    }

    /// Calls `body` with every row of the range that `mask` has, ascending.
    @inline(__always)
    func forEach(
        in rows: Range<Int>, of mask: RowMask?, _ lattice: GridLattice, _ body: (Int, Double, Double) -> Void
    ) {
        func visit(_ run: (Range<Int>) -> Void) {
            if let mask { mask.forEachRun(in: rows, run) } else { run(rows) }
        }
        switch self {
        case .world(let x, let y):
            let circumference = 40_075_016.685578488
            let unit = circumference / 4_294_967_296
            // The square's middle is the lattice's origin, and rows count southward.
            let (scaleX, shiftX) = (unit / lattice.width, lattice.column((unit - circumference) / 2))
            let (scaleY, shiftY) = (-unit / lattice.height, lattice.row((unit - circumference) / 2))
            x.withUnsafeBufferPointer { x in
                y.withUnsafeBufferPointer { y in
                    visit { run in
                        // (0, 0) means that a row has no place in the square.
                        for row in run where x[row] | y[row] != 0 {
                            body(row, Double(x[row]) * scaleX + shiftX, Double(y[row]) * scaleY + shiftY)
                        }
                    }
                }
            }
        case .plane(let places):
            places.withBuffers { x, y in
                visit { run in
                    for row in run { body(row, lattice.column(x[row]), lattice.row(y[row])) }
                }
            }
        }
    }
}
