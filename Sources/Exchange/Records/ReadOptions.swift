public import TabaqaFeatureModel

/// How the person importing wants a file to be read; nil leaves it to the file.
public struct ReadOptions: Sendable {
    /// Wins over what the file declares.
    public var crs: CRS?
    /// Columns of easting/longitude and northing/latitude.
    public var x: String?
    public var y: String?
    public var encoding: TextEncoding?
    /// Of CSV; one ASCII character.
    public var delimiter: UInt8?
    /// Whether coordinates in text use a comma; nil: told by the values.
    public var decimalComma: Bool?
    /// Of files with several layers or sheets.
    public var layer: String?
    /// Whether to look for places in the columns of tables.
    public var placesWanted = true

    public init() {}
}
