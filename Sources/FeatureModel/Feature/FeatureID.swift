/// A feature's name within its layer, made by the engine or the client, never by the store.
public struct FeatureID: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    public var description: String { text }
}
