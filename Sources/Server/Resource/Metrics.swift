internal import Synchronization

/// What the server counts, as Prometheus reads it. Labels are patterns of routes and classes of statuses: nothing
/// of a request or a person.
public final class Metrics: Sendable {
    /// Upper bounds of the duration histogram, in seconds.
    static let bounds = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10]

    /// Something counted beside requests.
    public enum Event: String, Sendable, CaseIterable {
        case cacheHit = "tabaqa_cache_hits_total"
        case cacheMiss = "tabaqa_cache_misses_total"
        case turnedAway = "tabaqa_requests_turned_away_total"
        case keyRefused = "tabaqa_keys_refused_total"
        case connectionStalled = "tabaqa_connections_stalled_total"

        var about: String {
            switch self {
            case .cacheHit: "Answers taken from the tile cache."
            case .cacheMiss: "Answers the tile cache did not have."
            case .turnedAway: "Requests refused because the queue was full."
            case .keyRefused: "Requests with a wrong or expired key."
            case .connectionStalled: "Connections cut because the client took or sent nothing."
            }
        }
    }

    private struct Series: Hashable {
        var method: String
        var route: String
        var status: Int
    }

    private struct Counts {
        var requests = 0
        var bytes = 0
        var seconds = 0.0
        var buckets = [Int](repeating: 0, count: Metrics.bounds.count)
    }

    private let series = Mutex<[Series: Counts]>([:])
    private let events = Mutex<[Event: Int]>([:])
    private let inFlight = Atomic<Int>(0)
    private let queued = Atomic<Int>(0)

    public init() {}

    public func count(_ event: Event) {
        events.withLock { $0[event, default: 0] += 1 }
    }

    /// A request counts as being answered as long as somebody holds this.
    public final class Presence: Sendable {
        private let metrics: Metrics

        fileprivate init(_ metrics: Metrics) { self.metrics = metrics }

        deinit { metrics.inFlight.wrappingSubtract(1, ordering: .relaxed) }
    }

    public func enter() -> Presence {
        inFlight.wrappingAdd(1, ordering: .relaxed)
        return Presence(self)
    }

    /// - Parameter route: a pattern; nil where no route answered.
    public func answered(method: String, route: String?, status: Int, bytes: Int, seconds: Double) {
        // A method is the client's word: only those we know become labels.
        let known = Self.isKnown(method: method) ? method : "other"
        let key = Series(method: known, route: route ?? "none", status: status / 100)
        series.withLock { series in
            var counts = series[key] ?? Counts()
            counts.requests += 1
            counts.bytes += bytes
            counts.seconds += seconds
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound {
                counts.buckets[index] += 1
            }
            series[key] = counts
        }
    }

    static func isKnown(method: String) -> Bool { Route.Method(rawValue: method) != nil }

    func setQueued(_ count: Int) { queued.store(count, ordering: .relaxed) }

    /// Prometheus' text format 0.0.4.
    public func text() -> String {
        var text = ""
        func describe(_ name: String, _ type: String, _ about: String) {
            text += "# HELP \(name) \(about)\n# TYPE \(name) \(type)\n"
        }
        describe("tabaqa_requests_in_flight", "gauge", "Requests being answered.")
        text += "tabaqa_requests_in_flight \(inFlight.load(ordering: .relaxed))\n"
        describe("tabaqa_work_queued", "gauge", "Pieces of work running on or waiting for a thread.")
        text += "tabaqa_work_queued \(queued.load(ordering: .relaxed))\n"
        let counted = events.withLock { $0 }
        for event in Event.allCases {
            describe(event.rawValue, "counter", event.about)
            text += "\(event.rawValue) \(counted[event] ?? 0)\n"
        }
        let sorted = series.withLock { $0 }.map { series, counts in
            let labels =
                "method=\"\(series.method)\",route=\"\(series.route)\",status=\"\(series.status)xx\""
            return (labels: labels, counts: counts)
        }.sorted { $0.labels < $1.labels }
        describe("tabaqa_requests_total", "counter", "Requests answered.")
        for (labels, counts) in sorted { text += "tabaqa_requests_total{\(labels)} \(counts.requests)\n" }
        describe("tabaqa_response_bytes_total", "counter", "Bytes of bodies sent.")
        for (labels, counts) in sorted { text += "tabaqa_response_bytes_total{\(labels)} \(counts.bytes)\n" }
        describe(
            "tabaqa_request_duration_seconds", "histogram", "Time from a request's head to its answer's end.")
        for (labels, counts) in sorted {
            let name = "tabaqa_request_duration_seconds"
            for (bound, count) in zip(Self.bounds, counts.buckets) {
                text += "\(name)_bucket{\(labels),le=\"\(bound)\"} \(count)\n"
            }
            text += "\(name)_bucket{\(labels),le=\"+Inf\"} \(counts.requests)\n"
            text += "\(name)_sum{\(labels)} \(counts.seconds)\n\(name)_count{\(labels)} \(counts.requests)\n"
        }
        return text
    }
}
