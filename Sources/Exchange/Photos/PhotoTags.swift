public import TabaqaFeatureModel

/// Place, time and orientation out of a photo's own tags (EXIF 2.32 in JPEG, HEIC, PNG, WebP, TIFF), read within
/// bounds and never trusted: what is doubtful is nil, with the reason among `issues`.
public struct PhotoTags: Hashable, Sendable {
    public enum TimeSource: String, Sendable { case gps, exif, exifZoneUnknown = "exif-zone-unknown" }

    /// EPSG:4326, longitude first.
    public var position: Position?
    /// Metres, as the device says (GPSHPositioningError).
    public var accuracy: Double?
    /// Metres, negative below `altitudeReference`; the vertical datum is unknown.
    public var altitude: Double?
    /// EXIF's GPSAltitudeRef: 0 and 1 sea level, 2 and 3 the ellipsoid. Nil where there is no altitude.
    public var altitudeReference: Int?
    /// Milliseconds since 1970; nil where only a local time without a zone is known.
    public var instant: Int64?
    /// `DateTimeOriginal` as it stands.
    public var localTime: String?
    public var timeSource: TimeSource?
    /// 1 to 8. HEIC decoders turn the picture by the file's own boxes and not by this.
    public var orientation: Int
    /// `PhotoIssue` names, in the order found.
    public var issues: [String]

    /// - Parameter bytes: the file's beginning: at least its first 256 kB, or all of it. (HEIC may need all.)
    public init(_ bytes: [UInt8]) {
        orientation = 1
        issues = []
        guard let found = ExifBlock.find(in: bytes) else {
            issues = [PhotoIssue.exifMissing.rawValue]
            return
        }
        guard let tiff = TIFFBlock(found), let main = tiff.directory(at: tiff.start) else {
            issues = [PhotoIssue.exifDamaged.rawValue]
            return
        }
        var reader = PhotoTagReader(tiff: tiff, main: main)
        reader.read()
        self = PhotoTags(reader)
    }

    private init(_ reader: PhotoTagReader) {
        position = reader.position
        accuracy = reader.accuracy
        altitude = reader.altitude?.metres
        altitudeReference = reader.altitude?.reference
        instant = reader.instant
        localTime = reader.localTime
        timeSource = reader.timeSource
        orientation = reader.orientation
        issues = reader.issues.map(\.rawValue)
    }

    /// What is odd about the time when the photo came in at `received` (milliseconds since 1970): more than a day
    /// from it, or 1,024 weeks back as receivers count that lost their week. Nil where nothing is.
    public func timeIssue(receivedAt received: Int64) -> PhotoIssue? {
        guard let instant else { return nil }
        if PhotoInstant.isRollover(instant, before: received) { return .gpsWeekRollover }
        return abs(received - instant) > PhotoInstant.day ? .timeFar : nil
    }
}
