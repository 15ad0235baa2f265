internal import TabaqaAnalysis
internal import TabaqaColumns
internal import TabaqaFeatureModel

extension Engine {
    /// “Who and what is inside?”, asked of many layers at once. A layer whose rows may not leave is answered
    /// as withheld, whatever is inside: two polygons that differ by one house would otherwise tell who lives
    /// there.
    ///
    /// Rows with a suspect place are left out. Edges are straight in longitude and latitude; a place on an
    /// edge lies inside one of the two polygons that share it.
    ///
    /// - Throws: `layer.unknown`, `option.invalid` for a layer without geometry or a bad datetime,
    ///   `geometry.invalid` for a polygon of more than 10,000 positions, beyond 60° in width or beyond
    ///   repair.
    public func inside(_ request: InsideRequest) throws -> [InsideAnswer] {
        let polygon = try AskedPolygon(request.area)
        return try request.layers.map { id, audience in
            let layer = try catalog.layer(id)
            guard layer.geometry != .none else {
                throw Fault(
                    .optionInvalid, "Layer “\(id)” has no geometry to be inside of anything.",
                    remedy: "Leave it out.")
            }
            var selection = SelectionRequest()
            selection.datetime = layer.time == nil ? nil : request.datetime
            let readsTime = ReleaseGate.mayReadTime(of: layer, audience)
            guard ReleaseGate.decide(audience, layer.sensitivity, .features) == .exact,
                readsTime || selection.datetime == nil
            else { return .withheld(layer.id) }
            return try inside(layer, audience, selection, polygon)
        }
    }

    private func inside(
        _ layer: LayerDefinition, _ audience: Audience, _ request: SelectionRequest, _ polygon: AskedPolygon
    ) throws -> InsideAnswer {
        let selection = try request.resolved(for: layer, zone: catalog.city.zone, audience: audience)
        return try columns.reading([layer], for: audience) { columns in
            let columns = columns[0]
            let selected = try SelectionEvaluator.evaluate(selection, columns: columns)
            let found = try InsideRows(
                selected.rows, of: columns, in: polygon.test, polygon.prepared, ground: polygon.ground)
            let contents = try InsideContents(found, columns) {
                ReleaseGate.mayRead($0, of: layer, audience)
            }
            return InsideAnswer(
                layer: layer.id, count: contents.count, totals: contents.totals, byCode: contents.byCode,
                newest: ReleaseGate.mayReadTime(of: layer, audience) ? contents.newest : nil,
                isWithheld: false)
        }
    }
}

extension InsideAnswer {
    static func withheld(_ layer: String) -> InsideAnswer {
        InsideAnswer(layer: layer, count: nil, totals: [], byCode: [], newest: nil, isWithheld: true)
    }
}
