/// A place in the plane of some CRS: `x` is longitude or easting, `y` latitude or northing,
/// whatever order the CRS's authority prescribes.
public struct Position: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// Whether both coordinates are finite numbers.
    public var isFinite: Bool { x.isFinite && y.isFinite }
}
