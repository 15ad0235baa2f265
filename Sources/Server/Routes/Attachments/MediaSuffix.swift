/// The end of a file's name by what it is.
enum MediaSuffix {
    static func of(_ mediaType: String) -> String {
        switch mediaType {
        case "image/jpeg": ".jpg"
        case "image/png": ".png"
        case "image/webp": ".webp"
        case "image/heic", "image/heif": ".heic"
        case "image/gif": ".gif"
        default: ""
        }
    }
}
