internal import TabaqaAnalysis
internal import TabaqaColumns
public import TabaqaFeatureModel

extension Engine {
    /// Joins a layer's selected rows to another layer.
    ///
    /// - Throws: `release.refused` before anything is computed when the answer could not leave;
    ///   `property.unknown`, `option.invalid`, `filter.malformed`, store faults.
    public func join(_ request: JoinRequest) throws -> Join {
        let points = try catalog.layer(request.points)
        let areas = try catalog.layer(request.areas)
        let decision = try check(request)
        let selection = try request.selection.resolved(
            for: points, zone: catalog.city.zone, audience: request.audience)
        let table = try compute(
            request, points: points, areas: areas, selection: selection)
        return Join(
            points: points, areas: areas,
            table: try ReleaseGate.release(
                table, of: points, and: areas, to: request.audience, areas: request.areasAudience),
            selection: request.selection, isWithheld: decision == .aggregated)
    }

    /// Whether the answer may leave, each layer judged for its own audience, and every property named fits;
    /// the selection's own conditions are judged by `join`.
    ///
    /// - Throws: `layer.unknown`, `release.refused`, `property.unknown`, `option.invalid`.
    @discardableResult
    public func check(_ request: JoinRequest) throws -> ReleaseDecision {
        let points = try catalog.layer(request.points)
        let areas = try catalog.layer(request.areas)
        try ReleaseGate.require(areas, .features, for: request.areasAudience ?? request.audience)
        let decision = try ReleaseGate.require(
            points, request.isEach ? .features : .areaAggregates, for: request.audience)
        if decision == .aggregated, !request.selection.isWhole {
            throw Fault(
                .releaseRefused,
                "Counts of layer “\(points.id)” leave for audience \(request.audience.rawValue) only whole, "
                    + "without a selection.",
                remedy: "Leave out the selection, or use --audience department.")
        }
        if decision == .aggregated, request.relation != .within {
            throw Fault(
                .releaseRefused,
                "Layer “\(points.id)” leaves for audience \(request.audience.rawValue) only as counts within areas.",
                remedy: "Use --predicate within, or --audience department.")
        }
        try checkNames(request, points, areas, decision)
        return decision
    }

    private func compute(
        _ request: JoinRequest, points: LayerDefinition, areas: LayerDefinition, selection: Selection
    ) throws -> JoinTable {
        try columns.reading([(points, request.audience), (areas, request.areasAudience ?? request.audience)])
        { columns in
            try compute(
                request,
                JoinInputs(
                    points: columns[0], pointsLayer: points, areas: columns[1], areasLayer: areas,
                    selection: selection,
                    aggregates: JoinAggregates(
                        sum: request.sum, mean: request.mean, minimum: request.minimum,
                        maximum: request.maximum, per: request.per, reliableFrom: request.reliableFrom),
                    isEach: request.isEach, wantsGeometry: request.wantsGeometry,
                    isRepeated: request.isRepeated))
        }
    }

    private func compute(_ request: JoinRequest, _ inputs: JoinInputs) throws -> JoinTable {
        let (points, areas) = (inputs.pointsLayer, inputs.areasLayer)
        if case .attribute(let left, let right) = request.relation {
            return try SpatialJoin.attribute(inputs, left: left, right: right)
        }
        guard points.geometry != .none, areas.geometry != .none else {
            let bare = points.geometry == .none ? points.id : areas.id
            throw Fault(
                .optionInvalid, "Layer “\(bare)” has no geometry to join by.",
                remedy: "Join by attribute: --on PROPERTY=PROPERTY.")
        }
        switch request.relation {
        case .within: return try SpatialJoin.within(inputs)
        case .nearest: return try SpatialJoin.nearest(inputs)
        case .distance(let meters): return try SpatialJoin.distance(inputs, meters: meters)
        case .attribute(let left, let right):
            return try SpatialJoin.attribute(inputs, left: left, right: right)
        }
    }

    /// Every property named must exist, be a number where it is summed, and be readable by the audience.
    private func checkNames(
        _ request: JoinRequest, _ points: LayerDefinition, _ areas: LayerDefinition,
        _ decision: ReleaseDecision
    ) throws {
        let areasAudience = request.areasAudience ?? request.audience
        let summed = request.sum + request.mean + request.minimum + request.maximum
        for name in summed { try requireNumeric(name, points, request.audience) }
        for name in request.per { try requireNumeric(name, areas, areasAudience) }
        var read = summed
        if case .attribute(let left, let right) = request.relation {
            try requireProperty(left, points, request.audience)
            try requireProperty(right, areas, areasAudience)
            read.append(left)
            try ReleaseGate.require(properties: [right], of: areas, for: areasAudience)
        }
        if decision == .exact { try ReleaseGate.require(properties: read, of: points, for: request.audience) }
        if decision == .aggregated, !summed.isEmpty {
            throw Fault(
                .releaseRefused,
                "Only counts of layer “\(points.id)” leave for audience \(request.audience.rawValue).",
                remedy: "Leave out --sum, --mean, --min and --max.")
        }
        try ReleaseGate.require(properties: request.per, of: areas, for: areasAudience)
    }

    private func requireProperty(_ name: String, _ layer: LayerDefinition, _ audience: Audience) throws {
        guard layer.property(name) != nil else {
            throw Fault(
                .propertyUnknown, "Layer “\(layer.id)” has no property “\(name)”.",
                remedy: "Properties: " + names(of: layer, audience) { _ in true } + ".")
        }
    }

    private func requireNumeric(_ name: String, _ layer: LayerDefinition, _ audience: Audience) throws {
        try requireProperty(name, layer, audience)
        guard let property = layer.property(name), property.type.isNumeric else {
            throw Fault(
                .optionInvalid, "Property “\(name)” of layer “\(layer.id)” is not a number.",
                remedy: "Numeric properties: " + names(of: layer, audience, where: \.type.isNumeric) + ".")
        }
    }

    /// Those the audience may read, for a remedy.
    private func names(
        of layer: LayerDefinition, _ audience: Audience, where isMeant: (PropertyDefinition) -> Bool
    ) -> String {
        layer.properties.filter { isMeant($0) && ReleaseGate.mayRead($0, of: layer, audience) }.map(\.name)
            .joined(separator: ", ")
    }
}
