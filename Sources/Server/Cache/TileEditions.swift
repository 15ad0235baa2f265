internal import Foundation
internal import Synchronization
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// What stands in every key of a layer's tiles: its definition, the program that draws, and the state of the store
/// the revision counts from.
///
/// A store that was restored from a copy or made anew comes to the same revisions again with other rows. So a
/// revision is only believed across restarts together with the time of the layer's last change, both read at the
/// start; what is drawn at later revisions is named by this run and found by no other.
final class TileEditions: Sendable {
    private struct Edition {
        var key: TileKey
        var revision: Int64
    }

    private let engine: Engine
    private let base: TileKey
    private let run = UInt64.random(in: 0 ... .max)
    private let known = Mutex<[String: Edition]>([:])

    init(_ engine: Engine) {
        self.engine = engine
        var base = TileKey()
        // Another build may draw other bytes.
        var program = stat()
        if stat("/proc/self/exe", &program) == 0 {
            base.mix(program.st_size)
            base.mix(program.st_mtim.tv_sec)
            base.mix(program.st_mtim.tv_nsec)
        } else {
            base.mix(run)
        }
        base.mix(engine.catalog.city.zone)
        base.mix(engine.catalog.city.metricCRS.definition)
        self.base = base
    }

    /// The beginning of a key for a tile drawn from the layer at `revision`.
    func key(of layer: LayerDefinition, at revision: Int64) throws -> TileKey {
        var edition = try edition(of: layer, at: revision)
        if revision > edition.revision {
            edition.key.mix(run)
            edition.key.mix(revision)
        }
        return edition.key
    }

    private func edition(of layer: LayerDefinition, at revision: Int64) throws -> Edition {
        if let edition = known.withLock({ $0[layer.id] }) { return edition }
        let started = try engine.revision(of: layer)
        var key = base
        key.mix(LayerDefinitionWriter.yaml(for: layer))
        key.mix(started)
        key.mix((try (engine.store as? any ImportLedger)?.lastChange(of: layer)) ?? 0)
        // A change between the two readings must not pass for the state of the first.
        let edition = Edition(
            key: key, revision: try engine.revision(of: layer) == started ? started : .min)
        return known.withLock { known in
            if let earlier = known[layer.id] { return earlier }
            known[layer.id] = edition
            return edition
        }
    }
}
