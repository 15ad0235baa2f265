internal import Dispatch
internal import Synchronization
package import TabaqaColumns
internal import TabaqaFeatureModel

/// Which area of a layer owns each row of another, kept with the rows: any selection or sum is then one pass.
/// Only of the layers asked last, so that memory stays bounded (4 bytes a row and layer).
package final class AreaOwners: Sendable {
    private struct Entry {
        weak var areas: LayerColumns?
        let owners: [Int32]
    }

    private static let mostLayers = 4

    private let entries = Mutex<[Entry]>([])

    /// The owner of every row of `points` among `areas`, numbered in key order; −1 for none. After an edit
    /// only the rows appended to the layer's file are asked.
    ///
    /// - Throws: `crs.transform`, `columns.damaged`.
    package static func kept(_ points: LayerColumns, _ areas: LayerColumns) throws -> [Int32] {
        let base = points.base
        let beginning = try base.derived("area owners") { AreaOwners() }
            .owners(areas) { try owners(base, areas) }
        guard points !== base else { return beginning }
        return try points.derived("area owners") { AreaOwners() }.owners(areas) {
            try beginning + appended(points, after: base.count, areas)
        }
    }

    private func owners(_ areas: LayerColumns, _ make: () throws -> [Int32]) throws -> [Int32] {
        if let owners = held(areas) { return owners }
        let owners = try make()
        entries.withLock { entries in
            entries.removeAll { $0.areas == nil || $0.areas?.layer.id == areas.layer.id }
            if entries.count >= Self.mostLayers { entries.removeFirst() }
            entries.append(Entry(areas: areas, owners: owners))
        }
        return owners
    }

    private static func appended(
        _ points: LayerColumns, after first: Int, _ areas: LayerColumns
    ) throws -> [Int32] {
        let index = try areas.areaIndex()
        return try PlanePlaces.of(points, in: areas.layer.crs).withBuffers { x, y in
            (first..<points.count).map { index.owner(x: x[$0], y: y[$0]) }
        }
    }

    private func held(_ areas: LayerColumns) -> [Int32]? {
        entries.withLock { entries in
            guard let at = entries.firstIndex(where: { $0.areas === areas }) else { return nil }
            let entry = entries.remove(at: at)
            entries.append(entry)
            return entry.owners
        }
    }

    /// The owner of every row, worked out.
    static func owners(_ points: LayerColumns, _ areas: LayerColumns) throws -> [Int32] {
        let index = try areas.areaIndex()
        guard points.layer.crs == areas.layer.crs else {
            return owners(
                RowMask(count: points.count, all: true), try PlanePlaces.of(points, in: areas.layer.crs),
                index)
        }
        var owners = [Int32](repeating: -1, count: points.count)
        try owners.withUnsafeMutableBufferPointer { owners in
            try index.forEachOwner(of: points) { rows, area in
                for row in rows { owners[row] = area }
            }
        }
        return owners
    }

    /// The owner of every row of `mask`, −1 for none; other rows −1.
    static func owners(_ mask: RowMask, _ places: PlanePlaces, _ index: AreaIndex) -> [Int32] {
        var owners = [Int32](repeating: -1, count: mask.count)
        let chunk = 65_536
        owners.withUnsafeMutableBufferPointer { owners in
            places.withBuffers { x, y in
                nonisolated(unsafe) let owners = owners
                nonisolated(unsafe) let x = x
                nonisolated(unsafe) let y = y
                DispatchQueue.concurrentPerform(iterations: (mask.count + chunk - 1) / chunk) { part in
                    let rows = part * chunk..<min((part + 1) * chunk, mask.count)
                    mask.forEachRun(in: rows) { run in
                        for row in run { owners[row] = index.owner(x: x[row], y: y[row]) }
                    }
                }
            }
        }
        return owners
    }
}
