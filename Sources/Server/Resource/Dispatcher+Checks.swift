internal import TabaqaEngine
internal import TabaqaFeatureModel

extension Dispatcher {
    func checkSize(_ request: PlainRequest) throws(Fault) {
        guard request.target.utf8.count <= service.settings.targetLimit else {
            throw Fault(
                .httpTargetTooLong, "The address is longer than \(service.settings.targetLimit) bytes.")
        }
        let size = request.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
        guard size <= service.settings.headerLimit else {
            throw Fault(
                .httpHeadersTooLarge,
                "The header fields are larger than \(service.settings.headerLimit) bytes.")
        }
    }

    /// Whether finding out who asks may have to ask the store.
    public func asksStore(_ request: PlainRequest) -> Bool {
        guard devices != nil else { return false }
        if request.target.contains(DeviceRing.prefix) { return true }
        return request.headers.contains { name, value in
            (name == "authorization" || name == "x-api-key") && value.contains(DeviceRing.prefix)
        }
    }

    /// Who asks. A wrong key is refused even where none is needed, so that nobody works on unknowingly as anyone.
    func viewer(
        _ request: PlainRequest, _ match: RouteMatcher.Match, _ target: RequestTarget
    ) throws -> Viewer {
        let route = match.route
        var refusal = PresentedKey.refusal
        do {
            var token = match.path["token"]
            if route.manner == .openRosa {
                refusal = PresentedKey.deviceRefusal
                token = token ?? target.query.first { $0.name == "st" }?.value
            }
            let presented = try token ?? PresentedKey.find(in: request)
            guard let presented else { return .anonymous }
            if token != nil || presented.hasPrefix(DeviceRing.prefix) {
                let known =
                    try devices?.viewer(forToken: presented) ?? authenticator?.viewer(forKey: presented)
                guard let viewer = known, viewer.device != nil else { throw refusal }
                guard route.access.takesDevices || route.method == .options else {
                    throw Fault(.keyRole, "The token of a device opens what it needs to send, and this not.")
                }
                return viewer
            }
            guard let viewer = authenticator?.viewer(forKey: presented) else { throw refusal }
            return viewer
        } catch let fault as Fault where fault.code == .keyInvalid || fault.code == .deviceInvalid {
            throw spent(fault, request)
        }
    }

    /// A wrong key, as long as the address may send some.
    func spent(_ fault: Fault, _ request: PlainRequest) -> Fault {
        service.metrics.count(.keyRefused)
        guard failures.spend(base.client(request)) else {
            return Fault(.keyTooMany, "Too many wrong keys came from this address.")
        }
        return fault
    }

    /// - Throws: `upload.protocol` where a client of tus names no version or another one.
    func checkProtocol(_ route: Route, _ request: PlainRequest) throws(Fault) {
        guard route.manner == .resumable, route.method != .options, request["tus-resumable"] != "1.0.0" else {
            return
        }
        throw Fault(.uploadProtocol, "Uploads in pieces speak tus 1.0.0 here.")
    }

    /// The access matrix's decision about this request.
    func admit(_ route: Route, _ exchange: inout Exchange, named id: String?) throws(Fault) {
        let viewer = exchange.viewer
        // Whatever the rule says of a route with a layer in its address: an unknown layer is absent.
        let mayKnow = { (layer: LayerDefinition) in
            viewer.knows(layer) || route.access == .contribute && viewer.mayContribute(to: layer)
        }
        if let id, !(exchange.collection.map(mayKnow) ?? false) {
            exchange.collection = nil
            throw LayerCatalog.unknown(id)
        }
        switch AccessMatrix.decide(route.access, exchange.viewer, exchange.collection) {
        case .answered: return
        case .absent: throw LayerCatalog.unknown(id ?? "")
        case .needsKey where route.manner == .openRosa:
            // Phones would ask for a password that nobody has.
            throw PresentedKey.deviceRefusal
        case .needsKey: throw Fault(.keyMissing, "This needs a key.")
        case .refused:
            if case .layer(let shape) = route.access, let layer = exchange.collection {
                try ReleaseGate.require(layer, shape, for: exchange.viewer.audience(of: layer))
            }
            throw Fault(.keyRole, "The key's role does not suffice.")
        }
    }

