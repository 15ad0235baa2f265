/// The types a layer's property may have.
public enum PropertyType: String, Sendable, CaseIterable {
    case string, integer, decimal, boolean, code, date, dateTime, photo, audio, video, file
    /// Rows of their own under the observation, each with the property's members; kept as a JSON array of objects.
    case records

    /// Whether the value names an attachment.
    public var isAttachment: Bool {
        switch self {
        case .photo, .audio, .video, .file: true
        default: false
        }
    }

    public var isNumeric: Bool { self == .integer || self == .decimal }
}
