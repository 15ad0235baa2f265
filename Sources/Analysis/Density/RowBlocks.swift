internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// Where a layer's rows lie, block by block, in the plane of some CRS: what lets a tile read only its own
/// rows.
struct RowBlocks: Sendable {
    private let extents: [Extent]
    private let count: Int

    /// Worked out once per state of the layer and CRS.
    ///
    /// - Throws: `columns.damaged`, `crs.transform`.
    static func of(_ columns: LayerColumns, in crs: CRS) throws -> RowBlocks {
        try columns.derived("blocks in \(crs.definition)") {
            RowBlocks(extents: try extents(columns, crs), count: columns.count)
        }
    }

    /// The rows of blocks that meet `box`, ascending; each range starts at a multiple of 64.
    func ranges(meeting box: Extent) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        for (index, extent) in extents.enumerated() where extent.intersects(box) {
            let start = index * BlockStatistics.rowsPerBlock
            let end = min(start + BlockStatistics.rowsPerBlock, count)
            if let last = ranges.last, last.upperBound == start {
                ranges[ranges.count - 1] = last.lowerBound..<end
            } else {
                ranges.append(start..<end)
            }
        }
        return ranges
    }

    private static func extents(_ columns: LayerColumns, _ crs: CRS) throws -> [Extent] {
        let own = columns.blocks.map(\.extent)
        if crs == columns.layer.crs { return own }
        if crs == .webMercator, columns.layer.crs == .wgs84 { return mercator(own) }
        return try PlanePlaces.of(columns, in: crs).withBuffers { x, y in
            columns.blocks.indices.map { index in
                let start = index * BlockStatistics.rowsPerBlock
                var extent = Extent.empty
                for row in start..<min(start + BlockStatistics.rowsPerBlock, columns.count)
                where x[row].isFinite && y[row].isFinite {
                    extent.include(x: x[row], y: y[row])
                }
                return extent
            }
        }
    }

    private static func mercator(_ degrees: [Extent]) -> [Extent] {
        degrees.map { block in
            guard !block.isEmpty else { return .empty }
            // Web Mercator ends before the poles.
            var (west, south) = (max(-180, block.minX), max(-89, min(89, block.minY)))
            var (east, north) = (min(180, block.maxX), max(-89, min(89, block.maxY)))
            WebMercator.forward(&west, &south)
            WebMercator.forward(&east, &north)
            // Places kept as integers of the world's square lie up to a centimetre aside.
            return Extent(minX: west, minY: south, maxX: east, maxY: north).expanded(dx: 0.05, dy: 0.05)
        }
    }
}
