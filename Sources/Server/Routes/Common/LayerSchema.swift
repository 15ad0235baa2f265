internal import TabaqaFeatureModel

/// A layer's definition as JSON Schema 2020-12 (OGC 23-058r2), without the properties above the viewer.
struct LayerSchema {
    private let layer: LayerDefinition
    private let call: Call
    private let properties: [PropertyDefinition]

    init(_ call: Call) throws {
        layer = try call.layer
        self.call = call
        let audience = call.audience(of: layer)
        let layer = layer
        properties = layer.properties.filter { ReleaseGate.mayRead($0, of: layer, audience) }
    }

    /// What `filter` may use.
    var queryables: JSON { document("queryables", geometryMember + properties.map(member)) }

    /// What `sortby` may use.
    var sortables: JSON { document("sortables", properties.filter { !$0.type.isAttachment }.map(member)) }

    /// What items hold.
    var returnables: JSON {
        let id: (String, JSON) = (
            "id", ["type": "string", "x-ogc-role": "id", "readOnly": true, "x-ogc-propertySeq": 0]
        )
        let declared = properties.enumerated().map { index, property in
            let (name, schema) = member(property)
            let isTime = layer.time?.property == property.name
            return (
                name,
                schema.adding([
                    ("x-ogc-propertySeq", .integer(Int64(index + 1))),
                    ("x-ogc-role", isTime ? "primary-instant" : nil),
                ])
            )
        }
        return document("schema", [id] + geometryMember + declared)
    }

    private func document(_ resource: String, _ members: [(String, JSON)]) -> JSON {
        let required = properties.filter(\.isRequired).map { JSON.string($0.name) }
        let own: JSON = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": .string("\(call.base)/collections/\(layer.id)/\(resource)"), "type": "object",
            "title": .string(layer.title[call.language]), "properties": .object(members),
            "additionalProperties": false,
        ]
        return resource == "schema" && !required.isEmpty ? own.adding([("required", .array(required))]) : own
    }

    private var geometryMember: [(String, JSON)] {
        let format: String
        switch layer.geometry {
        case .none: return []
        case .point: format = "geometry-point"
        case .lineString: format = "geometry-multilinestring"
        case .polygon: format = "geometry-multipolygon"
        }
        return [("geometry", ["format": .string(format), "x-ogc-role": "primary-geometry"])]
    }

    private func member(_ property: PropertyDefinition) -> (String, JSON) {
        var members: [(String, JSON?)] = [("title", .string(property.label[call.language]))]
        switch property.type {
        case .string, .photo, .audio, .video, .file, .records: members.append(("type", "string"))
        case .code:
            members += [
                ("type", "string"), ("enum", .array(property.codes.map { .string($0.code) })),
                (
                    "oneOf",
                    .array(
                        property.codes.map {
                            ["const": .string($0.code), "title": .string($0.label[call.language])]
                        })
                ),
            ]
        case .integer: members.append(("type", "integer"))
        case .decimal: members.append(("type", "number"))
        case .boolean: members.append(("type", "boolean"))
        case .date: members += [("type", "string"), ("format", "date")]
        case .dateTime: members += [("type", "string"), ("format", "date-time")]
        }
        if let range = property.range {
            members += [("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound))]
        }
        members.append(("x-ogc-unit", property.unit.map { .string($0) }))
        return (property.name, JSON.object([]).adding(members))
    }
}
