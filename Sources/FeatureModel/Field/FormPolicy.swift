/// How a layer is filled in the field.
public struct FormPolicy: Hashable, Sendable {
    /// Whether observations are taken; a closed form answers 409.
    public var isOpen: Bool
    /// Metres at which a phone takes a position by itself.
    public var accuracy: Double
    /// Metres beyond which a phone warns.
    public var worstAccuracy: Double
    /// Layers whose features phones know by name, as lists to choose from (`entityList`).
    public var entities: [String]

    public init(
        isOpen: Bool = true, accuracy: Double = 10, worstAccuracy: Double = 50, entities: [String] = []
    ) {
        self.isOpen = isOpen
        self.accuracy = accuracy
        self.worstAccuracy = worstAccuracy
        self.entities = entities
    }
}
