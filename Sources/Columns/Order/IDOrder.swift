public import TabaqaFeatureModel

/// A layer's living rows in ascending order of id, compared by their UTF-8 bytes: the order in which stores page.
///
/// Made once per column file; edits cost as much as they changed. Looking an id up costs some twenty comparisons.
public struct IDOrder: Sendable {
    private let ids: MappedText
    /// Rows of the file, dead ones among them.
    private let base: [UInt32]
    /// Living appended rows.
    private let tail: [UInt32]
    private let dead: [UInt64]?

    init(ids: MappedText, base: [UInt32], tail: [UInt32], dead: [UInt64]?) {
        self.ids = ids
        self.base = base
        self.tail = tail
        self.dead = dead
    }

    /// The living row of that id; nil when there is none.
    public func row(ofID id: FeatureID) -> Int? {
        var text = id.text
        return text.withUTF8 { text in
            for rows in [tail, base] {
                var at = ids.firstIndex(in: rows, notBefore: text)
                while at < rows.count, ids.compare(Int(rows[at]), text) == 0 {
                    if isAlive(rows[at]) { return Int(rows[at]) }
                    at += 1
                }
            }
            return nil
        }
    }

    /// Calls `body` with the living rows whose id is greater than `id` (nil: all), ascending, until it answers
    /// false. Costs nothing for rows not visited: what a page in order of id is read with.
    public func forEachRow(after id: String? = nil, _ body: (Int) throws -> Bool) rethrows {
        var (first, second) = (0, 0)
        if var id {
            (first, second) = id.withUTF8 { id in
                (ids.firstIndex(in: base, after: id), ids.firstIndex(in: tail, after: id))
            }
        }
        while first < base.count || second < tail.count {
            while first < base.count, !isAlive(base[first]) { first += 1 }
            let next: UInt32
            if second == tail.count {
                guard first < base.count else { return }
                next = base[first]
                first += 1
            } else if first == base.count || ids.compare(Int(tail[second]), Int(base[first])) < 0 {
                next = tail[second]
                second += 1
            } else {
                next = base[first]
                first += 1
            }
            guard try body(Int(next)) else { return }
        }
    }

    @inline(__always)
    private func isAlive(_ row: UInt32) -> Bool {
        guard let dead else { return true }
        return dead[Int(row >> 6)] >> UInt64(row & 63) & 1 == 0
    }

    /// All living rows in this order.
    func rows(count: Int) -> [UInt32] {
        if dead == nil, tail.isEmpty { return base }
        var rows: [UInt32] = []
        rows.reserveCapacity(count)
        if tail.isEmpty {
            for row in base where isAlive(row) { rows.append(row) }
            return rows
        }
        forEachRow {
            rows.append(UInt32(truncatingIfNeeded: $0))
            return true
        }
        return rows
    }
}

extension LayerColumns {
    /// The order of the layer's living rows by id, made when first asked for.
    public func idOrder() throws -> IDOrder {
        let ids = try ids()
        let base = try base.sortedByID()
        return IDOrder(ids: ids, base: base, tail: live?.tail ?? [], dead: deadRows)
    }

    /// The living rows, `liveCount` of them, ascending by id (UTF-8 bytes). Kept with these columns; after an edit it
    /// is written anew when asked for (a millisecond per million rows), which `idOrder()` spares.
    public func rowsByID() throws -> [UInt32] {
        try derived("rows by id") { try idOrder().rows(count: liveCount) }
    }

    /// The living row of that id; nil when there is none.
    public func row(ofID id: FeatureID) throws -> Int? { try idOrder().row(ofID: id) }

    /// Of a file's own rows.
    func sortedByID() throws -> [UInt32] {
        try derived("file rows by id") { try ids().sortedRows() }
    }
}
