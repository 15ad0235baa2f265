internal import Dispatch
internal import Synchronization

/// Edits of many callers that share one transaction and one wait for the disk. The first to come leads: it takes all
/// that wait, has them run, wakes them and hands the lead to the next.
final class EditQueue: Sendable {
    private struct State {
        var waiting: [EditTicket] = []
        var isLed = false
        /// How many there were the last time: as many are likely to come again.
        var lastCount = 1
        /// Leads once so many wait.
        var awaited: Int?
    }

    /// Edits in one transaction.
    private static let capacity = 128
    private static let patience = DispatchTimeInterval.microseconds(400)
    private let state = Mutex(State())
    private let gathered = DispatchSemaphore(value: 0)

    /// Returns once the edit is settled.
    func pass(_ ticket: EditTicket, _ run: ([EditTicket]) -> Void) {
        let leads = state.withLock { state in
            state.waiting.append(ticket)
            if let awaited = state.awaited, state.waiting.count >= awaited {
                state.awaited = nil
                gathered.signal()
            }
            defer { state.isLed = true }
            return !state.isLed
        }
        guard leads || ticket.wait() else { return }
        gather()
        let group = state.withLock { state in
            let group = Array(state.waiting.prefix(Self.capacity))
            state.waiting.removeFirst(group.count)
            state.lastCount = group.count
            return group
        }
        run(group)
        // The next leader first, so that the disk does not wait for the others to wake.
        let next = state.withLock { state in
            state.isLed = !state.waiting.isEmpty
            return state.waiting.first
        }
        next?.lead()
        for other in group where other !== ticket { other.settle() }
    }

    /// Those of the last group are just being woken and may send again: without a moment's patience a group of one
    /// would follow every group of many.
    private func gather() {
        let isAwaiting = state.withLock { state in
            guard state.lastCount > 1, state.waiting.count < state.lastCount else { return false }
            state.awaited = min(state.lastCount, Self.capacity)
            return true
        }
        guard isAwaiting, gathered.wait(timeout: .now() + Self.patience) == .timedOut else { return }
        let isSignalled = state.withLock { state in
            defer { state.awaited = nil }
            return state.awaited == nil
        }
        if isSignalled { gathered.wait() }
    }
}
