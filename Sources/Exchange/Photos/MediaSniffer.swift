/// The type of a file by its first bytes, out of a list of types that are taken.
public enum MediaSniffer {
    /// `image/jpeg`, `video/mp4` …; `application/octet-stream` for what is not known.
    ///
    /// - Parameter start: the first 4,096 bytes, or all of a shorter file.
    public static func type(of start: [UInt8]) -> String { "application/octet-stream" }
}
