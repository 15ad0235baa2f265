internal import TabaqaFeatureModel

/// The key a request came with.
enum PresentedKey {
    /// - Throws: `key.invalid` where a header is there but is not a key, or two headers disagree.
    static func find(in request: PlainRequest) throws(Fault) -> String? {
        let own = request["x-api-key"]
        guard let authorization = request["authorization"] else { return own }
        let parts = authorization.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer", own == nil || own == String(parts[1])
        else {
            throw refusal
        }
        return String(parts[1])
    }

    static var deviceRefusal: Fault {
        Fault(
            .deviceInvalid, "This device's access is wrong, expired, or was revoked.",
            remedy: "Ask whoever gave it to you for a new one.")
    }

    static var refusal: Fault { Fault(.keyInvalid, "The key is wrong, expired, or was revoked.") }
}
