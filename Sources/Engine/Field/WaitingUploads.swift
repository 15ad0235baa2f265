internal import Synchronization
internal import TabaqaFeatureModel

/// Uploads that are whole and wait for the observation that names them. In memory; the store has them too.
final class WaitingUploads: Sendable {
    private struct Key: Hashable {
        var layer: String
        var feature: FeatureID
    }

    private let waiting = Mutex<[Key: [Upload]]?>(nil)

    /// - Parameter isThere: whether the file of an upload is still waiting.
    func add(_ upload: Upload, of store: any FieldStore, isThere: (Upload) -> Bool) throws {
        try load(store, isThere)
        let key = Key(layer: upload.layer, feature: upload.feature)
        waiting.withLock { waiting in
            guard waiting?[key]?.contains(where: { $0.id == upload.id }) != true else { return }
            waiting?[key, default: []].append(upload)
        }
    }

    /// Takes those of `feature` that `sender` sent; nobody else gets them.
    func take(
        _ feature: FeatureID, in layer: LayerDefinition, from sender: Sender, of store: any FieldStore,
        isThere: (Upload) -> Bool
    ) throws -> [Upload] {
        try load(store, isThere)
        let key = Key(layer: layer.id, feature: feature)
        return waiting.withLock { waiting in
            guard let uploads = waiting?[key] else { return [] }
            let others = uploads.filter { $0.sender != sender }
            waiting?[key] = others.isEmpty ? nil : others
            return uploads.filter { $0.sender == sender }
        }
    }

    func remove(_ id: String) {
        waiting.withLock { waiting in
            guard let all = waiting else { return }
            for (key, uploads) in all where uploads.contains(where: { $0.id == id }) {
                let others = uploads.filter { $0.id != id }
                waiting?[key] = others.isEmpty ? nil : others
            }
        }
    }

    /// What an earlier process left.
    private func load(_ store: any FieldStore, _ isThere: (Upload) -> Bool) throws {
        guard waiting.withLock({ $0 == nil }) else { return }
        let whole = try store.uploads(expiredAt: .max).filter { $0.offset == $0.length && isThere($0) }
        waiting.withLock { waiting in
            guard waiting == nil else { return }
            var all: [Key: [Upload]] = [:]
            for upload in whole {
                all[Key(layer: upload.layer, feature: upload.feature), default: []].append(upload)
            }
            waiting = all
        }
    }
}
