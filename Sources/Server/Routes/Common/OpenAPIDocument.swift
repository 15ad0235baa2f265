internal import TabaqaEngine
internal import TabaqaFeatureModel

/// The route table as an OpenAPI 3.0.3 document: what is dispatched is what is described.
enum OpenAPIDocument {
    static func make(_ routes: [Route], _ call: Call) -> JSON {
        var paths: [(String, [(String, JSON)])] = []
        for route in routes {
            let operation = (route.method.rawValue.lowercased(), operation(route, call))
            // The mark of a parameter that takes slashes is ours alone.
            let path = route.pattern.replacing("…", with: "")
            if let index = paths.firstIndex(where: { $0.0 == path }) {
                paths[index].1.append(operation)
            } else {
                paths.append((path, [operation]))
            }
        }
        return [
            "openapi": "3.0.3",
            "info": [
                "title": .string(call.engine.catalog.city.name[call.language]),
                "description": .string(ServiceWords.description(call.language)), "version": "1.0.0",
            ],
            "servers": [["url": .string(call.base)]],
            "tags": .array(tags(routes).map { ["name": .string($0)] }),
            "security": [[:], ["bearer": []], ["key": []]],
            "paths": .object(paths.map { ($0.0, .object($0.1)) }),
            "components": [
                "securitySchemes": [
                    "bearer": ["type": "http", "scheme": "bearer"],
                    "key": ["type": "apiKey", "in": "header", "name": "X-API-Key"],
                ],
                "schemas": ["problem": Schemas.problem],
            ],
        ]
    }

    private static func tags(_ routes: [Route]) -> [String] {
        routes.reduce(into: []) { tags, route in
            if !tags.contains(route.tag) { tags.append(route.tag) }
        }
    }

    private static func operation(_ route: Route, _ call: Call) -> JSON {
        var parameters = route.parameters.map { parameter($0, call) }
        if route.offers.count > 1 {
            parameters.append(
                choice("f", "The representation.", route.offers.flatMap(\.names).uniqued))
        }
        parameters.append(choice("lang", "The language of texts.", Language.allCases.map(\.rawValue)))
        var kinds: [(String, JSON)] = [
            ("application/problem+json", ["schema": ["$ref": "#/components/schemas/problem"]])
        ]
        // OWS clients are answered in their own words.
        if route.isLenient { kinds.append((MediaType.xml.essence, ["schema": ["type": "string"]])) }
        if route.manner == .openRosa {
            // An address that cannot be read belongs to no route yet, and is answered as anywhere.
            kinds.append((MediaType.openRosa.essence, ["schema": ["type": "string"]]))
        }
        let problem: JSON = ["description": "A problem (RFC 9457).", "content": .object(kinds)]
        var responses: [(String, JSON)] = [
            ("200", ["description": .string(route.summary), "content": .object(content(route))])
        ]
        if [.post, .put].contains(route.method) {
            responses.append(
                ("201", ["description": "It is new.", "content": .object(content(route))]))
        }
        if route.mayBeEmpty { responses.append(("204", ["description": "Nothing is there."])) }
        if route.pattern.contains("{") { responses.append(("404", problem)) }
        let own: JSON = [
            "operationId": .string(route.operationID), "tags": [.string(route.tag)],
            "summary": .string(route.summary), "parameters": .array(parameters),
            "responses": .object(responses + [("default", problem)]),
        ]
        let body = route.body.map { body -> JSON in
            let content: JSON = ["schema": body.schema]
            let types = body.mediaType.split(separator: ", ")
            return ["required": true, "content": .object(types.map { (String($0), content) })]
        }
        return own.adding([("requestBody", body)])
    }

    private static func content(_ route: Route) -> [(String, JSON)] {
        var content: [(String, JSON)] = []
        for offer in route.offers where !content.contains(where: { $0.0 == offer.essence }) {
            let schema: JSON =
                offer.essence.hasSuffix("json")
                ? route.schema
                : offer.isText ? ["type": "string"] : ["type": "string", "format": "binary"]
            content.append((offer.essence, ["schema": schema]))
        }
        return content
    }

    private static func choice(_ name: String, _ about: String, _ values: [String]) -> JSON {
        [
            "name": .string(name), "in": "query", "description": .string(about), "required": false,
            "schema": ["type": "string", "enum": .array(values.map { .string($0) })],
        ]
    }

    private static func parameter(_ parameter: Parameter, _ call: Call) -> JSON {
        let known = parameter.name == "collectionId" ? call.layers.map { JSON.string($0.id) } : []
        let schema: JSON =
            known.isEmpty ? parameter.schema : ["type": "string", "enum": .array(known)]
        let own: JSON = [
            "name": .string(parameter.name), "in": .string(parameter.location.rawValue),
            "description": .string(parameter.about), "required": .bool(parameter.isRequired),
            "schema": schema,
        ]
        return parameter.isList ? own.adding([("style", "form"), ("explode", false)]) : own
    }
}

extension Array where Element: Hashable {
    /// Each element once, in the order of its first appearance.
    fileprivate var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
