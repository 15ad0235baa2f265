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
        let side = max(extent.maxX - extent.minX, extent.maxY - extent.minY)
        let magnitude = max(abs(extent.minX), abs(extent.minY), abs(extent.maxX), abs(extent.maxY))
        let widened = side.isFinite ? side * (1 + 1e-9) + magnitude * 1e-14 : .greatestFiniteMagnitude
        self.init(minX: extent.minX, minY: extent.minY, side: widened > 0 ? widened : 1)
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
