internal import Synchronization

/// Something done once a day.
final class DailyTask: Sendable {
    private let last = Mutex<Int64>(.min)

    /// Whether a day has passed since it last was; counts as done then.
    func isDue(at now: Int64) -> Bool {
        last.withLock { last in
            guard last == .min || now >= last + 86_400_000 else { return false }
            last = now
            return true
        }
    }
}
