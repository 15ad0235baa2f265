public import TabaqaFeatureModel

/// Reads Well-Known Text (OGC 06-103r4 section 7), with or without Z and M, which are dropped, and the `SRID=n;`
/// prefix some programs write, which is skipped.
public enum WKTReader {
    /// Text longer than this is refused.
    public static let longestText = 64 << 20

    /// - Returns: nil for an empty geometry such as `POINT EMPTY`.
    /// - Throws: `geometry.invalid` with the character at which the text stops making sense.
    public static func parse(_ text: String) throws(Fault) -> Geometry? {
        guard text.utf8.count <= longestText else {
            throw Fault(.geometryInvalid, "The geometry's text is longer than 64 MB.")
        }
        var parser = WKTParser(text)
        return try parser.parse()
    }
}
