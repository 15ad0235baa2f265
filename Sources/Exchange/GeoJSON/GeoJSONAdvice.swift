/// Matters of style in GeoJSON: counted, said once, never a reason to refuse.
struct GeoJSONAdvice {
    var heights = 0
    var extraNumbers = 0
    var finePositions = 0
    var wrongWindings = 0
    var nestedCollections = 0
    var singleCollections = 0
    var emptyGeometries = 0
    var innerCRS = 0

    var warnings: [String] {
        var lines: [String] = []
        func say(_ count: Int, _ text: String) { if count > 0 { lines.append("\(count) \(text)") } }
        say(heights, "positions have a height; heights are dropped.")
        say(extraNumbers, "positions have more than three numbers; those after the second are dropped.")
        say(
            finePositions,
            "positions are written with ten or more decimals, finer than any survey; kept as they are.")
        say(wrongWindings, "polygon rings are wound against the right-hand rule (RFC 7946 3.1.6); accepted.")
        say(
            nestedCollections,
            "geometry collections lie within geometry collections; better avoided, accepted.")
        say(
            singleCollections, "geometry collections hold a single geometry; better written as that geometry."
        )
        say(emptyGeometries, "geometries have no coordinates; read as no place.")
        say(innerCRS, "“crs” members inside features or geometries were ignored.")
        return lines
    }
}
