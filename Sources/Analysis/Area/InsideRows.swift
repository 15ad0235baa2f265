public import TabaqaColumns
internal import TabaqaFeatureModel
public import TabaqaTopology

/// The rows of a layer inside a polygon in EPSG:4326, and how much of each.
public struct InsideRows {
    /// Rows inside; of lines and areas, those that meet the polygon.
    public private(set) var rows: RowMask
    /// Of areas: by row, the part of its ground that lies inside, where that is not all of it.
    public private(set) var shares: [Int: Double] = [:]

    /// Positions of the polygon times shapes cut by it: some seconds of work.
    private static let mostWork = 20_000_000

    /// Parts of an area's ground below this are what rounding leaves of a common edge.
    private static let leastShare = 1e-9

    /// - Parameters:
    ///   - selected: the rows asked for.
    ///   - test, polygon: the same polygon in its two forms.
    /// - Throws: `geometry.invalid` when thousands of corners cut thousands of areas; `crs.transform`,
    ///   `columns.damaged`.
    public init(
        _ selected: RowMask, of columns: LayerColumns, in test: PolygonTest, _ polygon: PreparedPolygon,
        ground: Double
    ) throws {
        rows = RowMask(count: columns.count, all: false)
        switch columns.layer.geometry {
        case .none: break
        case .point: try findPoints(selected, columns, test)
        case .lineString, .polygon: try findShapes(selected, columns, test, polygon, ground)
        }
    }

    private mutating func findPoints(
        _ selected: RowMask, _ columns: LayerColumns, _ test: PolygonTest
    ) throws {
        let places = try PlanePlaces.of(columns, in: .wgs84)
        let hasBlocks = columns.layer.crs == .wgs84
        var found = rows
        places.withBuffers { x, y in
            for start in stride(from: 0, to: columns.count, by: BlockStatistics.rowsPerBlock) {
                let block = start..<min(start + BlockStatistics.rowsPerBlock, columns.count)
                let number = start / BlockStatistics.rowsPerBlock
                var covered: Bool?
                if hasBlocks, number < columns.blocks.count {
                    covered = test.covers(columns.blocks[number].extent)
                    // Rows without a place lie in no extent.
                    if covered == true, columns.blocks[number].placeless > 0 { covered = nil }
                }
                if covered == false { continue }
                selected.forEachRun(in: block) { run in
                    for row in run where covered == true || test.contains(x: x[row], y: y[row]) {
                        found[row] = true
                    }
                }
            }
        }
        rows = found
    }

    private mutating func findShapes(
        _ selected: RowMask, _ columns: LayerColumns, _ test: PolygonTest, _ polygon: PreparedPolygon,
        _ ground: Double
    ) throws {
        let shapes = try columns.shapes()
        let extents = try ShapeExtents.degrees(columns)
        let transform =
            columns.layer.crs == .wgs84
            ? nil : try CoordinateTransform(from: columns.layer.crs, to: .wgs84, ballpark: .allow)
        let isAreal = columns.layer.geometry == .polygon
        var work = 0
        for row in selected.rows where extents[row].intersects(test.extent) {
            switch test.covers(extents[row]) {
            case true?: rows[row] = true
            case false?: continue
            case nil:
                guard var shape = shapes[row] else { continue }
                if let transform {
                    guard let moved = transform.transform(shape) else { continue }
                    shape = moved
                }
                if !isAreal {
                    if polygon.meets(shape) { rows[row] = true }
                    continue
                }
                if polygon.covers(shape) {
                    rows[row] = true
                    continue
                }
                work += test.edgeCount
                guard work <= Self.mostWork else { throw Self.tooMuch(columns.layer) }
                let whole = GroundArea.squareMeters(shape.polygons)
                let part = GroundArea.squareMeters(polygon.part(of: shape))
                guard whole > 0, part > Self.leastShare * min(whole, ground) else { continue }
                rows[row] = true
                shares[row] = min(1, part / whole)
            }
        }
    }
}

extension InsideRows {
    private static func tooMuch(_ layer: LayerDefinition) -> Fault {
        Fault(
            .geometryInvalid,
            "The polygon's edge cuts too many features of layer “\(layer.id)” for its number of corners.",
            remedy: "Draw it with fewer corners, or leave the layer out.")
    }
}

/// The boxes of a layer's shapes in EPSG:4326, worked out once.
enum ShapeExtents {
    static func degrees(_ columns: LayerColumns) throws -> [Extent] {
        try columns.derived("extents in degrees") {
            let shapes = try columns.shapes()
            guard columns.layer.crs != .wgs84 else { return (0..<columns.count).map { shapes.extent($0) } }
            var x = shapes.x.array
            var y = shapes.y.array
            let transform = try CoordinateTransform(from: columns.layer.crs, to: .wgs84, ballpark: .allow)
            transform.transform(x: &x, y: &y)
            return (0..<columns.count).map { row in
                var extent = Extent.empty
                for ring in shapes.rings(of: row) {
                    for at in shapes.positions(of: ring) where x[at].isFinite && y[at].isFinite {
                        extent.include(x: x[at], y: y[at])
                    }
                }
                return extent
            }
        }
    }
}
