public import TabaqaFeatureModel

/// The forms a density's numbers leave in.
public enum ValueForm: Sendable { case geoJSON, csv, geoTIFF }

/// The forms a legend leaves in.
public enum LegendForm: Sendable { case json, png }

/// The same outputs as the commands write, in memory.
extension Engine {
    public func picture(_ heatmap: Heatmap) throws -> [UInt8] { throw Fault(.fileUnsupported, "picture") }

    public func legend(_ heatmap: Heatmap, as form: LegendForm, language: Language) throws -> [UInt8] {
        throw Fault(.fileUnsupported, "legend")
    }

    public func values(_ heatmap: Heatmap, as form: ValueForm) throws -> [UInt8] {
        throw Fault(.fileUnsupported, "values")
    }

    /// A join as GeoJSON in degrees, or CSV.
    public func bytes(of join: Join, asCSV: Bool) throws -> [UInt8] { throw Fault(.fileUnsupported, "join") }

    /// A printed page as PNG or PDF.
    public func sheet(
        _ heatmap: Heatmap, over: String?, language: Language, asPDF: Bool
    ) throws -> [UInt8] {
        throw Fault(.fileUnsupported, "sheet")
    }

    public func sheet(
        _ join: Join, over: String?, measure: String?, breaks: String, language: Language, asPDF: Bool
    ) throws -> [UInt8] {
        throw Fault(.fileUnsupported, "sheet")
    }
}
