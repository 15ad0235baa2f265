extension LayerColumns {
    /// Rows that are rows of the layer: `count` less those deleted or replaced since the file was made.
    public var liveCount: Int { count - (live?.deadCount ?? 0) }

    /// Whether some of the rows below `count` are no longer rows of the layer.
    public var hasDeadRows: Bool { (live?.deadCount ?? 0) > 0 }

    /// False for a row that was deleted, or replaced by a later row. Answers leave such rows out; their values can
    /// still be read. Block statistics do not know them.
    public func isAlive(_ row: Int) -> Bool { live?.isAlive(row) ?? true }

    /// A bit per row, 64 a word from row 0: set for rows that are not alive. Nil when all are.
    public var deadRows: [UInt64]? { hasDeadRows ? live?.dead : nil }

    /// The living rows, ascending.
    public var aliveRows: [Int] {
        hasDeadRows ? (0..<count).filter { isAlive($0) } : Array(0..<count)
    }

    /// How many rows were appended after those of the file. They follow all others, have no curve keys and lie
    /// anywhere.
    public var appendedCount: Int { live.map { count - $0.base.count } ?? 0 }

    /// The rows of the file alone. The same for every later state, so that what is derived from it lasts over
    /// changes; rows of the file keep their numbers and values.
    public var base: LayerColumns { live?.base ?? self }
}
