public import TabaqaFeatureModel

/// Attachments as files beside the store, each named by the SHA-256 of its bytes and there once.
///
/// Written under a passing name, synced, renamed, and its folder synced, before anyone is told that it is there.
public final class AttachmentFiles: Sendable {
    public let directory: String

    /// Makes the folders where they are not there and sweeps what a killed process left.
    public init(directory: String) throws {
        self.directory = directory
    }

    /// A new file to be filled.
    public func begin() throws -> AttachmentWriter {
        throw Fault(.serverUnfinished, "begin")
    }

    /// Where the content lies. Nil where it is not.
    public func path(of content: Blob) -> String? { nil }
}
