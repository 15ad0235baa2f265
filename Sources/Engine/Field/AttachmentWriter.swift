public import TabaqaFeatureModel

/// A file of unknown content on its way into `AttachmentFiles`. One thread at a time.
public final class AttachmentWriter {
    public init() {}

    public var size: Int64 { 0 }

    /// - Throws: `disk.full`, `attachment.too-large` beyond `limit`.
    public func write(_ bytes: some Collection<UInt8>) throws {}

    /// Syncs the file and gives it its name.
    public func finish() throws -> Blob { throw Fault(.serverUnfinished, "finish") }

    /// Removes what was written.
    public func discard() {}
}
