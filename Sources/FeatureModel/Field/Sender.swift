/// Who sent something from the field.
public struct Sender: Hashable, Sendable {
    /// For the audit: the name of a device or of a key, never the token.
    public var name: String
    /// Id of the enrolled device; nil for a key of the office.
    public var device: String?

    public init(name: String, device: String? = nil) {
        self.name = name
        self.device = device
    }
}
