internal import TabaqaFeatureModel

/// What the dispatcher has found out about a request so far; failures are answered with as much of it as there is.
struct Exchange: Sendable {
    let request: PlainRequest
    var language: Language
    var viewer: Viewer = .anonymous
    var route: Route?
    var collection: LayerDefinition?
    var wantsPage = false

    var isHead: Bool { request.method == "HEAD" }
    var ifNoneMatch: String? { request["if-none-match"] }
    var origin: String? { request["origin"] }
}
