internal import TabaqaFeatureModel

/// Names of attachments as clients send them: text to be shown, never a path.
enum AttachmentName {
    static let longest = 255

    /// - Throws: `option.invalid`.
    static func checked(_ name: String) throws(Fault) -> String {
        let isFit =
            !name.isEmpty && name.utf8.count <= longest && name != "." && name != ".."
            && !name.unicodeScalars.contains {
                $0.value < 0x20 || $0.value == 0x7F || $0 == "/" || $0 == "\\"
            }
        guard isFit else {
            throw Fault(
                .optionInvalid, "An attachment cannot be called “\(name.prefix(40))”.",
                remedy: "Give it a name of at most \(longest) bytes without slashes.")
        }
        return name
    }
}
