import Foundation
import Testing

@testable import TabaqaServer

@Suite("Metrics") struct MetricsTests {
    @Test func `Counts, bytes and durations by route and class of status, in Prometheus' form`() {
        let metrics = Metrics()
        for seconds in [0.0005, 0.003, 3.0] {
            metrics.answered(method: "GET", route: "/a/{b}", status: 200, bytes: 10, seconds: seconds)
        }
        metrics.answered(method: "BREW\"\n", route: nil, status: 404, bytes: 0, seconds: 0)
        let presence = metrics.enter()
        _ = metrics.enter()
        metrics.count(.cacheHit)
        let text = metrics.text()
        withExtendedLifetime(presence) {}
        let labels = "method=\"GET\",route=\"/a/{b}\",status=\"2xx\""
        for line in [
            "tabaqa_requests_total{\(labels)} 3", "tabaqa_response_bytes_total{\(labels)} 30",
            "tabaqa_request_duration_seconds_bucket{\(labels),le=\"0.001\"} 1",
            "tabaqa_request_duration_seconds_bucket{\(labels),le=\"0.005\"} 2",
            "tabaqa_request_duration_seconds_bucket{\(labels),le=\"+Inf\"} 3",
            "tabaqa_request_duration_seconds_count{\(labels)} 3", "tabaqa_requests_in_flight 1",
            "tabaqa_cache_hits_total 1",
            "tabaqa_requests_total{method=\"other\",route=\"none\",status=\"4xx\"} 1",
        ] {
            #expect(text.contains("\n\(line)\n"), "\(line)\n\(text)")
        }
        // Every line is a comment, or a name, perhaps labels, and a number.
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            #expect(line.wholeMatch(of: /[a-z_]+(\{([a-z]+="[^"\n]*",?)+\})? [0-9.e+-]+/) != nil, "\(line)")
        }
    }

    @Test func `The routes answer`() throws {
        let town = try HTTPTown(routes: ServiceRoutes.all)
        #expect(try town.get("/health").bytes() == Array("{\"status\":\"ok\"}".utf8))
        #expect(town.get("/ready").status == 200)
        #expect(town.get("/metrics")["content-type"]?.hasPrefix("text/plain; version=0.0.4") == true)
        #expect(town.get("/health")["cache-control"] == "no-store")
    }
}
