internal import TabaqaFeatureModel

/// What the dispatcher has found out about a request so far; failures are answered with as much of it as there is.
struct Exchange: Sendable {
    let request: PlainRequest
    var language: Language
    var viewer: Viewer = .anonymous
    var route: Route?
    var manner: Route.Manner = .problems
    var collection: LayerDefinition?
    var wantsPage = false

    var isHead: Bool { request.method == "HEAD" }
    /// Whether a browser asks what a page of another origin may do here.
    var isPreflight: Bool {
        request.method == "OPTIONS" && request["access-control-request-method"] != nil
    }
    var ifNoneMatch: String? { request["if-none-match"] }
    var origin: String? { request["origin"] }
}
