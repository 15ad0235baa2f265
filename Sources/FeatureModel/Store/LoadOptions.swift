/// How a bulk load treats rows that are there already.
public struct LoadOptions: Sendable {
    public enum Mode: Sendable, Equatable {
        /// Every row is new; an id that exists is a conflict.
        case append
        /// Rows are matched by id: absent ones are added; equal ones left alone; differing ones replaced when
        /// `update` is true, else counted as `conflicting` and left alone. Only `properties` (nil: all) and,
        /// where `geometry` is true, the geometry and flags are compared and written.
        case merge(update: Bool, properties: Set<String>?, geometry: Bool, insertsMissing: Bool)
    }

    public var mode: Mode
    /// Recorded in the audit row.
    public var actor: String
    /// The source's name for the audit row (file name without folder).
    public var source: String
    /// Hash of the source's bytes, hexadecimal; lets a second import of the same file be noticed.
    public var sourceHash: String

    public init(mode: Mode, actor: String, source: String, sourceHash: String) {
        self.mode = mode
        self.actor = actor
        self.source = source
        self.sourceHash = sourceHash
    }
}
