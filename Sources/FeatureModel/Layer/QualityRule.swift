/// A gate every incoming row passes; a breach rejects or flags, never silently drops.
public struct QualityRule: Hashable, Sendable {
    public enum Test: Hashable, Sendable {
        /// The place lies inside the polygons of the named layer.
        case inside(layer: String)
        /// No other event within `meters` and `duration`.
        case duplicate(meters: Double, duration: ISODuration)
        /// From the field: the event is not in the future and not longer before its reception.
        case recent(within: ISODuration)
        /// From the field: the position is at least this accurate, in metres.
        case accurate(meters: Double)
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
