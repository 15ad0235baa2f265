internal import TabaqaEngine
public import TabaqaFeatureModel

/// From a request to an answer, without an HTTP server: address, viewer, layer, parameters, representation,
/// language, then the route's handler, then everything an answer needs around its body.
public struct Dispatcher: Sendable {
    /// A request that has passed every check and needs its handler, which may block.
    public struct Work: Sendable {
        let exchange: Exchange
        let route: Route
        let call: Call

        /// Whether the request's body has to be read first.
        public var takesBody: Bool { route.body != nil }
        /// Whether it is taken piece by piece.
        public var takesPieces: Bool { route.receive != nil }
    }

    public enum Stage: Sendable {
        case finished(PlainAnswer)
        case work(Work)
    }

    public let service: Service
    public let routes: [Route]
    let matcher: RouteMatcher
    let authenticator: (any Authenticator)?
    let devices: DeviceRing?
    let failures: FailureBudget
    let base: PublicBase
    let security: SecurityHeaders
    let crossOrigin: CrossOrigin

    /// - Parameter machine: the name of this machine, under which it answers too.
    public init(
        _ routes: [Route], service: Service, authenticator: (any Authenticator)? = nil,
        failures: FailureBudget = FailureBudget(), machine: String? = nil
    ) {
        self.service = service
        self.routes = routes
        self.authenticator = authenticator
        self.failures = failures
        devices = service.devices
        matcher = RouteMatcher(routes)
        base = PublicBase(service.settings, machine: machine)
        security = SecurityHeaders(service.settings)
        crossOrigin = CrossOrigin(service.settings)
    }

    /// The whole way at once. May block.
    public func answer(_ request: PlainRequest) -> PlainAnswer {
        switch begin(request) {
        case .finished(let answer): answer
        case .work(let work) where work.takesPieces: answer(work, pieces: [request.body])
        case .work(let work): finish(work, body: request.body)
        }
    }

    /// The same for a body that comes in these pieces.
    public func answer(_ request: PlainRequest, pieces: [[UInt8]]) -> PlainAnswer {
        switch begin(request) {
        case .finished(let answer): answer
        case .work(let work) where work.takesPieces: answer(work, pieces: pieces)
        case .work(let work): finish(work, body: Array(pieces.joined()))
        }
    }

    /// Everything that does not block; for a request that `asksStore` it may.
    public func begin(_ request: PlainRequest) -> Stage {
        let languages = service.engine.catalog.city.languages
        var exchange = Exchange(
            request: request, language: Negotiation.language(request["accept-language"], among: languages))
        do {
            return try begin(&exchange)
        } catch {
            return .finished(refusal(error, exchange))
        }
    }

    private func begin(_ exchange: inout Exchange) throws -> Stage {
        let request = exchange.request
        try checkSize(request)
        exchange.wantsPage =
            Negotiation.mediaType(request["accept"], among: [.problem, .html]) == .html
        let target = try RequestTarget(request.target)
        let here = matcher.routes(at: target.segments)
        exchange.manner =
            (here.first { $0.method.rawValue == request.method } ?? here.first)?.manner ?? .problems
        let base = try base.base(request)
        if let named = target.query.first(where: { $0.name == "lang" }),
            let language = Language(rawValue: named.value)
        {
            exchange.language = language
        }
        let match: RouteMatcher.Match
        if exchange.isPreflight { return .finished(try other(here.map(\.method), exchange)) }
        switch matcher.match(target.segments, request.method) {
        case .absent: throw Fault(.httpPathUnknown, "There is nothing at this address.")
        case .otherMethods(let methods): return .finished(try other(methods, exchange))
        case .matched(let found): match = found
        }
        exchange.route = match.route
        exchange.manner = match.route.manner
        exchange.viewer = try viewer(request, match, target)
        exchange.collection = match.path["collectionId"].flatMap { try? service.engine.catalog.layer($0) }
        try admit(match.route, &exchange, named: match.path["collectionId"])
        try checkProtocol(match.route, request)
        let query = try checked(target.query, match.route, exchange)
        let format = try format(query, match.route, request)
        if let body = match.route.body { try checkType(request, body.mediaType) }
        let call = Call(
            service: service, path: match.path, query: query, viewer: exchange.viewer,
            language: exchange.language, format: format, base: base, target: target.path,
            ifNoneMatch: exchange.ifNoneMatch, body: request.body,
            headers: Headers(request.headers), collection: exchange.collection)
        if let quick = match.route.quick?(call) { return .finished(completed(quick, exchange)) }
        return .work(Work(exchange: exchange, route: match.route, call: call))
    }

    /// Runs the handler. May block.
    public func finish(_ work: Work, body: [UInt8]) -> PlainAnswer {
        do {
            let call = body.isEmpty ? work.call : work.call.with(body: body)
            return completed(try work.route.handle(call), work.exchange)
        } catch {
            return refusal(counted(error, work), work.exchange)
        }
    }

    /// The answer to a request that never came this far: too large, malformed, or turned away.
    public func refuse(_ request: PlainRequest, _ fault: Fault) -> PlainAnswer {
        let languages = service.engine.catalog.city.languages
        return refusal(
            fault,
            Exchange(
                request: request,
                language: Negotiation.language(request["accept-language"], among: languages)))
    }

    /// The same for work that found no thread.
    public func turnAway(_ work: Work) -> PlainAnswer {
        service.metrics.count(.turnedAway)
        return refusal(Self.busy, work.exchange)
    }

    public func turnAway(_ request: PlainRequest) -> PlainAnswer {
        service.metrics.count(.turnedAway)
        return refuse(request, Self.busy)
    }

    private static var busy: Fault { Fault(.serverBusy, "All threads are taken.") }

    /// The same for a body that did not fit.
    public func refuse(_ work: Work, _ fault: Fault) -> PlainAnswer { refusal(fault, work.exchange) }
}
