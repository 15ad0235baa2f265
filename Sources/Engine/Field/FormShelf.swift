internal import Synchronization
internal import TabaqaFeatureModel

/// Keeps the current forms of layers, made anew when the ground they are fenced by changes.
final class FormShelf: Sendable {
    private struct Kept {
        var layer: LayerDefinition
        var revisions: [Int64]
        var form: FormEdition
    }

    private let kept = Mutex<[String: Kept]>([:])

    func form(of layer: LayerDefinition, engine: Engine, store: any FieldStore) throws -> FormEdition {
        let grounds = Set(
            layer.rules.compactMap { rule -> String? in
                if case .inside(let id) = rule.test, id != layer.id { id } else { nil }
            })
        let revisions = try grounds.sorted().map { try engine.revision(of: engine.catalog.layer($0)) }
        if let held = kept.withLock({ $0[layer.id] }), held.layer == layer, held.revisions == revisions {
            return held.form
        }
        let form = try engine.form(of: layer)
        try store.remember(form)
        kept.withLock { $0[layer.id] = Kept(layer: layer, revisions: revisions, form: form) }
        return form
    }
}
