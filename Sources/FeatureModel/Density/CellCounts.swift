/// Events per cell of a layer's fixed disclosure grid, before the release gate: what a guarded layer's
/// heatmap is made of instead of a kernel estimate.
public struct CellCounts: Sendable, Equatable {
    /// In the city's metric CRS, aligned to multiples of the grid side.
    public var frame: GridFrame
    /// Events per cell.
    public var events: [Int32]
    /// Distinct subjects per cell; nil where the layer names no subject.
    public var subjects: [Int32]?
    public var description: DensityDescription

    public init(frame: GridFrame, events: [Int32], subjects: [Int32]?, description: DensityDescription) {
        self.frame = frame
        self.events = events
        self.subjects = subjects
        self.description = description
    }
}
