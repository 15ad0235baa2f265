/// Density of events over a grid: data first, a picture second.
public struct DensityGrid: Sendable, Equatable {
    public var frame: GridFrame
    /// Row-major from the north-west, `frame.cellCount` values in `description.unit`; NaN is no data, which is
    /// not zero.
    public var values: [Float]
    public var description: DensityDescription

    public init(frame: GridFrame, values: [Float], description: DensityDescription) {
        self.frame = frame
        self.values = values
        self.description = description
    }

    public var maximum: Float { values.reduce(0) { $1 > $0 ? $1 : $0 } }
}
