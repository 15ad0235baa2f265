internal import Foundation
internal import Synchronization
internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// One layer kept open: its newest state, and how to bring it up to the store.
final class LayerDesk: Sendable {
    private struct Current {
        var stamp: UInt64
        var columns: LayerColumns
    }

    private struct Work {
        /// Of layers that take in changes; nil before the first and for others.
        var live: LiveColumns?
        var isMerging = false
        /// Appended rows that are too many; more after a merge that failed.
        var mergeLimit: Int?
        var mercator: MercatorPlaces?
    }

    private let layer: LayerDefinition
    private let shelf: ColumnShelf
    private let feed: ChangeFeed
    private let current = Mutex<Current?>(nil)
    /// Held while changes are taken in: one thread works, others wait for its result.
    private let work = Mutex(Work())
    private let journal: Mutex<ChangeJournal>

    init(_ layer: LayerDefinition, shelf: ColumnShelf, feed: ChangeFeed) {
        self.layer = layer
        self.shelf = shelf
        self.feed = feed
        journal = Mutex(ChangeJournal(floor: 0))
    }

    /// The layer as it is now, or later.
    func open() throws -> LayerColumns {
        if let columns = fresh(try feed.stamp(layer)) { return columns }
        return try work.withLock { work in
            let stamp = try feed.stamp(layer)
            if let columns = fresh(stamp) { return columns }
            let known = current.withLock { $0?.columns }
            let columns: LayerColumns
            if let known, try feed.revision(layer) == known.revision {
                columns = known
            } else {
                columns = try update(known, &work)
            }
            current.withLock { $0 = Current(stamp: stamp, columns: columns) }
            return columns
        }
    }

    /// The revision `open` would give.
    func revision() throws -> Int64 {
        if let columns = fresh(try feed.stamp(layer)) { return columns.revision }
        return try feed.revision(layer)
    }

    func revision(touching extent: Extent, reach: Double) throws -> Int64 {
        _ = try open()
        return journal.withLock { $0.revision(touching: extent, reach: reach) }
    }

    /// Throws away what is held, which turned out damaged.
    func reopen() throws -> LayerColumns {
        try work.withLock { work in
            let stamp = try feed.stamp(layer)
            let columns = try begin(&work)
            current.withLock { $0 = Current(stamp: stamp, columns: columns) }
            return columns
        }
    }

    private func fresh(_ stamp: UInt64) -> LayerColumns? {
        current.withLock { $0?.stamp == stamp ? $0?.columns : nil }
    }

    private func update(_ known: LayerColumns?, _ work: inout Work) throws -> LayerColumns {
        guard let known else { return try begin(&work) }
        guard let changes = try feed.rows(layer, changedAfter: known.revision) else {
            return try begin(&work)
        }
        if let live = work.live,
            let applied = try live.apply(changes.rows, gone: changes.gone, revision: changes.revision)
        {
            try note(applied, &work)
            let limit = work.mergeLimit ?? LiveColumns.tailLimit(known.count)
            if applied.columns.appendedCount > limit, !work.isMerging {
                work.isMerging = true
                merge()
            }
            return applied.columns
        }
        let columns = try reload(&work)
        if columns.revision == changes.revision {
            try note(changes, since: known, &work)
        } else {
            journal.withLock { $0.raise(to: columns.revision) }
        }
        return columns
    }

    /// Reads the whole layer; all of it counts as changed.
    private func begin(_ work: inout Work) throws -> LayerColumns {
        let columns = try reload(&work)
        journal.withLock { $0.raise(to: columns.revision) }
        return columns
    }

    private func reload(_ work: inout Work) throws -> LayerColumns {
        let columns = try shelf.openFile(layer)
        work.mergeLimit = nil
        work.live = LiveColumns.covers(layer) ? try LiveColumns(columns) : nil
        // So that the first edit, and the first page of items, need not wait for it.
        if LiveColumns.covers(layer) { Thread.detachNewThread { _ = try? columns.idOrder() } }
        return work.live?.columns ?? columns
    }

    // MARK: what changed where

    private func note(_ applied: LiveColumns.Applied, _ work: inout Work) throws {
        guard layer.geometry == .point else { return }
        let places = try applied.columns.places()
        let rows = applied.removed + Array(applied.appended)
        var (x, y) = (rows.map { places.x[$0] }, rows.map { places.y[$0] })
        try mercator(&work).transform(&x, &y)
        journal.withLock { $0.record(applied.columns.revision, x: x, y: y) }
    }

    /// Of a layer that was read anew.
    private func note(_ changes: ChangedRows, since known: LayerColumns, _ work: inout Work) throws {
        guard layer.geometry != .none else { return }
        let order = try known.idOrder()
        let ids = (0..<changes.rows.count).map { FeatureID(changes.rows.ids[$0] ?? "") } + changes.gone
        let rows = ids.compactMap { order.row(ofID: $0) }
        var extents = (0..<changes.rows.count).compactMap { changes.rows.geometry[$0]?.extent }
        if layer.geometry == .point {
            let places = try known.places()
            extents += rows.map {
                Extent(minX: places.x[$0], minY: places.y[$0], maxX: places.x[$0], maxY: places.y[$0])
            }
        } else {
            let shapes = try known.shapes()
            extents += rows.map { shapes.extent($0) }
        }
        let mercator = try mercator(&work)
        let placed = extents.map { mercator.transform($0) }
        journal.withLock { $0.record(changes.revision, placed) }
    }

    private func mercator(_ work: inout Work) throws -> MercatorPlaces {
        if let made = work.mercator { return made }
        let made = try MercatorPlaces(from: layer.crs)
        work.mercator = made
        return made
    }

    // MARK: merging

    /// Builds the file anew beside what is served, then goes on from it.
    private func merge() {
        let thread = Thread { [weak self] in self?.finishMerge() }
        thread.name = "columns of \(layer.id)"
        thread.stackSize = 4 << 20
        thread.start()
    }

    private func finishMerge() {
        let built = try? shelf.rebuild(layer)
        let next = built.flatMap { built in
            _ = try? built.idOrder()
            return try? LiveColumns(built)
        }
        work.withLock { work in
            defer { work.isMerging = false }
            let appended = current.withLock { $0?.columns.appendedCount } ?? 0
            work.mergeLimit = appended + appended / 4
            guard let next, work.live != nil else { return }
            // Changes may come between bringing up the one and the other.
            for _ in 0..<10 {
                guard let served = current.withLock({ $0?.columns }),
                    let stamp = try? feed.stamp(layer), let columns = try? update(served, &work),
                    let changes = try? feed.rows(layer, changedAfter: next.columns.revision),
                    let applied = try? next.apply(
                        changes.rows, gone: changes.gone, revision: changes.revision)
                else { return }
                current.withLock { $0 = Current(stamp: stamp, columns: columns) }
                if applied.columns.revision == columns.revision {
                    work.live = next
                    work.mergeLimit = nil
                    current.withLock { $0 = Current(stamp: stamp, columns: applied.columns) }
                    return
                }
            }
        }
    }
}
