import Foundation
import TabaqaFeatureModel
import TabaqaTestSupport

/// Areas side by side whose shared borders are crooked and made of the same positions, in degrees.
enum CrookedAreas {
    static let side = 6
    static let step = 0.02
    static let layer = SampleLayers.layer(
        "quarters", .polygon, properties: [SampleLayers.property("name", .string)])

    /// Row by row from the south-west; the last has a hole and an island in it, as one MultiPolygon.
    static func make(pointsPerEdge: Int = 40) -> [Geometry] {
        var random = SeededGenerator(seed: 5)
        func corner(_ column: Int, _ row: Int) -> Position {
            Position(
                x: TileCity.origin.longitude + Double(column) * step,
                y: TileCity.origin.latitude + Double(row) * step)
        }
        func edge(_ from: Position, _ to: Position) -> [Position] {
            let (dx, dy) = ((to.x - from.x), (to.y - from.y))
            return (0..<pointsPerEdge).map { index in
                let part = Double(index) / Double(pointsPerEdge)
                // Never so far that an edge could meet another.
                let off = index == 0 ? 0 : Double.random(in: -0.08...0.08, using: &random) * sin(part * .pi)
                return Position(x: from.x + part * dx - off * dy, y: from.y + part * dy + off * dx)
            }
        }
        var south: [[Position]] = []
        var west: [[Position]] = []
        for row in 0...side {
            for column in 0..<side { south.append(edge(corner(column, row), corner(column + 1, row))) }
        }
        for row in 0..<side {
            for column in 0...side { west.append(edge(corner(column, row), corner(column, row + 1))) }
        }
        var areas: [Geometry] = []
        for row in 0..<side {
            for column in 0..<side {
                let bottom = south[row * side + column] + [corner(column + 1, row)]
                let right = west[row * (side + 1) + column + 1] + [corner(column + 1, row + 1)]
                let top = south[(row + 1) * side + column] + [corner(column + 1, row + 1)]
                let left = west[row * (side + 1) + column] + [corner(column, row + 1)]
                var ring = bottom.dropLast() + right.dropLast() + top.reversed().dropLast()
                ring += left.reversed().dropLast()
                areas.append(.polygon([ring + [ring[0]]]))
            }
        }
        return areas
    }

    static func square(_ x: Double, _ y: Double, _ side: Double, clockwise: Bool = false) -> [Position] {
        let ring = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
            .map { Position(x: $0.0, y: $0.1) }
        return clockwise ? ring.reversed() : ring
    }
}
