internal import Foundation
internal import TabaqaFeatureModel

/// `Upload-Metadata` of tus 1.0.0: keys, each with a value in base64.
struct UploadMetadata {
    /// As sent.
    let text: String
    private let values: [String: [UInt8]]

    /// - Throws: `http.malformed`.
    init(_ text: String) throws(Fault) {
        var values: [String: [UInt8]] = [:]
        let isPlain = text.utf8.count <= 4096 && text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
        guard isPlain else { throw Self.malformed }
        for pair in text.split(separator: ",") {
            let parts = pair.split(separator: " ", omittingEmptySubsequences: true)
            guard let key = parts.first, parts.count <= 2 else { throw Self.malformed }
            guard let value = Data(base64Encoded: parts.count == 2 ? String(parts[1]) : "") else {
                throw Self.malformed
            }
            guard values.updateValue(Array(value), forKey: String(key)) == nil else { throw Self.malformed }
        }
        self.text = text
        self.values = values
    }

    /// The file's name, a label.
    ///
    /// - Throws: `option.invalid`.
    func name() throws(Fault) -> String {
        guard let bytes = values["filename"] ?? values["name"] else {
            throw Fault(
                .optionInvalid, "“filename” is missing.", at: Fault.Place(field: "Upload-Metadata"))
        }
        return try AttachmentIntake.name(String(validating: bytes, as: UTF8.self))
    }

    /// What the whole will hash to: 64 hexadecimal digits, or 32 bytes; nil where the client does not know.
    ///
    /// - Throws: `http.malformed`.
    func sha256() throws(Fault) -> String? {
        guard let bytes = values["sha256"] else { return nil }
        if bytes.count == 32 { return Hexadecimal.text(bytes) }
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        guard text.utf8.count == 64,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { throw Self.malformed }
        return text
    }

    private static let malformed = Fault(
        .httpMalformed, "Upload-Metadata must be keys, each with a value in base64.",
        at: Fault.Place(field: "Upload-Metadata"))
}
