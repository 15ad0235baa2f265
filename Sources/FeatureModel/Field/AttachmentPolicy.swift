/// Bounds on the attachments of a layer's observations.
public struct AttachmentPolicy: Hashable, Sendable {
    /// Bytes of one attachment.
    public var maximumSize: Int64
    /// Attachments of one observation.
    public var maximumCount: Int

    public init(maximumSize: Int64 = 200 << 20, maximumCount: Int = 150) {
        self.maximumSize = maximumSize
        self.maximumCount = maximumCount
    }
}
