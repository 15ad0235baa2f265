/// What may be wrong with a photo's tags. The names are stored and sent: a retired one is never used again.
public enum PhotoIssue: String, Sendable, CaseIterable {
    /// The file has no EXIF block.
    case exifMissing = "exif-missing"
    /// It has one that cannot be read.
    case exifDamaged = "exif-damaged"
    /// No coordinates among the tags.
    case gpsMissing = "gps-missing"
    /// Only one of the coordinates, or one without values.
    case gpsIncomplete = "gps-incomplete"
    /// No N, S, E or W to a coordinate: its sign is not guessed.
    case gpsRefMissing = "gps-ref-missing"
    /// A coordinate of a type other than (signed) rationals.
    case gpsType = "gps-type"
    /// Degrees or minutes over zero.
    case gpsDenominator = "gps-denominator"
    /// Seconds over zero: place of degrees and minutes only, half a nautical mile off at worst.
    case gpsSeconds = "gps-seconds"
    /// A sign that contradicts the reference.
    case gpsSign = "gps-sign"
    /// Beyond 90° or 180°, or 60 minutes or seconds.
    case gpsRange = "gps-range"
    /// Exactly (0, 0): what systems write that hide the place.
    case gpsZero = "gps-zero"
    /// Another datum than WGS 84.
    case gpsDatum = "gps-datum"
    /// The receiver called its measurement void. The place is kept.
    case gpsVoid = "gps-void"
    /// GPS date or time that is none.
    case gpsTime = "gps-time"
    /// The receiver's time is 1,024 weeks back: not used.
    case gpsWeekRollover = "gps-week-rollover"
    /// An altitude over zero.
    case altitudeDenominator = "altitude-denominator"
    /// An altitude nobody can stand at.
    case altitudeRange = "altitude-range"
    /// `DateTimeOriginal` is no date and time.
    case timeMalformed = "time-malformed"
    /// `OffsetTimeOriginal` is no offset.
    case timeOffset = "time-offset"
    /// GPS time and the camera's clock are farther apart than any two zones. GPS time is taken.
    case timeDisagreement = "time-disagreement"
    /// More than a day from when the photo came in.
    case timeFar = "time-far"
}
