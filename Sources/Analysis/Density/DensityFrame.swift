public import TabaqaColumns
public import TabaqaFeatureModel
internal import TabaqaTopology

/// Chooses the grid a density is worked out on. All grids with cells of one size share one lattice anchored
/// at the CRS's origin.
public enum DensityFrame {
    /// Cells on the long side where neither size nor cell is given.
    public static let defaultCells = 1024

    /// - Parameters:
    ///   - selection: its extent (in its CRS) is the box to draw; without one the box is the extent of the
    ///     selected events and the kernel's reach.
    ///   - crs: of the grid.
    ///   - size: columns and rows; cells are square on the ground and the box is widened to fill them, then
    ///     moved by at most half a cell onto the lattice.
    ///   - cell: ground metres; in a plane whose scale varies, at the box's middle.
    ///   - longSide: cells on the long side where neither size nor cell is given.
    ///   - reach: metres beyond which the kernel is zero.
    /// - Throws: `option.invalid`, `grid.too-large`, `crs.transform`, and what `SelectionEvaluator.evaluate`
    ///   throws.
    public static func make(
        columns: LayerColumns, selection: Selection, crs: CRS, size: (width: Int, height: Int)? = nil,
        cell: Double? = nil, longSide: Int = defaultCells, reach: Double
    ) throws -> GridFrame {
        guard size == nil || cell == nil else {
            throw Fault(.optionInvalid, "Give either --size or --cell, not both.")
        }
        let box = try box(columns, selection, crs, reach)
        let metric = try GroundMetric(crs: crs, extent: box)
        let scale = metric.scale(x: box.center.x, y: box.center.y)
        let (width, height) = (box.width * scale.east, box.height * scale.north)
        var meters: Double
        if let cell {
            guard cell.isFinite, cell >= 0.01 else {
                throw Fault(
                    .optionInvalid, "A cell of \(cell) m makes no sense.", remedy: "Give metres: --cell 100m."
                )
            }
            meters = cell
        } else if let size {
            guard size.width > 0, size.height > 0 else {
                throw Fault(.optionInvalid, "A picture of \(size.width) × \(size.height) has no cells.")
            }
            meters = max(width / Double(size.width), height / Double(size.height))
        } else {
            meters = max(width, height) / Double(longSide)
        }
        if !(meters > 0) { meters = max(reach, 1) / 8 }
        let cellWidth = GridLattice.rounded(meters / scale.east)
        let cellHeight = GridLattice.rounded(meters / scale.north)
        let columnsNeeded: Double
        let rowsNeeded: Double
        var firstColumn = box.minX / cellWidth
        var firstRow = -box.maxY / cellHeight
        if let size {
            (columnsNeeded, rowsNeeded) = (Double(size.width), Double(size.height))
            firstColumn = (box.center.x / cellWidth - columnsNeeded / 2).rounded()
            firstRow = (-box.center.y / cellHeight - rowsNeeded / 2).rounded()
        } else if cell == nil {
            // The long side has exactly so many cells; the box moves by at most half a cell.
            columnsNeeded = max(1, min(Double(longSide), (box.width / cellWidth - 1e-6).rounded(.up)))
            rowsNeeded = max(1, min(Double(longSide), (box.height / cellHeight - 1e-6).rounded(.up)))
            firstColumn = (box.center.x / cellWidth - columnsNeeded / 2).rounded()
            firstRow = (-box.center.y / cellHeight - rowsNeeded / 2).rounded()
        } else {
            firstColumn = (firstColumn + 1e-6).rounded(.down)
            firstRow = (firstRow + 1e-6).rounded(.down)
            columnsNeeded = max(1, (box.maxX / cellWidth - 1e-6).rounded(.up) - firstColumn)
            rowsNeeded = max(1, (-box.minY / cellHeight - 1e-6).rounded(.up) - firstRow)
        }
        guard columnsNeeded <= 65_536, rowsNeeded <= 65_536, columnsNeeded * rowsNeeded <= 100_000_000 else {
            throw Fault(
                .gridTooLarge,
                "The grid would have \(Int(min(columnsNeeded, 1e9))) × \(Int(min(rowsNeeded, 1e9))) cells.",
                remedy: "Choose a larger --cell, a smaller --size or a smaller --bbox.")
        }
        return GridFrame(
            crs: crs, originX: firstColumn * cellWidth, originY: -firstRow * cellHeight, cellWidth: cellWidth,
            cellHeight: cellHeight, columns: Int(columnsNeeded), rows: Int(rowsNeeded))
    }

