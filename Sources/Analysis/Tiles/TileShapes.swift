internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// Builds the lines or areas of one tile.
struct TileShapes {
    private let placed: PlacedShapes
    private let address: TileAddress
    private let isAreal: Bool
    private let projection: WorldProjection?
    private let repair = GridPolygons()
    private var ring: TileRing
    private(set) var paths = TilePaths()

    init(_ placed: PlacedShapes, of layer: LayerDefinition, in address: TileAddress) throws {
        self.placed = placed
        self.address = address
        isAreal = layer.geometry == .polygon
        // Deep down, 2^32nds of the square are too coarse.
        projection = address.zoom > PlacedShapes.wholeZoom ? try WorldProjection(from: layer.crs) : nil
        ring = TileRing(isClosed: isAreal)
    }

    /// Adds the row's shape.
    ///
    /// - Returns: false when nothing of it lies in the tile.
    mutating func append(_ row: Int) -> Bool {
        let first = paths.paths.count
        if isAreal { appendAreas(row) } else { appendLines(row) }
        guard paths.paths.count > first else { return false }
        paths.features.append(paths.paths.count - 1)
        return true
    }

    private mutating func appendLines(_ row: Int) {
        let first = paths.paths.count
        var lone: (x: Int64, y: Int64)?
        for line in placed.shapes.rings(of: row) {
            read(line)
            TileFrame.clip(ring) { part in
                var part = part
                part.straighten()
                guard part.count >= 2 else {
                    lone = lone ?? part.x.first.map { ($0, part.y[0]) }
                    return
                }
                add(part, reversed: false)
            }
            if ring.count == 1, TileFrame.contains(ring.x[0], ring.y[0]) {
                lone = lone ?? (ring.x[0], ring.y[0])
            }
        }
        // Too short to see, but not dropped: one unit long.
        if paths.paths.count == first, let lone {
            var dash = TileRing(isClosed: false)
            dash.append(lone.x, lone.y)
            dash.append(lone.x + 1, lone.y)
            add(dash, reversed: false)
        }
    }

    private mutating func appendAreas(_ row: Int) {
        if let speck = speck(row) {
            addSquare(speck.x, speck.y)
            return
        }
        var polygons: [[TileRing]] = []
        var corner: (x: Int64, y: Int64)?
        for part in Int(placed.shapes.parts[row])..<Int(placed.shapes.parts[row + 1]) {
            var rings: [TileRing] = []
            for index in Int(placed.shapes.rings[part])..<Int(placed.shapes.rings[part + 1]) {
                read(index)
                if corner == nil,
                    let inside = ring.x.indices.first(where: {
                        TileFrame.contains(ring.x[$0], ring.y[$0])
                    })
                {
                    corner = (ring.x[inside], ring.y[inside])
                }
                var cut = ring
                if !ring.x.indices.allSatisfy({ TileFrame.contains(ring.x[$0], ring.y[$0]) }) {
                    cut = TileFrame.clip(ring)
                }
                cut.straighten()
                if cut.count >= 3, cut.doubledArea != 0 {
                    rings.append(cut)
                } else if rings.isEmpty {
                    break
                }
            }
            if !rings.isEmpty { polygons.append(rings) }
        }
        if polygons.count == 1, polygons[0].count == 1, polygons[0][0].isConvex {
            addOriented(polygons[0][0], isExterior: true)
            return
        }
        for rings in polygons.isEmpty ? [] : repair.valid(polygons.map { $0.map(Self.closed) }) {
            for (index, positions) in rings.enumerated() {
                var cut = TileRing(isClosed: true)
                for position in positions { cut.append(Int64(position.x), Int64(position.y)) }
                cut.open()
                addOriented(cut, isExterior: index == 0)
            }
        }
        // Too small to see, but not dropped.
        if paths.paths.count - 1 == paths.features[paths.features.count - 1], let corner {
            addSquare(corner.x, corner.y)
        }
    }

    /// Where an area lies that is smaller than half a unit, and so needs no reading.
    private func speck(_ row: Int) -> (x: Int64, y: Int64)? {
        guard address.zoom <= PlacedShapes.wholeZoom else { return nil }
        let box = placed.boxes[row]
        let half = UInt32(1) << UInt32(19 - address.zoom)
        guard box.maxX - box.minX < half, box.maxY - box.minY < half else { return nil }
        return unit(box.minX, box.minY)
    }

    private mutating func addSquare(_ x: Int64, _ y: Int64) {
        var square = TileRing(isClosed: true)
        square.append(x, y)
        square.append(x + 1, y)
        square.append(x + 1, y + 1)
        square.append(x, y + 1)
        add(square, reversed: false)
    }

    private static func closed(_ ring: TileRing) -> [Position] {
        var positions = ring.x.indices.map { Position(x: Double(ring.x[$0]), y: Double(ring.y[$0])) }
        if let first = positions.first { positions.append(first) }
        return positions
    }

    /// Reads a line or ring as it is drawn at the tile's zoom, in the tile's units.
    private mutating func read(_ index: Int) {
        let range = placed.shapes.positions(of: index)
        ring.clear()
        if let projection {
            var x = range.map { placed.shapes.x[$0] }
            var y = range.map { placed.shapes.y[$0] }
            projection.project(x: &x, y: &y, clamps: true)
            let tiles = Double(1 << address.zoom)
            let side = Double(TileContent.side)
            for position in x.indices where !x[position].isNaN {
                ring.append(
                    Int64(((x[position] * tiles - Double(address.column)) * side).rounded()),
                    Int64((((1 - y[position]) * tiles - Double(address.row)) * side).rounded()))
            }
        } else {
            for position in range where placed.zooms[position] <= address.zoom {
                let unit = unit(placed.x[position], placed.y[position])
                ring.append(unit.x, unit.y)
            }
        }
        ring.open()
    }

    /// The nearest whole unit; for zooms up to `PlacedShapes.wholeZoom`.
    @inline(__always)
    private func unit(_ x: UInt32, _ y: UInt32) -> (x: Int64, y: Int64) {
        let shift = Int64(20 - address.zoom)
        let half = Int64(1) << (shift - 1)
        let side = Int64(1) << Int64(32 - address.zoom)
        let west = Int64(address.column) * side
        let north = (Int64(1) << 32) - Int64(address.row) * side
        return ((Int64(x) - west + half) >> shift, (north - Int64(y) + half) >> shift)
    }

    private mutating func addOriented(_ ring: TileRing, isExterior: Bool) {
        let area = ring.doubledArea
        guard area != 0 else { return }
        add(ring, reversed: (area > 0) != isExterior)
    }

    private mutating func add(_ ring: TileRing, reversed: Bool) {
        let indices = reversed ? Array(ring.x.indices.reversed()) : Array(ring.x.indices)
        for index in indices {
            paths.x.append(Int32(clamping: ring.x[index]))
            paths.y.append(Int32(clamping: ring.y[index]))
        }
        paths.paths.append(paths.x.count)
    }
}
