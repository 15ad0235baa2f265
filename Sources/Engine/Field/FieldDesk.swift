public import TabaqaFeatureModel

/// Takes in what the field sends: decodes, checks against the layer, keeps files, stores, reviews. One per server.
///
/// Many threads may use it at once. What returned is on disk.
public final class FieldDesk: Sendable {
    /// Small pictures of attached photos.
    let derivatives: Derivatives
    public let engine: Engine
    public let store: any FieldStore
    /// Attachments, by content.
    public let files: AttachmentFiles
    /// The program that makes small pictures of photos.
    public let mediaExecutable: String
    let checks = CheckShelf()
    let forms = FormShelf()
    let quotas = QuotaBook()
    /// Uploads a piece of which is being written.
    let openUploads = OpenUploads()
    let waiting = WaitingUploads()
    let blobSweep = DailyTask()

    /// - Parameter directory: of the attachments, beside the store.
    public init(
        engine: Engine, store: any FieldStore, directory: String, mediaExecutable: String
    ) throws {
        derivatives = Derivatives(directory: directory + "/.derived", executable: mediaExecutable)
        self.engine = engine
        self.store = store
        self.mediaExecutable = mediaExecutable
        files = try AttachmentFiles(directory: directory)
    }

    /// Runs what writes into the store; where that has no room, gives up the space kept for emergencies, so that the
    /// store can at least tidy itself up.
    func writing<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let fault as Fault {
            if fault.code == .storeFull || fault.code == .diskFull { files.makeRoom() }
            throw fault
        }
    }
}
