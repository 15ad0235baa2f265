internal import TabaqaEngine
internal import TabaqaFeatureModel

/// For those who run the server.
public enum ServiceRoutes {
    public static let all: [Route] = [health, ready, metrics]

    private static let state: JSON = [
        "type": "object", "required": ["status"], "properties": ["status": ["type": "string"]],
    ]

    static let health = Route(
        .get,
        "/health", id: "getHealth", tag: "Operation", "Whether the server runs.", access: .open,
        schema: state,
        quick: { _ in Answer(.json, .bytes(JSON(dictionaryLiteral: ("status", "ok")).bytes), caching: .never)
        }
    ) { _ in Answer(.json, .bytes(JSON(dictionaryLiteral: ("status", "ok")).bytes), caching: .never) }

    static let ready = Route(
        .get,
        "/ready", id: "getReadiness", tag: "Operation", "Whether the server can answer out of its store.",
        access: .open, schema: state
    ) { call in
        // A server without layers has nothing to wait for.
        if let layer = call.engine.catalog.layers.first { _ = try call.engine.revision(of: layer) }
        return Answer(.json, .bytes(JSON(dictionaryLiteral: ("status", "ready")).bytes), caching: .never)
    }

    static let metrics = Route(
        .get,
        "/metrics", id: "getMetrics", tag: "Operation", "Counts for Prometheus.", access: .open,
        offers: [.prometheus]
    ) { call in
        Answer(.prometheus, .bytes(Array(call.service.metrics.text().utf8)), caching: .never)
    }
}

extension MediaType {
    fileprivate static let prometheus = MediaType(
        "text/plain; version=0.0.4; charset=utf-8", names: ["txt", "prometheus"])
}
