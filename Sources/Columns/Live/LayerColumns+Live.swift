extension LayerColumns {
    /// Rows that are rows of the layer: `count` less those that are not alive.
    public var liveCount: Int { count - deadCount }

    /// Whether some of the rows below `count` are no rows of the layer.
    public var hasDeadRows: Bool { deadCount > 0 }

    /// False for a row that was deleted since the file was made, replaced by a later row, or hidden. Answers leave such
    /// rows out; their values can still be read. Block statistics do not know them.
    public func isAlive(_ row: Int) -> Bool { live?.isAlive(row) ?? hidden?.isAlive(row) ?? true }

    /// A bit per row, 64 a word from row 0: set for rows that are not alive. Nil when all are.
    public var deadRows: [UInt64]? { hasDeadRows ? live?.dead ?? hidden?.rows : nil }

    /// The living rows, ascending.
    public var aliveRows: [Int] {
        hasDeadRows ? (0..<count).filter { isAlive($0) } : Array(0..<count)
    }

    /// How many rows were appended after those of the file. They follow all others, have no curve keys and lie
    /// anywhere.
    public var appendedCount: Int { live.map { count - $0.base.count } ?? 0 }

    /// The rows of the file alone. The same for every later state, so that what is derived from it lasts over
    /// changes; rows of the file keep their numbers and values.
    public var base: LayerColumns { live?.base ?? hidden?.base ?? self }

    private var deadCount: Int { live?.deadCount ?? hidden?.count ?? 0 }
}
