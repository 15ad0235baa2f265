internal import Synchronization
internal import TabaqaFeatureModel

/// Which uploads have a writer: each at most one.
final class OpenUploads: Sendable {
    private let ids = Mutex<Set<String>>([])

    /// - Throws: `store.busy` where it has one.
    func claim(_ id: String) throws {
        guard ids.withLock({ $0.insert(id).inserted }) else {
            throw Fault(
                .storeBusy, "Another piece of this upload is being written.",
                remedy: "Ask for its offset in a moment and go on from there.")
        }
    }

    func free(_ id: String) { ids.withLock { _ = $0.remove(id) } }
}
