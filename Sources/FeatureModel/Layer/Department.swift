/// A custodian of layers.
public struct Department: Hashable, Sendable {
    public var id: String
    public var title: LocalizedText

    public init(id: String, title: LocalizedText) {
        self.id = id
        self.title = title
    }
}
