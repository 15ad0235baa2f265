/// A store that takes observations from the field. Each verb is one transaction; what returned is on disk. Verbs of many
/// callers at once share the wait for the disk.
///
/// All block; call them off any event loop. All throw `Fault`. Instants are milliseconds since 1970.
public protocol FieldStore: FeatureStore {
    // MARK: submissions

    /// Stores a submission with its row and its files, or finds that it is known.
    ///
    /// The state table of the OpenRosa study: same instance and hash again → `.known`, with the new files attached;
    /// `deprecated` the current version of its observation → the row is replaced (`.edited`), files whose content it
    /// names again are carried over; the row changed by others since that version → `.conflicting`, kept and not
    /// applied.
    ///
    /// - Parameters:
    ///   - row: the one row, under the id a new observation gets; for an edit its id is set by the store. Its flags
    ///     hold the quality findings; the review state is added by the store: `received`, or `hasIssues` where
    ///     `hasIssues` says so.
    ///   - files: files that came along, on disk already.
    /// - Throws: `submission.conflict` (same instance, another hash), `attachment.conflict` (same name, other bytes),
    ///   `submission.superseded`, `submission.predecessor-unknown`, `feature.deleted` (a known instance whose
    ///   observation was deleted), `store.conflict` (another feature has the id), `store.full`.
    func receive(
        _ submission: Submission, row: ValidatedBatch, hasIssues: Bool,
        files: [(name: String, content: Blob)], into layer: LayerDefinition
    ) throws -> Receipt

    /// Takes the files that came with a submission sent again, each into the version that names it; what it says of
    /// the row is not looked at.
    ///
    /// - Returns: nil where the instance is not known, or is with another hash. The outcome is `.known`.
    /// - Throws: `attachment.conflict`, `feature.deleted`.
    func complete(
        _ instance: String, hash: String, files: [(name: String, content: Blob)], in layer: LayerDefinition,
        by sender: Sender, at now: Int64
    ) throws -> Receipt?

    /// The receipt of a submission that is known; nil for one that is not. The outcome is `.known`.
    func receipt(of instance: String, in layer: LayerDefinition) throws -> Receipt?

    /// The submissions behind an observation, oldest first.
    func submissions(of feature: FeatureID, in layer: LayerDefinition) throws -> [Submission]

    // MARK: attachments

    /// Puts a file in its slot. The same content again is nothing new.
    ///
    /// - Throws: `attachment.conflict`, `feature.missing`.
    func attach(
        _ name: String, _ content: Blob, property: String?, to feature: FeatureID, in layer: LayerDefinition,
        by sender: Sender, at now: Int64
    ) throws -> [Attachment]

    /// Takes a file away; an expected one counts as missing from then on.
    func detach(
        _ name: String, from feature: FeatureID, in layer: LayerDefinition, by sender: Sender, at now: Int64
    ) throws

    func attachments(of feature: FeatureID, in layer: LayerDefinition) throws -> [Attachment]

    /// Of many features at once, by id; those without any are left out.
    func attachments(of features: [FeatureID], in layer: LayerDefinition) throws -> [String: [Attachment]]

    /// Bytes of the attachments the device sent.
    func attachedBytes(by device: String) throws -> Int64

    /// Whether any slot holds content of that hash.
    func holds(sha256: String) throws -> Bool

    // MARK: review

    /// Puts observations into a state, with the reason. Approving an edit that waits applies it.
    ///
    /// - Parameter expecting: per feature the row's revision the reviewer saw.
    /// - Throws: `store.conflict` naming the features that were changed in the meantime; none is changed then.
    func review(
        _ features: [(id: FeatureID, expecting: Int64?)], in layer: LayerDefinition, to state: ReviewState,
        reason: String?, by actor: String, at now: Int64
    ) throws

    func assign(
        _ features: [FeatureID], in layer: LayerDefinition, to assignee: String?, by actor: String,
        at now: Int64
    ) throws

    func reviews(_ query: ReviewQuery, in layer: LayerDefinition) throws -> [ReviewRecord]

    /// The row a waiting edit would make; nil where none waits.
    func conflict(of feature: FeatureID, in layer: LayerDefinition) throws -> Feature?

    /// Every step of the feature's life, oldest first, whoever took it.
    func history(of feature: FeatureID, in layer: LayerDefinition) throws -> [HistoryEntry]

    /// - Parameter late: observations received before it count as late while a file is missing.
    func tally(_ layer: LayerDefinition, late: Int64, now: Int64, days: Int) throws -> FieldTally

    /// Whether a feature of that id was deleted and is not there now.
    func wasDeleted(_ id: FeatureID, in layer: LayerDefinition) throws -> Bool

    // MARK: forms

    /// Keeps a form for as long as the store lives. The same version again with other bytes is `store.conflict`.
    func remember(_ form: FormEdition) throws
    func form(of layer: LayerDefinition, version: String) throws -> FormEdition?

    // MARK: devices

    /// - Parameter codeHash: SHA-256 of the code to enrol with, and until when it may be used.
    func add(_ device: Device, codeHash: String, until: Int64) throws
    func devices() throws -> [Device]
    func device(tokenHash: String) throws -> Device?

    /// Gives the device of that code its token, once.
    ///
    /// - Returns: nil where no code has that hash, or it was used, or is too old.
    func enrol(codeHash: String, tokenHash: String, at now: Int64) throws -> Device?
    func revoke(device: String, at now: Int64) throws
    /// Notes when devices were last seen.
    func touch(_ devices: [String: Int64]) throws

    // MARK: uploads in pieces

    func begin(_ upload: Upload) throws
    func upload(_ id: String) throws -> Upload?
    func advance(_ id: String, to offset: Int64) throws
    func end(_ id: String) throws
    func uploads(expiredAt now: Int64) throws -> [Upload]
    /// Bytes that uploads of the device still may bring.
    func uploadingBytes(by device: String) throws -> Int64
}
