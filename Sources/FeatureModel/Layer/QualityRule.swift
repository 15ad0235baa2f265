/// A gate every incoming row passes; a breach rejects or flags, never silently drops.
public struct QualityRule: Hashable, Sendable {
    public enum Test: Hashable, Sendable {
        /// The place lies inside the polygons of the named layer.
        case inside(layer: String)
        /// No other event within `meters` and `duration`.
        case duplicate(meters: Double, duration: ISODuration)
    }

    public enum Consequence: String, Sendable, CaseIterable {
        case flag, reject
    }

    public var test: Test
    public var consequence: Consequence

    public init(test: Test, consequence: Consequence) {
        self.test = test
        self.consequence = consequence
    }
}
