internal import TabaqaFeatureModel

/// A named shape on the page, in pixels.
struct Outline {
    /// Rings of all polygons; exterior and holes alike, for the even-odd rule tells them apart.
    var rings: [[(x: Double, y: Double)]] = []
    var lines: [[(x: Double, y: Double)]] = []
    var name: String?
    /// What it is filled with, for the name to stand out from.
    var ground = RGB.white
    /// Square pixels, holes taken off.
    var area = 0.0

    init(_ geometry: Geometry?, name: String?, in frame: MapFrame) {
        self.name = name
        if let geometry { add(geometry, frame) }
    }

    private mutating func add(_ geometry: Geometry, _ frame: MapFrame) {
        switch geometry {
        case .lineString(let line): lines.append(frame.points(line))
        case .multiLineString(let parts): lines += parts.map(frame.points)
        case .polygon, .multiPolygon:
            for polygon in geometry.polygons {
                for (index, ring) in polygon.enumerated() {
                    rings.append(frame.points(ring))
                    let pixels = abs(Ring.signedArea(ring)) * frame.scale * frame.scale
                    area += index == 0 ? pixels : -pixels
                }
            }
        case .collection(let parts): for part in parts { add(part, frame) }
        case .point, .multiPoint: break
        }
    }

    static func outlines(_ batch: FeatureBatch, label: String?, in frame: MapFrame) -> [Outline] {
        let names = label.flatMap { batch.column($0)?.values }
        return (0..<batch.count).map { row in
            var name: String?
            if let names, names.count > row, case .text(let text) = names[row] { name = text }
            return Outline(batch.geometry[row], name: name, in: frame)
        }
    }

    func path(on canvas: Canvas) {
        for ring in rings where ring.count > 1 { canvas.path(ring, isClosed: true) }
    }
}
