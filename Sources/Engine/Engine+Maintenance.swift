internal import TabaqaColumns
public import TabaqaFeatureModel

extension Engine {
    /// Checks the store, where it can check itself, and every column file.
    ///
    /// A missing column file is fine, a stale one is rebuilt when needed; only one that claims the current
    /// revision and cannot be read is a failure.
    public func verify() throws -> [StoreCheck] {
        var checks: [StoreCheck] = []
        if let store = store as? any StoreMaintenance { checks += try store.verify(catalog) }
        for layer in catalog.layers {
            let name = "columns of \(layer.id)"
            switch try columns.state(of: layer) {
            case .absent: checks.append(StoreCheck(name: name, holds: true, detail: "not built yet"))
            case .sound(let revision):
                let current = try store.changes(layer, after: nil, limit: 0).revision
                checks.append(
                    StoreCheck(
                        name: name, holds: true,
                        detail: revision == current ? "" : "stale, rebuilt when next needed"))
            case .damaged(let why): checks.append(StoreCheck(name: name, holds: false, detail: why))
            }
        }
        return checks
    }

    /// Writes a consistent copy of the store to `path`, which must not exist.
    ///
    /// - Throws: `file.unsupported` for a store that cannot copy itself.
    public func backup(to path: String) throws {
        guard let store = store as? any StoreMaintenance else {
            throw Fault(.fileUnsupported, "This store cannot copy itself.")
        }
        try store.backup(to: path)
    }
}
