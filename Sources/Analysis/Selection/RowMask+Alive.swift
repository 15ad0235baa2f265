public import TabaqaColumns

extension RowMask {
    /// The rows that are still rows of the layer: where every selection begins.
    public init(aliveIn columns: LayerColumns) {
        self.init(count: columns.count, all: true)
        guard let dead = columns.deadRows else { return }
        for index in words.indices { words[index] &= ~dead[index] }
    }
}
