/// The Hilbert curve over a square of 65,536 × 65,536 cells: neighbours in the plane become neighbours in a
/// list, and every cell of its quadtree is one contiguous range of keys.
///
/// D. Hilbert, “Über die stetige Abbildung einer Linie auf ein Flächenstück”, Math. Ann. 38 (1891).
public enum HilbertCurve {
    /// Quadtree levels: cells per side = 2^16, keys have 32 bits.
    public static let levels = 16

    /// The four ways a quadrant's curve can lie: bit 0 exchanges the axes, bit 1 reverses both.
    public struct Orientation: Hashable, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) { self.rawValue = rawValue & 3 }

        public static let root = Orientation(rawValue: 0)

        /// Which part of the cell's key range (0–3) the quadrant (`east`, `north` being 0 or 1) takes, and
        /// how the curve lies inside it.
        public func quadrant(east: Int, north: Int) -> (digit: Int, inside: Orientation) {
            let reversed = Int(rawValue >> 1)
            let exchanged = rawValue & 1 == 1
            let first = (exchanged ? north : east) ^ reversed
            let second = (exchanged ? east : north) ^ reversed
            var inside = rawValue
            if second == 0 { inside ^= first == 1 ? 3 : 1 }
            return ((3 * first) ^ second, Orientation(rawValue: inside))
        }
    }

    /// Four levels at a time: `[orientation << 8 | x nibble << 4 | y nibble]` gives eight key bits and, in
    /// the two lowest bits, the next orientation.
    static let steps: [UInt16] = (0..<1024).map { index in
        var orientation = Orientation(rawValue: UInt8(index >> 8))
        var key = 0
        for bit in stride(from: 3, through: 0, by: -1) {
            let step = orientation.quadrant(
                east: (index >> (4 + bit)) & 1, north: (index >> bit) & 1)
            key = key << 2 | step.digit
            orientation = step.inside
        }
        return UInt16(key << 2) | UInt16(orientation.rawValue)
    }

    /// The key of the cell in column `x` and row `y`, counted from the south-west.
    public static func key(x: UInt16, y: UInt16) -> UInt32 {
        steps.withUnsafeBufferPointer { key(UInt32(x), UInt32(y), $0) }
    }

    @inline(__always)
    static func key(_ x: UInt32, _ y: UInt32, _ steps: UnsafeBufferPointer<UInt16>) -> UInt32 {
        var state: UInt16 = 0
        var key: UInt32 = 0
        var shift: UInt32 = 12
        for _ in 0..<4 {
            let cell = ((x >> shift) & 15) << 4 | ((y >> shift) & 15)
            let step = steps[Int(state) << 8 | Int(cell)]
            key = key << 8 | UInt32(step >> 2)
            state = step & 3
            shift &-= 4
        }
        return key
    }

    /// The order in which to store points so that neighbours lie together; points without a place, and the
    /// few far from all others, come last. Equal input, equal order.
    ///
    /// - Returns: a permutation of `0..<x.count`.
    public static func order(x: [Double], y: [Double]) -> [Int] {
        CurveOrder(x: x, y: y).rows.map(Int.init)
    }
}
