public import TabaqaFeatureModel

/// What a submission says, in the layer's terms, not yet checked against its rules.
public struct DecodedObservation: Sendable {
    /// In EPSG:4326, longitude first; nil where there is none or it could not be used (see `flags`).
    public var geometry: Geometry?
    /// Metres, as the device says.
    public var accuracy: Double?
    /// In the layer's declared order.
    public var values: [PropertyValue]
    /// Names of properties that were sent, empty ones included.
    public var present: Set<String>
    /// The files it names.
    public var expected: [Attachment]
    /// What was kept in the submission only: unusable geometry or values, places set by hand.
    public var flags: FeatureFlags
    /// Of values that broke their property's type, with the text as sent.
    public var violations: [Violation]

    public init(
        geometry: Geometry? = nil, accuracy: Double? = nil, values: [PropertyValue],
        present: Set<String> = [],
        expected: [Attachment] = [], flags: FeatureFlags = [], violations: [Violation] = []
    ) {
        self.geometry = geometry
        self.accuracy = accuracy
        self.values = values
        self.present = present
        self.expected = expected
        self.flags = flags
        self.violations = violations
    }
}
