internal import TabaqaFeatureModel

extension AttachmentName {
    /// - Throws: `option.invalid`.
    static func checked(_ name: String) throws(Fault) -> String {
        if let label = label(name) { return label }
        throw Fault(
            .optionInvalid, "An attachment cannot be called “\(name.prefix(40))”.",
            remedy: "Give it a name of at most \(longest) characters without slashes.")
    }
}
