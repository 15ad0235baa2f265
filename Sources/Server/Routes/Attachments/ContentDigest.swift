internal import Foundation
internal import TabaqaFeatureModel

/// What a client says its bytes hash to (RFC 9530: `Content-Digest` and `Repr-Digest`, the same thing for a body that
/// is not packed).
enum ContentDigest {
    /// SHA-256 in hexadecimal; nil where the client says none. Other algorithms are passed over, as the RFC has it.
    ///
    /// - Throws: `http.malformed`.
    static func sha256(_ headers: Headers) throws(Fault) -> String? {
        var found: String?
        for name in ["content-digest", "repr-digest"] {
            for member in (headers[name] ?? "").split(separator: ",").prefix(16) {
                let parts = member.split(separator: "=", maxSplits: 1)
                guard parts.first?.filter({ $0 != " " && $0 != "\t" }).lowercased() == "sha-256" else {
                    continue
                }
                let value = parts.count == 2 ? parts[1].filter { $0 != " " && $0 != "\t" } : ""
                guard value.count == 46, value.first == ":", value.last == ":",
                    let data = Data(base64Encoded: String(value.dropFirst().dropLast())), data.count == 32
                else {
                    throw Fault(
                        .httpMalformed, "“sha-256” must be 32 bytes in base64 between colons.",
                        at: Fault.Place(field: name))
                }
                let text = Hexadecimal.text(data)
                guard found == nil || found == text else {
                    throw Fault(
                        .httpMalformed, "Content-Digest and Repr-Digest differ.", at: Fault.Place(field: name)
                    )
                }
                found = text
            }
        }
        return found
    }

    /// - Throws: `attachment.hash`.
    static func check(_ digest: String?, _ content: Blob) throws(Fault) {
        guard let digest, digest != content.sha256 else { return }
        throw Fault(
            .attachmentHash, "The bytes that came are not the ones that were sent.",
            at: Fault.Place(field: "Content-Digest"), remedy: "Send the file again.")
    }
}
