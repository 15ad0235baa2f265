internal import TabaqaColumns
internal import TabaqaFeatureModel

/// How a page's rows follow each other: by the sort keys, then by id, so that no two are equal.
struct ItemOrder {
    /// A place in the order.
    struct Position: Equatable {
        var keys: [SortColumn.Key]
        var id: ItemIDs.Key
    }

    let ids: ItemIDs
    private let sort: [SortColumn]

    /// - Parameter cursor: the parts of a cursor this order must be able to place.
    /// - Throws: `columns.damaged`.
    init(
        _ sort: [ItemsRequest.SortKey], columns: LayerColumns, hidesIDs: Bool,
        placing cursor: [[UInt8]]? = nil
    ) throws {
        ids = ItemIDs(try columns.ids(), isHidden: hidesIDs, placing: cursor?.last)
        self.sort = try sort.map { try SortColumn($0, columns) }
    }

    /// Whether rows are ordered by nothing but the ids themselves.
    var isByID: Bool { sort.isEmpty && !ids.isHidden }

    /// What decides first, of many rows; rows of equal ranks may still differ.
    func ranks(_ rows: Range<Int>, into target: UnsafeMutablePointer<UInt64>) {
        if let column = sort.first {
            column.ranks(rows, into: target)
        } else {
            ids.firsts(rows, into: target)
        }
    }

    func rank(of position: Position) -> UInt64 { position.keys.first?.rank ?? position.id.first }

    /// What decides next, where that is a number.
    func second(_ row: Int) -> UInt64 {
        guard let column = sort.first else { return ids.second(row) }
        guard column.isExact else { return 0 }
        return sort.count > 1 ? sort[1].rank(row) : ids.first(row)
    }

    /// Whether `row` comes before `other`.
    func precedes(_ row: Int, _ other: Int) -> Bool {
        for column in sort {
            let (own, others) = (column.rank(row), column.rank(other))
            if own != others { return own < others }
            let comparison = column.compareBeyondRank(row, other)
            if comparison != 0 { return comparison < 0 }
        }
        return ids.precedes(row, other)
    }

    func follows(_ row: Int, _ position: Position) -> Bool {
        for (column, key) in zip(sort, position.keys) {
            let comparison = column.compare(row, key)
            if comparison != 0 { return comparison > 0 }
        }
        return ids.follows(row, position.id)
    }

    /// The parts a cursor carries of a row: one a sort key, then the id's.
    func parts(_ row: Int) -> [[UInt8]] {
        sort.map { $0.bytes(row) } + [ids.bytes(row)]
    }

    /// Nil when the parts cannot be of this order.
    func position(_ parts: [[UInt8]]) -> Position? {
        guard parts.count == sort.count + 1, let last = parts.last, let id = ids.key(last) else { return nil }
        var keys: [SortColumn.Key] = []
        for (column, bytes) in zip(sort, parts) {
            guard let key = column.key(bytes) else { return nil }
            keys.append(key)
        }
        return Position(keys: keys, id: id)
    }
}
