internal import TabaqaFeatureModel

/// The square a layer's curve fills, in the layer's CRS.
public struct CurveSquare: Hashable, Sendable {
    public var minX: Double
    public var minY: Double
    public var side: Double

    public init(minX: Double, minY: Double, side: Double) {
        self.minX = minX
        self.minY = minY
        self.side = side
    }

    /// A square around nearly all points: around the middle 98 % of a sample and as much again on each side,
    /// so that one row at longitude 0 does not blow up every cell.
    init(around x: [Double], _ y: [Double]) {
        var extent = (
            minX: Double.infinity, minY: Double.infinity, maxX: -Double.infinity, maxY: -Double.infinity
        )
        var sampleX: [Double] = []
        var sampleY: [Double] = []
        let stride = max(1, x.count / 4096)
        for row in 0..<min(x.count, y.count) where x[row].isFinite && y[row].isFinite {
            extent.minX = min(extent.minX, x[row])
            extent.minY = min(extent.minY, y[row])
            extent.maxX = max(extent.maxX, x[row])
            extent.maxY = max(extent.maxY, y[row])
            if row % stride == 0 {
                sampleX.append(x[row])
                sampleY.append(y[row])
            }
        }
        guard extent.minX <= extent.maxX else {
            self.init(minX: 0, minY: 0, side: 1)
            return
        }
        if sampleX.count >= 100 {
            sampleX.sort()
            sampleY.sort()
            let cut = sampleX.count / 100
            let width = sampleX[sampleX.count - 1 - cut] - sampleX[cut]
            let height = sampleY[sampleY.count - 1 - cut] - sampleY[cut]
            let margin = max(width, height)
            if margin > 0 {
                extent.minX = max(extent.minX, sampleX[cut] - margin)
                extent.minY = max(extent.minY, sampleY[cut] - margin)
                extent.maxX = min(extent.maxX, sampleX[sampleX.count - 1 - cut] + margin)
                extent.maxY = min(extent.maxY, sampleY[sampleY.count - 1 - cut] + margin)
            }
        }
        self.init(
            aligned: Extent(minX: extent.minX, minY: extent.minY, maxX: extent.maxX, maxY: extent.maxY))
    }

    /// The square around an extent whose side is a power of two and whose corner lies on multiples of a
    /// sixteenth of it. All such squares of one CRS share their quadtrees' cells: cells of equal size are
    /// the same or apart, of unequal size one in the other or apart.
    init(aligned extent: Extent) {
        let magnitude = max(abs(extent.minX), abs(extent.minY), abs(extent.maxX), abs(extent.maxY))
        // Cells must stay far above the rounding of coordinates.
        let least = max(extent.width, extent.height, magnitude * 0x1p-24, 0x1p-100)
        guard least < 0x1p900 else {
            self.init(minX: 0, minY: 0, side: 0x1p900)
            return
        }
        var side = Double(sign: .plus, exponent: least.exponent, significand: 1)
        while true {
            let step = side / 16
            let margin = side * 0x1p-20
            let minX = ((extent.minX - margin) / step).rounded(.down) * step
            let minY = ((extent.minY - margin) / step).rounded(.down) * step
            if extent.maxX + margin < minX + side, extent.maxY + margin < minY + side {
                self.init(minX: minX, minY: minY, side: side)
                return
            }
            side *= 2
        }
    }

    /// Column and row of the cell that holds the point; nil outside the square.
    @inline(__always)
    public func cell(x: Double, y: Double) -> (x: UInt32, y: UInt32)? {
        let scale = 65_536 / side
        let column = (x - minX) * scale
        let row = (y - minY) * scale
        guard column >= 0, row >= 0, column < 65_536, row < 65_536 else { return nil }
        return (UInt32(column), UInt32(row))
    }
}
