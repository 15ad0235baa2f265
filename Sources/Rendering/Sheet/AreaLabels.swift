internal import TabaqaFeatureModel

/// Puts areas' names on the map: the largest area first, each name inside its area as far as it goes, never
/// on another name.
struct AreaLabels {
    /// Where names may be.
    let box: Box
    /// Boxes already taken: other names, north arrow, scale bar.
    private(set) var taken: [Box]

    init(in box: Box, avoiding taken: [Box]) {
        self.box = box
        self.taken = taken
    }

    mutating func avoid(_ box: Box) { taken.append(box) }

    mutating func draw(_ outlines: [Outline], _ style: TextStyle, on canvas: Canvas) throws(Fault) {
        let named = outlines.filter { $0.name?.isEmpty == false && !$0.rings.isEmpty }
        for outline in named.sorted(by: { $0.area > $1.area }) {
            guard let spot = Self.spot(in: outline.rings, within: box) else { continue }
            var style = style
            if outline.ground.isDark { style.color = .white }
            for text in Self.forms(of: outline.name ?? "") {
                let block = try TextBlock(text, style, isCentered: true, on: canvas)
                let place = Box(
                    x: spot.x - block.width / 2, y: spot.y - block.height / 2, width: block.width,
                    height: block.height)
                // A name may lap over its area's edge a little, not name the neighbour.
                guard block.width <= spot.width * 1.12, block.height <= spot.height * 1.3,
                    box.contains(place), !taken.contains(where: { $0.intersects(place.inset(-3)) })
                else { continue }
                taken.append(place)
                block.draw(x: place.x, y: place.y, halo: (outline.ground, style.size * 0.14), on: canvas)
                break
            }
        }
    }

    /// The name in one line, then, where it has several words, in two of about equal length.
    static func forms(of name: String) -> [String] {
        let words = name.split(separator: " ")
        guard words.count > 1 else { return [name] }
        let breaks = (1..<words.count).map { place in
            (words[..<place].joined(separator: " "), words[place...].joined(separator: " "))
        }
        let best = breaks.min { max($0.0.count, $0.1.count) < max($1.0.count, $1.1.count) }
        return [name] + (best.map { ["\($0.0)\n\($0.1)"] } ?? [])
    }

    /// The middle of the widest horizontal stretch inside the rings, those near the middle height preferred,
    /// with the stretch's width and the height of the shape around it.
    static func spot(
        in rings: [[(x: Double, y: Double)]], within box: Box
    ) -> (x: Double, y: Double, width: Double, height: Double)? {
        let heights = rings.flatMap { $0.map(\.y) }
        guard let top = heights.min(), let bottom = heights.max() else { return nil }
        let upper = max(top, box.y)
        let lower = min(bottom, box.maxY)
        guard lower > upper else { return nil }
        var best: (x: Double, y: Double, width: Double, height: Double)?
        var bestScore = 0.0
        let steps = 15
        for step in 1..<steps {
            let y = upper + (lower - upper) * Double(step) / Double(steps)
            let edges = crossings(of: rings, at: y)
            for index in stride(from: 0, to: edges.count - 1, by: 2) {
                let left = max(edges[index], box.x)
                let right = min(edges[index + 1], box.maxX)
                let offset = abs(Double(2 * step - steps)) / Double(steps)
                let score = (right - left) * (1 - 0.5 * offset)
                guard right > left, score > bestScore else { continue }
                bestScore = score
                best = ((left + right) / 2, y, right - left, lower - upper)
            }
        }
        return best
    }

    private static func crossings(of rings: [[(x: Double, y: Double)]], at y: Double) -> [Double] {
        var crossings: [Double] = []
        for ring in rings {
            guard var from = ring.last else { continue }
            for to in ring {
                if (from.y <= y) != (to.y <= y) {
                    crossings.append(from.x + (y - from.y) / (to.y - from.y) * (to.x - from.x))
                }
                from = to
            }
        }
        return crossings.sorted()
    }
}
