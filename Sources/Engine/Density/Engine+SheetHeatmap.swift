internal import TabaqaColumns
public import TabaqaFeatureModel

extension Engine {
    /// The heatmap as a printed page shows it: of the ground of layer `over`, where the caller names no box
    /// of their own. One event in the next town would otherwise shrink the city to a corner of the page;
    /// events beyond the page are counted as left out.
    ///
    /// - Parameter overAudience: for whom `over` is drawn; nil: as the heatmap.
    /// - Throws: as `heatmap`.
    public func sheetHeatmap(
        _ request: HeatmapRequest, over: String?, overAudience: Audience? = nil
    ) throws -> Heatmap {
        let layer = try catalog.layer(request.layer)
        guard let over, request.selection.extent == nil,
            ReleaseGate.decide(request.audience, layer.sensitivity, .density) == .exact
        else { return try heatmap(request) }
        let ground = try catalog.layer(over)
        guard ground.geometry == .polygon || ground.geometry == .lineString else {
            return try heatmap(request)
        }
        try ReleaseGate.require(ground, .features, for: overAudience ?? request.audience)
        let extent = try columns.reading([ground], for: overAudience ?? request.audience) { columns in
            let shapes = try columns[0].shapes()
            return (0..<shapes.count).reduce(into: Extent.empty) { $0.include(shapes.extent($1)) }
        }
        guard !extent.isEmpty else { return try heatmap(request) }
        var request = request
        request.selection.extent = extent.expanded(dx: extent.width / 40, dy: extent.height / 40)
        request.selection.extentCRS = ground.crs
        return try heatmap(request)
    }
}
