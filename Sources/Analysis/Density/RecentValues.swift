internal import Synchronization

/// The values used last, as many as a budget holds.
final class RecentValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        var value: Value
        var cost: Int
        var lastUse: UInt64
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var cost = 0
        var clock: UInt64 = 0
    }

    private let state = Mutex(State())
    private let costLimit: Int
    private let countLimit: Int

    init(costLimit: Int, countLimit: Int) {
        self.costLimit = costLimit
        self.countLimit = countLimit
    }

    /// The kept value, else a new one. Two callers at once may both make it; one is kept.
    func value(
        for key: Key, cost: (Value) -> Int, _ make: () throws -> Value
    ) rethrows -> Value {
        let kept = state.withLock { state -> Value? in
            state.clock += 1
            state.entries[key]?.lastUse = state.clock
            return state.entries[key]?.value
        }
        if let kept { return kept }
        let made = try make()
        let size = cost(made)
        return state.withLock { state in
            if let earlier = state.entries[key] { return earlier.value }
            state.clock += 1
            state.entries[key] = Entry(value: made, cost: size, lastUse: state.clock)
            state.cost += size
            if state.cost > costLimit || state.entries.count > countLimit {
                Self.trim(&state, costLimit, countLimit)
            }
            return made
        }
    }

    /// Drops the least recently used until a quarter of the budget is free again, the newest excepted.
    private static func trim(_ state: inout State, _ costLimit: Int, _ countLimit: Int) {
        let order = state.entries.map { (key: $0.key, lastUse: $0.value.lastUse) }
            .sorted { $0.lastUse < $1.lastUse }
        for entry in order.dropLast() {
            guard state.cost > costLimit / 4 * 3 || state.entries.count > countLimit / 4 * 3 else { return }
            if let dropped = state.entries.removeValue(forKey: entry.key) { state.cost -= dropped.cost }
        }
    }
}
