public import TabaqaFeatureModel

/// Takes in what the field sends: decodes, checks against the layer, keeps files, stores, reviews. One per server.
///
/// Many threads may use it at once. What returned is on disk.
public final class FieldDesk: Sendable {
    public let engine: Engine
    public let store: any FieldStore
    /// Attachments, by content.
    public let files: AttachmentFiles
    /// The program that makes small pictures of photos.
    public let mediaExecutable: String

    /// - Parameter directory: of the attachments, beside the store.
    public init(
        engine: Engine, store: any FieldStore, directory: String, mediaExecutable: String
    ) throws {
        self.engine = engine
        self.store = store
        self.mediaExecutable = mediaExecutable
        files = try AttachmentFiles(directory: directory)
    }
}
