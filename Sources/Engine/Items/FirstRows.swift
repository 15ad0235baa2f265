/// Keeps the first rows of an order among those it is offered, in memory proportional to how many are wanted.
struct FirstRows {
    private struct Entry {
        var rank: UInt64
        var row: UInt32
    }

    private let order: ItemOrder
    private let rank: (Int) -> UInt64
    private let limit: Int
    private let capacity: Int
    private var entries: [Entry] = []
    /// No row of a higher rank can be among the first.
    private var highest = UInt64.max

    /// - Parameter limit: at least 1.
    init(_ limit: Int, order: ItemOrder) {
        self.order = order
        rank = order.rank
        self.limit = limit
        capacity = max(4 * limit, 4096)
    }

    @inline(__always)
    mutating func offer(_ row: Int) {
        let rank = rank(row)
        guard rank <= highest else { return }
        entries.append(Entry(rank: rank, row: UInt32(truncatingIfNeeded: row)))
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
        left.rank == right.rank
            ? order.precedesBeyondRank(Int(left.row), Int(right.row)) : left.rank < right.rank
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
        highest = entries.reduce(0) { max($0, $1.rank) }
    }

    private func median(_ first: Entry, _ second: Entry, _ third: Entry) -> Entry {
        let (low, high) = precedes(second, first) ? (second, first) : (first, second)
        if precedes(third, low) { return low }
        return precedes(high, third) ? high : third
    }
}
