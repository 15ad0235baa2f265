/// A store that can be checked and copied while writing goes on.
public protocol StoreMaintenance: FeatureStore {
    /// Integrity of file, indexes and triggers.
    ///
    /// - Returns: one line per check, with whether it holds.
    func verify(_ catalog: LayerCatalog) throws -> [StoreCheck]

    /// Writes a consistent copy to `path`, which must not exist.
    func backup(to path: String) throws
}

/// One integrity check's outcome.
public struct StoreCheck: Hashable, Sendable {
    public var name: String
    public var holds: Bool
    public var detail: String

    public init(name: String, holds: Bool, detail: String) {
        self.name = name
        self.holds = holds
        self.detail = detail
    }
}
