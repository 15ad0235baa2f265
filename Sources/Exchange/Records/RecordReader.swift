public import TabaqaFeatureModel

/// A source of records, read once from front to back in constant memory.
public protocol RecordReader: AnyObject {
    /// The columns known so far: a table's header from the start, GeoJSON members as they appear.
    var names: [String] { get }
    /// The CRS of the geometry: the one given by the caller, else the one the source declares or its format
    /// prescribes; nil when unknown. Final from the start.
    var crs: CRS? { get }
    /// Why `crs` is nil, as a refusal that says what to do.
    var crsRefusal: Fault? { get }
    /// Whether the records have places; known from the start for tables, after the first batch for others.
    var hasGeometry: Bool { get }
    /// What the person importing should know; grows while reading.
    var warnings: [String] { get }
    /// The part of the source that was read, 0…1.
    var progress: Double { get }

    /// The next records; nil at the end.
    ///
    /// - Throws: `Fault` for damage that makes the rest unreadable, with line and column.
    func next() throws -> RecordBatch?
}

extension RecordReader {
    public var crsRefusal: Fault? { nil }

    /// The CRS, or the refusal to go on without one.
    ///
    /// - Throws: `import.crs-unknown`.
    public func knownCRS() throws(Fault) -> CRS {
        if let crs { return crs }
        throw crsRefusal
            ?? Fault(
                .importCRSUnknown, "The file does not say in which coordinate system its places are.",
                remedy: "Give it with --crs, e.g. --crs EPSG:4326.")
    }
}