    private static func box(
        _ columns: LayerColumns, _ selection: Selection, _ crs: CRS, _ reach: Double
    ) throws -> Extent {
        if let extent = selection.extent {
            guard !extent.isEmpty, extent.minX.isFinite, extent.maxX.isFinite, extent.minY.isFinite,
                extent.maxY.isFinite
            else {
                throw Fault(
                    .optionInvalid, "The box is empty.", remedy: "Write --bbox west,south,east,north.")
            }
            guard selection.extentCRS != .wgs84 || extent.maxX <= 180 else {
                throw Fault(
                    .optionInvalid, "The box crosses the 180th meridian, which a grid cannot.",
                    remedy: "Ask for each side of it.")
            }
            return try transformed(extent, from: selection.extentCRS, to: crs)
        }
        let selected = try SelectionEvaluator.evaluate(selection, columns: columns)
        let extent = try extent(of: selected.rows, columns, crs)
        guard !extent.isEmpty else {
            throw Fault(
                .optionInvalid,
                "No event of layer “\(columns.layer.id)” is selected, so there is nothing to frame.",
                remedy: "Give --bbox, or a wider selection.")
        }
        let metric = try GroundMetric(crs: crs, extent: extent)
        return metric.expanded(extent, meters: reach)
    }

    /// Of the rows' places. Whole blocks are taken from the statistics where the plane's axes are those of
    /// the layer, so that an extent's corners are enough.
    private static func extent(of rows: RowMask, _ columns: LayerColumns, _ crs: CRS) throws -> Extent {
        let own = columns.layer.crs
        guard own == crs || (own == .wgs84 && crs == .webMercator) else {
            var extent = Extent.empty
            try PlanePlaces.of(columns, in: crs).withBuffers { x, y in
                rows.forEachRun { run in
                    for row in run where x[row].isFinite && y[row].isFinite {
                        extent.include(x: x[row], y: y[row])
                    }
                }
            }
            return extent
        }
        let places = try columns.places()
        // Mercator ends before the poles, and longitudes start anew.
        let world = Extent(minX: -180, minY: -89.9999, maxX: 180, maxY: 89.9999)
        func isPlace(_ x: Double, _ y: Double) -> Bool {
            own == crs ? x.isFinite && y.isFinite : world.contains(x: x, y: y)
        }
        var extent = Extent.empty
        for (index, block) in columns.blocks.enumerated() where !block.extent.isEmpty {
            let start = index * BlockStatistics.rowsPerBlock
            let range = start..<min(start + BlockStatistics.rowsPerBlock, columns.count)
            if extent.contains(x: block.extent.minX, y: block.extent.minY),
                extent.contains(x: block.extent.maxX, y: block.extent.maxY)
            {
                continue
            }
            if rows.isWhole(range), isPlace(block.extent.minX, block.extent.minY),
                isPlace(block.extent.maxX, block.extent.maxY)
            {
                extent.include(block.extent)
                continue
            }
            rows.forEachRun(in: range) { run in
                for row in run where isPlace(places.x[row], places.y[row]) {
                    extent.include(x: places.x[row], y: places.y[row])
                }
            }
        }
        guard own != crs, !extent.isEmpty else { return extent }
        return try transformed(extent, from: own, to: crs)
    }

    private static func transformed(_ extent: Extent, from source: CRS, to target: CRS) throws -> Extent {
        guard source != target else { return extent }
        let transform = try CoordinateTransform(from: source, to: target, ballpark: .allow)
        var x: [Double] = []
        var y: [Double] = []
        for step in 0...16 {
            let part = Double(step) / 16
            x += [
                extent.minX + part * extent.width, extent.minX + part * extent.width, extent.minX,
                extent.maxX,
            ]
            y += [
                extent.minY, extent.maxY, extent.minY + part * extent.height,
                extent.minY + part * extent.height,
            ]
        }
        transform.transform(x: &x, y: &y)
        var result = Extent.empty
        for row in x.indices {
            guard x[row].isFinite, y[row].isFinite else {
                throw Fault(
                    .crsTransform, "The box reaches beyond where \(target) can be used.",
                    remedy: "Give a smaller --bbox or another --crs.")
            }
            result.include(x: x[row], y: y[row])
        }
        return result
    }
}
