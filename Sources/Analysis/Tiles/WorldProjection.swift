internal import Foundation
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// Positions of a layer as fractions of the square of Web Mercator, from west and south: the plane of all tiles.
struct WorldProjection {
    private enum Path {
        case degrees
        case metres
        case general(CoordinateTransform)
    }

    private let path: Path

    /// - Throws: `crs.unknown`, `crs.transform`.
    init(from crs: CRS) throws {
        path =
            switch crs {
            case .wgs84: .degrees
            case .webMercator: .metres
            default: .general(try CoordinateTransform(from: crs, to: .webMercator, ballpark: .allow))
            }
    }

    /// In place. Positions outside the square, or none, become NaN in both arrays.
    ///
    /// - Parameter clamps: whether positions outside come to lie on the square's edge instead.
    func project(x: inout [Double], y: inout [Double], clamps: Bool = false) {
        switch path {
        case .degrees:
            for row in x.indices {
                x[row] = x[row] / 360 + 0.5
                let sine = sin(y[row] * .pi / 180)
                y[row] = 0.5 + log((1 + sine) / (1 - sine)) / (4 * .pi)
            }
        case .metres:
            Self.scale(&x, &y)
        case .general(let transform):
            transform.transform(x: &x, y: &y)
            Self.scale(&x, &y)
        }
        if clamps {
            for row in x.indices where !x[row].isNaN && !y[row].isNaN {
                x[row] = min(max(x[row], 0x1p-32), 1 - 0x1p-32)
                y[row] = min(max(y[row], 0x1p-32), 1 - 0x1p-32)
            }
        }
        for row in x.indices where !(x[row] >= 0 && x[row] < 1 && y[row] >= 0 && y[row] < 1) {
            x[row] = .nan
            y[row] = .nan
        }
    }

    private static func scale(_ x: inout [Double], _ y: inout [Double]) {
        let circumference = 2 * TileAddress.halfSide
        for row in x.indices {
            x[row] = x[row] / circumference + 0.5
            y[row] = y[row] / circumference + 0.5
        }
    }

    /// In 2^32nds of the square's side; (0, 0) stands for no place.
    func places(x: [Double], y: [Double], clamps: Bool = false) -> (x: [UInt32], y: [UInt32]) {
        var (x, y) = (x, y)
        project(x: &x, y: &y, clamps: clamps)
        return (x.map(Self.whole), y.map(Self.whole))
    }

    private static func whole(_ fraction: Double) -> UInt32 {
        fraction.isNaN ? 0 : UInt32(fraction * 4_294_967_296)
    }
}
