internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel

extension AreaRoutes {
    static let profile = Route(
        .get, "/collections/{collectionId}/items/{featureId}/profile", id: "getProfile", tag: "Areas",
        "One area across the departments: counts, rates, rank, trend and freshness of every layer of points you may "
            + "know of.", access: .layer(.features),
        parameters: [
            collection, Parameter("featureId", in: .path, "The area's id."),
            Parameter("per", "The area's number to divide by; its population without it."),
            Parameter(
                "months", "How many months of trend, the current one last.",
                schema: ["type": "integer", "minimum": 0, "maximum": 120, "default": 24]),
        ],
        schema: [
            "type": "object", "required": ["area", "layers"],
            "properties": [
                "area": ["type": "object"], "layers": ["type": "array", "items": ["type": "object"]],
            ],
        ]
    ) { call in
        let layer = try call.layer
        let months = try call.query.integer("months", in: 0...120) ?? 24
        let profile = try call.engine.profile(
            of: FeatureID(call.path["featureId"] ?? ""), in: layer, viewer: call.viewer,
            per: call.query["per"], now: Int64(Date().timeIntervalSince1970 * 1000), months: months)
        let bytes = ProfileDocument(profile: profile, layer: layer, audience: call.audience(of: layer)).json
            .bytes
        var tag = AnswerTag()
        tag.mix(bytes)
        if let same = call.unchanged(tag.text) { return same }
        return Answer(.json, .bytes(bytes), tag: tag.text)
    }
}

/// An area's profile as JSON. No measure of the moment, so that it stays the same until something changes.
struct ProfileDocument {
    let profile: AreaProfile
    /// Of the area.
    let layer: LayerDefinition
    let audience: Audience

    var json: JSON {
        let batch = profile.area.value
        var properties: [(String, JSON)] = []
        for column in batch.columns where column.values.count > 0 {
            properties.append((column.name, JSON(column.values[0])))
        }
        let area: JSON = ["layer": .string(layer.id), "properties": .object(properties)]
        let naming = layer.naming(for: audience)
        return [
            "area": area.adding([
                ("id", batch.count > 0 ? batch.ids[0].map { .string($0) } : nil),
                ("name", naming.map { .string($0.property) }),
            ]), "layers": .array(profile.entries.map(entry)),
        ]
    }

    private func entry(_ entry: AreaProfile.Entry) -> JSON {
        let own: JSON = ["layer": .string(entry.layer), "isWithheld": .bool(entry.count == nil)]
        return own.adding([
            ("count", entry.count.map { .integer(Int64($0)) }),
            ("rate", entry.rate.map { .number($0) }),
            ("denominator", entry.denominator.map { .string($0) }),
            ("denominatorValue", entry.denominatorValue.map { .number($0) }),
            ("rank", entry.rank.map { .integer(Int64($0)) }),
            ("areas", entry.count == nil ? nil : .integer(Int64(entry.areas))),
            (
                "trend",
                entry.trend.isEmpty
                    ? nil
                    : .array(
                        entry.trend.map { ["period": .string($0.month), "count": .integer(Int64($0.count))] })
            ), ("newest", entry.newest.map { JSON(instant: $0) }),
            ("isOverdue", entry.count == nil ? nil : .bool(entry.overdue != nil)),
        ])
    }
}
