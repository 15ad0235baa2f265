internal import TabaqaAnalysis
internal import TabaqaColumns
public import TabaqaFeatureModel
internal import TabaqaTopology

extension Engine {
    /// Rows, extent and time span of a layer; nil where its features may not leave for the audience, because an
    /// extent is two of its places.
    ///
    /// - Throws: store faults.
    public func summary(of layer: LayerDefinition, audience: Audience) throws -> LayerSummary? {
        guard ReleaseGate.decide(audience, layer.sensitivity, .features) == .exact else { return nil }
        var summary = try columns.reading([layer], for: audience) { columns in
            let columns = columns[0]
            return try columns.derived("summary") {
                LayerSummary(
                    rows: try SelectionEvaluator.evaluate(
                        Selection(includesFlagged: true), columns: columns, needsPlace: false
                    ).used,
                    extent: try extent(columns), timeSpan: columns.timeSpan, revision: columns.revision)
            }
        }
        if !ReleaseGate.mayReadTime(of: layer, audience) { summary.timeSpan = nil }
        return summary
    }

    private func extent(_ columns: LayerColumns) throws -> Extent {
        var extent = Extent.empty
        guard columns.layer.geometry != .none else { return extent }
        let rows = try SelectionEvaluator.evaluate(Selection(), columns: columns).rows
        if columns.layer.geometry == .point {
            let places = try columns.places()
            rows.forEachRun { run in
                for row in run { extent.include(x: places.x[row], y: places.y[row]) }
            }
        } else {
            let shapes = try columns.shapes()
            rows.forEachRun { run in
                for row in run { extent.include(shapes.extent(row)) }
            }
        }
        guard !extent.isEmpty, columns.layer.crs != .wgs84 else { return extent }
        return try degrees(extent, from: columns.layer.crs)
    }

    /// The box of degrees around a box: its edges are curves there, so more than the corners are looked at.
    private func degrees(_ extent: Extent, from crs: CRS) throws -> Extent {
        let transform = try CoordinateTransform(from: crs, to: .wgs84)
        var result = Extent.empty
        for step in 0...16 {
            let part = Double(step) / 16
            let (x, y) = (extent.minX + part * extent.width, extent.minY + part * extent.height)
            for place in [
                Position(x: x, y: extent.minY), Position(x: x, y: extent.maxY),
                Position(x: extent.minX, y: y), Position(x: extent.maxX, y: y),
            ] {
                if let place = transform.transform(place) { result.include(place) }
            }
        }
        return result
    }
}
