internal import TabaqaFeatureModel

/// The small map of a page: `page-map.js` fills it; without it the page still says everything.
enum PageMap {
    /// - Parameters:
    ///   - source: address of GeoJSON to draw.
    ///   - extent: of what is drawn, in degrees.
    static func element(_ call: Call, source: String, extent: Extent) -> HTML {
        let box = [extent.minX, extent.minY, extent.maxX, extent.maxY].map { "\($0)" }.joined(separator: ",")
        return .tag(
            "div",
            [
                ("class", "small-map"), ("data-source", source), ("data-bbox", box),
                ("data-base", call.base), ("role", "img"),
                ("aria-label", PageWord.map(call.language)),
            ], [])
    }
}
