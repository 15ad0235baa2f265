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
        _ sort: [ItemsRequest.SortKey], columns: LayerColumns, hidesIDs: Bool, placing cursor: [[UInt8]]? = nil
    ) throws {
        ids = ItemIDs(try columns.ids(), isHidden: hidesIDs, placing: cursor?.last)
        self.sort = try sort.map { try SortColumn($0, columns) }
    }

    /// Whether rows are ordered by nothing but the ids themselves.
    var isByID: Bool { sort.isEmpty && !ids.isHidden }

    /// What decides first; rows of equal rank may still differ.
    var rank: (Int) -> UInt64 { sort.first?.rank ?? { [ids] in ids.first($0) } }

    /// Whether rows of equal rank need no look at the sort keys again.
    private var rankIsWhole: Bool { sort.count == 1 && sort.allSatisfy(\.isExact) }

    /// Whether `row` comes before `other`, given that their ranks are equal.
    func precedesBeyondRank(_ row: Int, _ other: Int) -> Bool {
        if sort.isEmpty { return ids.precedesBeyondFirst(row, other) }
        if rankIsWhole { return ids.precedes(row, other) }
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
