/// The route table as a tree of path segments. Literal segments go before parameters, parameters with a suffix
/// (`{y}.mvt`) before those without, and `{file…}`, which takes the rest, comes last.
struct RouteMatcher: Sendable {
    struct Match {
        var route: Route
        var path: [String: String]
    }

    enum Outcome {
        case matched(Match)
        /// The address exists, with other methods.
        case otherMethods([Route.Method])
        case absent
    }

    private final class Node: Sendable {
        let literals: [String: Node]
        /// Longest suffix first.
        let parameters: [(name: String, suffix: String, node: Node)]
        let rest: (name: String, routes: [Route])?
        let routes: [Route]

        init(_ entries: [(segments: ArraySlice<String>, route: Route)]) {
            var literals: [String: [(ArraySlice<String>, Route)]] = [:]
            var parameters: [String: [(ArraySlice<String>, Route)]] = [:]
            var rest: (name: String, routes: [Route])?
            var own: [Route] = []
            for (segments, route) in entries {
                guard let first = segments.first else {
                    own.append(route)
                    continue
                }
                if first.hasPrefix("{"), first.hasSuffix("…}") {
                    rest = (String(first.dropFirst().dropLast(2)), (rest?.routes ?? []) + [route])
                } else if first.hasPrefix("{") {
                    parameters[first, default: []].append((segments.dropFirst(), route))
                } else {
                    literals[first, default: []].append((segments.dropFirst(), route))
                }
            }
            self.literals = literals.mapValues(Node.init)
            self.parameters = parameters.map { segment, entries in
                let close = segment.firstIndex(of: "}") ?? segment.endIndex
                let name = segment[segment.index(after: segment.startIndex)..<close]
                let suffix = close < segment.endIndex ? segment[segment.index(after: close)...] : ""
                return (String(name), String(suffix), Node(entries))
            }.sorted { ($1.suffix.count, $0.name) < ($0.suffix.count, $1.name) }
            self.rest = rest
            routes = own
        }
    }

    private let root: Node

    init(_ routes: [Route]) {
        root = Node(
            routes.map { route in
                (route.pattern.split(separator: "/").map(String.init)[...], route)
            })
    }

    /// Every route at an address.
    func routes(at segments: [String]) -> [Route] {
        var path: [String: String] = [:]
        return Self.find(root, segments[...], &path) ?? []
    }

    func match(_ segments: [String], _ method: String) -> Outcome {
        var path: [String: String] = [:]
        guard let routes = Self.find(root, segments[...], &path) else { return .absent }
        // Without a route of its own HEAD is GET without a body.
        let tried = method == "HEAD" ? ["HEAD", "GET"] : [method]
        for method in tried {
            if let route = routes.first(where: { $0.method.rawValue == method }) {
                return .matched(Match(route: route, path: path))
            }
        }
        return .otherMethods(routes.map(\.method))
    }

    private static func find(
        _ node: Node, _ segments: ArraySlice<String>, _ path: inout [String: String]
    ) -> [Route]? {
        guard let first = segments.first else { return node.routes.isEmpty ? nil : node.routes }
        let others = segments.dropFirst()
        if let next = node.literals[first], let found = find(next, others, &path) { return found }
        for (name, suffix, next) in node.parameters
        where first.utf8.count > suffix.utf8.count && first.hasSuffix(suffix) {
            if let found = find(next, others, &path) {
                path[name] = String(first.dropLast(suffix.count))
                return found
            }
        }
        guard let rest = node.rest, segments.allSatisfy({ !$0.isEmpty }) else { return nil }
        path[rest.name] = segments.joined(separator: "/")
        return rest.routes
    }
}