    /// - Throws: `option.invalid` for a parameter the route does not take, takes once only, or needs.
    func checked(
        _ items: [(name: String, value: String)], _ route: Route, _ exchange: Exchange
    ) throws(Fault) -> Query {
        var seen: Set<String> = []
        var taken: [(name: String, value: String)] = []
        for (name, value) in items {
            guard let known = known(name, route, exchange) else {
                if route.isLenient { continue }
                let names = route.parameters.filter { $0.location == .query }.map(\.name) + ["f", "lang"]
                throw Fault(
                    .optionInvalid, "There is no parameter “\(name)” here.", at: Fault.Place(field: name),
                    remedy: "Parameters are " + names.joined(separator: ", ") + ".")
            }
            guard seen.insert(known).inserted else {
                throw Fault(
                    .optionInvalid, "Parameter “\(name)” is given more than once.",
                    at: Fault.Place(field: name))
            }
            taken.append((known, value))
        }
        let query = Query(taken)
        for parameter in route.parameters where parameter.isRequired && parameter.location == .query {
            guard query[parameter.name] == nil else { continue }
            throw Fault(
                .optionInvalid, "Parameter “\(parameter.name)” is missing.",
                at: Fault.Place(field: parameter.name))
        }
        if let language = query["lang"], Language(rawValue: language) == nil {
            throw Fault(
                .optionInvalid, "Parameter “lang” must be one of ar, en, tr.", at: Fault.Place(field: "lang"))
        }
        return query
    }

    /// The declared spelling of a parameter. A property above the viewer's audience is as unknown as one that is
    /// not there.
    private func known(_ name: String, _ route: Route, _ exchange: Exchange) -> String? {
        for parameter in route.parameters where parameter.location == .query {
            if parameter.name == name { return name }
            if route.isLenient, parameter.name.lowercased() == name.lowercased() { return parameter.name }
        }
        if name == "f" || name == "lang" { return name }
        guard route.takesProperties, let layer = exchange.collection, let property = layer.property(name),
            ReleaseGate.mayRead(property, of: layer, exchange.viewer.audience(of: layer))
                || route.access == .contribute && !property.isOfficeOnly
        else { return nil }
        return name
    }

    /// By `f`, else by `Accept`. A route of one representation gives it to everyone.
    ///
    /// - Throws: `option.invalid`, `http.not-acceptable`.
    func format(_ query: Query, _ route: Route, _ request: PlainRequest) throws(Fault) -> MediaType {
        if let name = query["f"] {
            if let offer = route.offers.first(where: { $0.names.contains(name) || $0.essence == name }) {
                return offer
            }
            let names = route.offers.flatMap(\.names).reduce(into: [String]()) { names, name in
                if !names.contains(name) { names.append(name) }
            }
            throw Fault(
                .optionInvalid, "Parameter “f” must be one of " + names.joined(separator: ", ") + ".",
                at: Fault.Place(field: "f"))
        }
        if let offer = Negotiation.mediaType(request["accept"], among: route.offers) { return offer }
        if route.offers.count == 1 { return route.offers[0] }
        throw Fault(
            .httpNotAcceptable,
            "There are only " + route.offers.map(\.essence).joined(separator: ", ") + ".")
    }

    /// - Throws: `http.body-type`.
    func checkType(_ request: PlainRequest, _ expected: String) throws(Fault) {
        guard let type = request["content-type"] else { return }
        let essence = type.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        let isTaken = expected.split(separator: ", ").contains { expected in
            let isJSON =
                expected.hasSuffix("json") && (essence == "application/json" || essence.hasSuffix("+json"))
            let isKind =
                expected.hasSuffix("/*") && (expected == "*/*" || essence.hasPrefix(expected.dropLast()))
            return essence == expected || isJSON || isKind
        }
        guard isTaken else {
            throw Fault(.httpBodyType, "The body must be \(expected).")
        }
    }
}
