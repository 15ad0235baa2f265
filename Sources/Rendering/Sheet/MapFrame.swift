internal import TabaqaFeatureModel

/// A part of the plane fitted into a box of the page: north up, one scale for both axes.
struct MapFrame {
    let box: Box
    let extent: Extent
    /// Pixels per unit of the CRS.
    let scale: Double

    init(_ extent: Extent, in box: Box) {
        self.box = box
        // A single place has no width; give it some ground around.
        let smallest = max(max(abs(extent.maxX), abs(extent.maxY)) * 1e-9, 1e-9)
        let width = max(extent.width, smallest)
        let height = max(extent.height, smallest)
        self.extent = extent
        scale = min(box.width / width, box.height / height)
    }

    /// Pixels of the page. What lies far outside is drawn in to where Cairo's 24 bits still reach.
    func point(_ position: Position) -> (x: Double, y: Double) {
        let center = extent.center
        let x = box.x + box.width / 2 + (position.x - center.x) * scale
        let y = box.y + box.height / 2 - (position.y - center.y) * scale
        return (min(max(x, -30_000), 30_000), min(max(y, -30_000), 30_000))
    }

    func box(of extent: Extent) -> Box {
        let corner = point(Position(x: extent.minX, y: extent.maxY))
        return Box(x: corner.x, y: corner.y, width: extent.width * scale, height: extent.height * scale)
    }

    /// A line or ring in pixels, without steps too small to see and without positions that are no numbers.
    func points(_ positions: [Position]) -> [(x: Double, y: Double)] {
        var points: [(x: Double, y: Double)] = []
        points.reserveCapacity(positions.count)
        for position in positions where position.isFinite {
            let point = point(position)
            if let last = points.last, abs(last.x - point.x) < 0.4, abs(last.y - point.y) < 0.4 { continue }
            points.append(point)
        }
        return points
    }
}
