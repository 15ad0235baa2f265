internal import Synchronization

/// How many wrong keys an address may send: a bucket that refills. A right key is never refused for the wrong ones
/// that others behind the same address sent.
public final class FailureBudget: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: ContinuousClock.Instant
    }

    /// Wrong keys at once.
    let capacity: Double
    /// Wrong keys a second, in the long run.
    let refill: Double
    /// Addresses remembered; the rest share one bucket, so that memory is bounded.
    let mostAddresses: Int

    private let buckets = Mutex<[String: Bucket]>([:])

    public init(capacity: Double = 10, refill: Double = 1 / 6, mostAddresses: Int = 10_000) {
        self.capacity = capacity
        self.refill = refill
        self.mostAddresses = mostAddresses
    }

    /// Takes one; false when none was left.
    public func spend(_ address: String, now: ContinuousClock.Instant = .now) -> Bool {
        buckets.withLock { buckets in
            if buckets[address] == nil, buckets.count >= mostAddresses {
                let (capacity, refill) = (capacity, refill)
                buckets = buckets.filter {
                    $0.value.tokens + refill * ($0.value.at.duration(to: now) / .seconds(1)) < capacity
                }
            }
            let address = buckets[address] == nil && buckets.count >= mostAddresses ? "" : address
            var bucket = buckets[address] ?? Bucket(tokens: capacity, at: now)
            let elapsed = max(0, bucket.at.duration(to: now) / .seconds(1))
            bucket.tokens = min(capacity, bucket.tokens + elapsed * refill)
            bucket.at = now
            defer { buckets[address] = bucket }
            guard bucket.tokens >= 1 else { return false }
            bucket.tokens -= 1
            return true
        }
    }
}
