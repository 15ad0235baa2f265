internal import Synchronization
internal import TabaqaFeatureModel

/// Keeps the checks of layers between observations: making one reads boundaries and time zones.
final class CheckShelf: Sendable {
    /// One thread at a time has it: taken off the shelf, used, put back.
    private struct Kept: @unchecked Sendable {
        let check: ObservationCheck
        /// Of the layers it refers to.
        let revisions: [Int64]
    }

    private let kept = Mutex<[String: [Kept]]>([:])
    /// Of each layer. More threads at once make their own.
    private let most = 16

    /// Runs `body` with a check of `layer` as the layers it refers to now are.
    func withCheck<Result>(
        of layer: LayerDefinition, engine: Engine, _ body: (ObservationCheck) throws -> Result
    ) throws -> Result {
        let revisions = try grounds(of: layer, engine.catalog).map { try engine.revision(of: $0) }
        var held = kept.withLock { $0[layer.id]?.popLast() }
        if let old = held, old.revisions != revisions || old.check.layer != layer { held = nil }
        let mine = try held ?? Kept(check: ObservationCheck(layer, engine: engine), revisions: revisions)
        defer {
            kept.withLock {
                if $0[layer.id, default: []].count < most { $0[layer.id, default: []].append(mine) }
            }
        }
        return try body(mine.check)
    }

    /// The layers its rules refer to.
    private func grounds(of layer: LayerDefinition, _ catalog: LayerCatalog) throws -> [LayerDefinition] {
        var ids = Set([catalog.city.boundary].compactMap { $0 })
        for rule in layer.rules {
            if case .inside(let id) = rule.test { ids.insert(id) }
        }
        ids.remove(layer.id)
        return try ids.sorted().map { try catalog.layer($0) }
    }
}
