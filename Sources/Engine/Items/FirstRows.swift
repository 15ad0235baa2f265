/// Keeps the first rows of an order among those it is offered, in memory proportional to how many are wanted.
struct FirstRows {
    private struct Entry {
        var rank: UInt64
        var second: UInt64
        var row: UInt32
    }

    private let order: ItemOrder
    private let position: ItemOrder.Position?
    /// No row of a lower rank comes after the position.
    private let lowest: UInt64
    private let limit: Int
    private let capacity: Int
    private var entries: [Entry] = []
    private var ranks: [UInt64]
    /// The last of the first, once there are enough of them.
    private var last: Entry?

    /// Rows looked at together.
    private static let stride = 4096

    /// - Parameters:
    ///   - limit: at least 1.
    ///   - position: where to begin; rows up to it are no candidates.
    init(_ limit: Int, order: ItemOrder, after position: ItemOrder.Position?) {
        self.order = order
        self.position = position
        lowest = position.map(order.rank(of:)) ?? 0
        self.limit = limit
        capacity = max(4 * limit, 4096)
        ranks = [UInt64](repeating: 0, count: Self.stride)
    }

    mutating func offer(_ rows: Range<Int>) {
        var start = rows.lowerBound
        while start < rows.upperBound {
            let part = start..<min(start + Self.stride, rows.upperBound)
            ranks.withUnsafeMutableBufferPointer { [order] ranks in
                if let base = ranks.baseAddress { order.ranks(part, into: base) }
            }
            for index in 0..<part.count {
                let rank = ranks[index]
                guard rank >= lowest, rank <= last?.rank ?? .max else { continue }
                offer(start + index, rank)
            }
            start = part.upperBound
        }
    }

    private mutating func offer(_ row: Int, _ rank: UInt64) {
        if rank == lowest, let position, !order.follows(row, position) { return }
        let entry = Entry(rank: rank, second: order.second(row), row: UInt32(truncatingIfNeeded: row))
        if let last, (last.rank, last.second) < (entry.rank, entry.second) { return }
        entries.append(entry)
        if entries.count >= capacity { cut() }
    }

    /// The first `limit` rows, in order.
    mutating func rows() -> [Int] {
        cut()
        entries.sort(by: precedes)
        return entries.map { Int($0.row) }
    }

    @inline(__always)
    private func precedes(_ left: Entry, _ right: Entry) -> Bool {
        if left.rank != right.rank { return left.rank < right.rank }
        if left.second != right.second { return left.second < right.second }
        return order.precedes(Int(left.row), Int(right.row))
    }

    /// Leaves the first `limit` entries, in any order (quickselect; C. A. R. Hoare, “Find”, CACM 4 (1961)).
    private mutating func cut() {
        guard entries.count > limit else { return }
        var (low, high) = (0, entries.count - 1)
        while low < high {
            let pivot = median(entries[low], entries[(low + high) / 2], entries[high])
            var (left, right) = (low, high)
            while left <= right {
                while precedes(entries[left], pivot) { left += 1 }
                while precedes(pivot, entries[right]) { right -= 1 }
                if left <= right {
                    entries.swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if limit <= right { high = right } else if limit > left { low = left } else { break }
        }
        entries.removeSubrange(limit...)
        last = entries.max(by: precedes)
    }

    private func median(_ first: Entry, _ second: Entry, _ third: Entry) -> Entry {
        let (low, high) = precedes(second, first) ? (second, first) : (first, second)
        if precedes(third, low) { return low }
        return precedes(high, third) ? high : third
    }
}
