public import TabaqaFeatureModel

extension LayerColumns {
    /// The same rows without those that carry any of `flags`: they count as dead, so that no answer made of these
    /// columns knows of them. Of a layer kept open the result is kept as long as this state.
    ///
    /// Lines and areas cannot be hidden this way: their indexes hold all of them.
    ///
    /// - Throws: `columns.damaged`.
    public func hiding(_ flags: FeatureFlags) throws -> LayerColumns {
        guard blocks.contains(where: { !$0.flags.isDisjoint(with: flags) }) else { return self }
        // What a file keeps would keep the file: the file's own are made for each caller.
        guard live != nil else { return try withoutRows(flags) ?? self }
        return try derived("without \(flags.rawValue)") {
            Shown(columns: try withoutRows(flags))
        }.columns ?? self
    }

    /// Nil when no living row carries them.
    private func withoutRows(_ hidden: FeatureFlags) throws -> LayerColumns? {
        let size = BlockStatistics.rowsPerBlock
        let flags = try flags()
        var dead = deadRows ?? [UInt64](repeating: 0, count: (count + 63) / 64)
        var rows: [Int] = []
        var touched: [Int] = []
        for (index, block) in blocks.enumerated() where !block.flags.isDisjoint(with: hidden) {
            let before = rows.count
            for row in index * size..<min((index + 1) * size, count)
            where flags[row] & hidden.rawValue != 0 && dead[row >> 6] >> UInt64(row & 63) & 1 == 0 {
                dead[row >> 6] |= 1 << UInt64(row & 63)
                rows.append(row)
            }
            if rows.count > before { touched.append(index) }
        }
        guard !rows.isEmpty else { return nil }
        var blocks = blocks
        let census = BlockCensus(layer)
        if var live {
            live.dead = dead
            live.deadCount += rows.count
            live.tail.removeAll { dead[Int($0 >> 6)] >> UInt64($0 & 63) & 1 == 1 }
            try census.update(
                &blocks, live, touched: touched.map { $0 * size }, from: count, count: count)
            return LayerColumns(live, revision: revision, count: count, blocks: blocks)
        }
        let hiding = HiddenRows(base: self, rows: dead, count: rows.count)
        let columns = LayerColumns(hiding, blocks: blocks)
        for index in touched {
            blocks[index] = try census.block(index * size..<min((index + 1) * size, count), of: columns)
        }
        return LayerColumns(hiding, blocks: blocks)
    }
}

/// What is left of some rows; nil: all of them.
private struct Shown: Sendable {
    var columns: LayerColumns?
}
