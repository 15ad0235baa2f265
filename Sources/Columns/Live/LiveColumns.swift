internal import Synchronization
public import TabaqaFeatureModel

/// A layer of points, or of rows without geometry, kept open: changes are appended to the arrays of its file, and
/// every state is a `LayerColumns` of its own, valid as long as anyone holds it. Any thread; changes one at a time.
public final class LiveColumns: Sendable {
    /// What one set of changes did.
    public struct Applied: Sendable {
        /// The state after them.
        public let columns: LayerColumns
        /// Rows that are no longer alive.
        public let removed: [Int]
        /// Rows that are new.
        public let appended: Range<Int>
    }

    private struct State {
        var snapshot: LayerColumns
        /// Codes by column and text, made when first needed.
        var codes: [UInt16: [String: UInt16]] = [:]
        var census: BlockCensus
    }

    private let state: Mutex<State>

    /// Whether layers of that geometry can be kept open; others are built anew when they change.
    public static func covers(_ layer: LayerDefinition) -> Bool {
        layer.geometry == .point || layer.geometry == .none
    }

    /// How many appended rows make the file worth building anew.
    public static func tailLimit(_ rows: Int) -> Int { max(65_536, rows / 20) }

    /// - Parameter base: columns as `ColumnFile.open` gives them; every section is checked and mapped once more.
    /// - Throws: `columns.damaged`, `store.failure` when there are no addresses left.
    public init(_ base: LayerColumns) throws {
        let space = try LiveSpace(base)
        var rows = LiveRows(
            base: base, space: space, dead: [UInt64](repeating: 0, count: (base.count + 63) / 64))
        for section in base.header.sections {
            switch SectionKind(rawValue: section.kind) {
            case .entryOffsets: rows.entries[section.column] = try base.entries(column: section.column)
            case .textBytes: rows.textLengths[section.column] = Int(section.length)
            default: break
            }
        }
        let snapshot = LayerColumns(rows, revision: base.revision, count: base.count, blocks: base.blocks)
        state = Mutex(State(snapshot: snapshot, census: BlockCensus(base.layer)))
    }

    /// The newest state.
    public var columns: LayerColumns { state.withLock { $0.snapshot } }

    /// Takes in changes: rows of `rows` replace those of the same id or are new, rows with an id in `gone` are removed.
    ///
    /// - Parameters:
    ///   - rows: with every property of the layer; no id twice.
    ///   - revision: of the layer after the changes.
    /// - Returns: nil, without effect, when the changes do not fit and the file has to be built anew: no room left, a
    ///   text too many for a dictionary, ids of another form.
    public func apply(_ rows: FeatureBatch, gone: [FeatureID], revision: Int64) throws -> Applied? {
        try state.withLock { state in try Self.apply(rows, gone, revision, &state) }
    }

    private static func apply(
        _ batch: FeatureBatch, _ gone: [FeatureID], _ revision: Int64, _ state: inout State
    ) throws -> Applied? {
        let old = state.snapshot
        guard var live = old.live else { return nil }
        let first = old.count
        let last = first + batch.count
        guard last <= live.space.rowCapacity, last < Int(UInt32.max), batch.ids.count == batch.count,
            batch.geometry.count == batch.count
        else { return nil }
        guard try append(batch, at: first, &live, &state.codes, old.layer) else { return nil }

        let order = try old.idOrder()
        var removed: [Int] = []
        func remove(_ id: FeatureID) {
            if let row = order.row(ofID: id), live.kill(row) { removed.append(row) }
        }
        for row in 0..<batch.count { remove(FeatureID(batch.ids[row] ?? "")) }
        for id in gone { remove(id) }
        live.dead += [UInt64](repeating: 0, count: (last + 63) / 64 - live.dead.count)

        let ids = try LayerColumns(live, revision: revision, count: last, blocks: old.blocks).ids()
        live.tail = ids.tail(
            live.tail, without: removed.filter { $0 >= live.base.count }, adding: first..<last)
        var blocks = old.blocks
        try state.census.update(&blocks, live, touched: removed, from: first, count: last)
        let snapshot = LayerColumns(live, revision: revision, count: last, blocks: blocks)
        state.snapshot = snapshot
        return Applied(columns: snapshot, removed: removed, appended: first..<last)
    }
}

extension MappedText {
    /// Appended living rows by id after a change.
    fileprivate func tail(_ tail: [UInt32], without removed: [Int], adding rows: Range<Int>) -> [UInt32] {
        var tail = tail
        if removed.count + rows.count <= 64 {
            for row in removed {
                var at = firstIndex(in: tail, of: row)
                while at < tail.count, tail[at] != UInt32(truncatingIfNeeded: row) { at += 1 }
                if at < tail.count { tail.remove(at: at) }
            }
            for row in rows {
                tail.insert(UInt32(truncatingIfNeeded: row), at: firstIndex(in: tail, of: row))
            }
            return tail
        }
        let gone = Set(removed)
        tail.removeAll { gone.contains(Int($0)) }
        let added = rows.map { UInt32(truncatingIfNeeded: $0) }.sorted { compare(Int($0), Int($1)) < 0 }
        var merged: [UInt32] = []
        merged.reserveCapacity(tail.count + added.count)
        var at = 0
        for row in added {
            while at < tail.count, compare(Int(tail[at]), Int(row)) <= 0 {
                merged.append(tail[at])
                at += 1
            }
            merged.append(row)
        }
        merged += tail[at...]
        return merged
    }

    private func firstIndex(in rows: [UInt32], of row: Int) -> Int {
        withUTF8(row) { text in
            firstIndex(in: rows, notBefore: text ?? UnsafeBufferPointer(start: nil, count: 0))
        }
    }
}
