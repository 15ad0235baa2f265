public import TabaqaFeatureModel

/// Every route, and what it answers to whom about which layer: worked out from the route table, so that a route
/// without a line cannot be.
public struct AccessMatrix: Sendable {
    public struct Line: Sendable, Hashable {
        public var method: String
        public var pattern: String
        public var rule: AccessRule
    }

    /// What the dispatcher does before the handler.
    public enum Outcome: String, Sendable {
        /// The handler runs and answers for the viewer's audience.
        case answered
        /// 404, as if there were no such layer.
        case absent
        /// 401.
        case needsKey
        /// 403.
        case refused
    }

    public let lines: [Line]

    public init(_ routes: [Route]) {
        lines = routes.map { Line(method: $0.method.rawValue, pattern: $0.pattern, rule: $0.access) }
    }

    /// The one decision the dispatcher takes.
    ///
    /// - Parameter layer: the layer in the address, for a route with one.
    public static func decide(_ rule: AccessRule, _ viewer: Viewer, _ layer: LayerDefinition?) -> Outcome {
        switch rule {
        case .open, .known: return .answered
        case .role(let role):
            if viewer.grants.contains(where: { $0.role >= role }) { return .answered }
            return viewer.isAnonymous ? .needsKey : .refused
        case .sender:
            if viewer.device != nil { return .answered }
            return decide(.role(.editor), viewer, nil)
        case .device: return viewer.device == nil ? .needsKey : .answered
        case .contribute, .edit:
            guard let layer else { return .absent }
            let may = rule == .edit ? viewer.mayEdit(layer) : viewer.mayContribute(to: layer)
            if may { return .answered }
            guard viewer.knows(layer) else { return .absent }
            return viewer.isAnonymous && viewer.device == nil ? .needsKey : .refused
        case .layer(let shape):
            guard let layer, viewer.knows(layer) else { return .absent }
            // Whoever may know of a layer may read what it is: title, properties, duty.
            if shape == .summary { return .answered }
            let decision = ReleaseGate.decide(viewer.audience(of: layer), layer.sensitivity, shape)
            return decision == .refused ? .refused : .answered
        }
    }
}
