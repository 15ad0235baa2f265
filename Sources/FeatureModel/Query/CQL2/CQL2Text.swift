/// Conditions written in CQL2 Text (OGC 21-065r2) on a layer's declared properties and its geometry, which is
/// called `geometry`, `geom` or `the_geom`.
public enum CQL2Text {
    /// In bytes of UTF-8.
    public static let longestText = 8192
    public static let deepestNesting = 32
    public static let mostNodes = 256

    /// Reads `text` and types its literals as the layer's properties are: a code by its code or any of its
    /// labels, folded; a bare date compared with a date and time as the whole local day.
    ///
    /// - Parameter clock: the zone in which dates and times without an offset are read.
    /// - Throws: `filter.malformed` with the character (from 1) at fault; `property.unknown` with the properties
    ///   there are.
    public static func parse(
        _ text: String, for layer: LayerDefinition, clock: ZoneClock
    ) throws(Fault) -> Filter {
        try checkLength(text)
        var parser = CQL2Parser(tokens: try CQL2Lexer.tokens(of: text), clock: clock)
        return try CQL2Typing(layer: layer, clock: clock).condition(parser.parse())
    }

    static func checkLength(_ text: String) throws(Fault) {
        guard text.utf8.count <= longestText else {
            throw Fault(
                .filterMalformed, "The filter is longer than \(longestText) bytes.",
                remedy: "Shorten it, for example by BETWEEN instead of a long IN list.")
        }
    }
}
