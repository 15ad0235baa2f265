internal import Foundation

/// Names of attachments as clients send them: labels that people read, never paths.
public enum AttachmentName {
    /// In Unicode scalars.
    public static let longest = 120

    /// The name in NFC; nil where it is empty, longer than `longest`, or holds what is no label: separators of paths,
    /// control characters, line ends, or signs that turn the direction of what stands beside them.
    public static func label(_ text: String) -> String? {
        guard text.utf8.count <= 4 * longest else { return nil }
        let label = text.precomposedStringWithCanonicalMapping
        guard !label.isEmpty, label.unicodeScalars.count <= longest, label != ".", label != ".." else {
            return nil
        }
        return label.unicodeScalars.allSatisfy(isFit) ? label : nil
    }

    private static func isFit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2F, 0x5C: false
        // Embeddings, overrides and isolates: they could make `exe.jpg` of `gpj.exe`.
        case 0x202A...0x202E, 0x2066...0x2069: false
        case 0x2028, 0x2029, 0xFEFF: false
        default:
            switch scalar.properties.generalCategory {
            case .control, .surrogate, .privateUse, .unassigned: false
            default: true
            }
        }
    }
}
