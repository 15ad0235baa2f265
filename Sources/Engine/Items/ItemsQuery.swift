internal import TabaqaAnalysis
internal import TabaqaColumns
internal import TabaqaFeatureModel

/// A request for items, made sure of: every property it names exists for the audience, and the layer's rows
/// may leave.
struct ItemsQuery: Sendable {
    let layer: LayerDefinition
    let audience: Audience
    let selection: Selection
    /// What is written of each row, in the layer's order.
    let properties: [PropertyDefinition]
    let sort: [ItemsRequest.SortKey]
    let crs: CRS
    let skipsGeometry: Bool
    let countsAttachments: Bool
    /// Of what was asked, for cursors.
    let mark: UInt64

    /// - Throws: `release.refused`, `layer.unknown`, `option.invalid`, `filter.malformed`,
    ///   `property.unknown`.
    init(_ request: ItemsRequest, catalog: LayerCatalog) throws {
        let layer = try catalog.layer(request.layer)
        try ReleaseGate.require(layer, .features, for: request.audience)
        let visible = layer.visible(to: request.audience)
        self.layer = layer
        audience = request.audience
        crs = request.crs
        skipsGeometry = request.skipsGeometry || layer.geometry == .none
        countsAttachments = request.countsAttachments
        for name in request.properties ?? [] { try visible.require(name) }
        properties = visible.properties.filter { request.properties?.contains($0.name) ?? true }
        sort = request.sort
        guard sort.count <= ItemsRequest.mostSortKeys, Set(sort.map(\.property)).count == sort.count else {
            throw Fault(
                .optionInvalid,
                "Items are sorted by at most \(ItemsRequest.mostSortKeys) properties, each named once.",
                at: Fault.Place(field: "sortby"))
        }
        for key in sort {
            guard try !visible.require(key.property).type.isAttachment else {
                throw Fault(
                    .propertyUnknown, "Items cannot be sorted by “\(key.property)”, an attachment.",
                    at: Fault.Place(field: "sortby"))
            }
        }
        var hash = StableHash()
        hash.mix(layer.id)
        for key in sort { hash.mix((key.isDescending ? "-" : "+") + key.property) }
        var asked = request.selection
        asked.budget = StatementBudget()
        hash.mix(String(describing: asked))
        hash.mix(ItemIDs.mark(isHidden: Self.hidesIDs(layer, request.audience)))
        mark = UInt64(truncatingIfNeeded: hash.value)
        selection = try request.selection.resolved(
            for: visible, zone: catalog.city.zone, audience: request.audience)
    }

    var hidesIDs: Bool { Self.hidesIDs(layer, audience) }

    private static func hidesIDs(_ layer: LayerDefinition, _ audience: Audience) -> Bool {
        !ReleaseGate.mayReadIDs(of: layer, audience)
    }

    /// The rows that take part; nil: all. A box meets points in it, lines and areas that have a place in
    /// common with it, and no feature without a place.
    func rows(_ columns: LayerColumns) throws -> RowMask? {
        var selection = selection
        var mask: RowMask?
        if let boxes = selection.extentParts, layer.geometry != .point {
            guard layer.geometry != .none else { return RowMask(count: columns.count, all: false) }
            let met = Selection(
                filter: .spatial(.geometry, .intersects, .boxes(boxes)), filterCRS: selection.extentCRS,
                includesFlagged: true, budget: selection.budget)
            mask = try SelectionEvaluator.evaluate(met, columns: columns, needsPlace: false).rows
            selection.extent = nil
        }
        if !selection.isEmpty {
            let rows = try SelectionEvaluator.evaluate(
                selection, columns: columns, needsPlace: selection.extent != nil
            ).rows
            mask?.intersect(rows)
            mask = mask ?? rows
        }
        return mask ?? (columns.hasDeadRows ? RowMask(aliveIn: columns) : nil)
    }
}

extension Selection {
    /// Whether all rows take part, wherever they are.
    fileprivate var isEmpty: Bool {
        extent == nil && interval == nil && hours == nil && weekdays == nil && filter == nil
    }
}

extension LayerDefinition {
    /// The layer as the audience may know it: other properties do not exist for it, in answers or in errors.
    func visible(to audience: Audience) -> LayerDefinition {
        var visible = self
        visible.properties = properties.filter { ReleaseGate.mayRead($0, of: self, audience) }
        if let time, visible.property(time.property) == nil { visible.time = nil }
        if let key, visible.property(key) == nil { visible.key = nil }
        return visible
    }

    /// - Throws: `property.unknown`.
    @discardableResult
    func require(_ name: String) throws(Fault) -> PropertyDefinition {
        if let property = property(name) { return property }
        throw Fault(
            .propertyUnknown, "Layer “\(id)” has no property “\(name)”.",
            remedy: "Properties: " + properties.map(\.name).joined(separator: ", ") + ".")
    }
}
