internal import TabaqaFeatureModel

/// What a request says of the feature it means to change (RFC 9110, section 13.1).
///
/// Tags of features begin with the revision the feature was last written at, and it is revisions that are compared:
/// the tag of any representation does, weakened by a proxy or not.
struct Precondition: Equatable {
    /// Revisions the sender would change; empty where it sent no tag of ours.
    private(set) var revisions: [Int64] = []
    /// Whether `If-Match` was sent.
    private(set) var isSent = false
    /// `If-Match: *`: whatever is there.
    private(set) var takesAny = false
    /// `If-None-Match: *`: only what is not there yet.
    private(set) var isNew = false

    init(_ headers: Headers) {
        isNew = headers["if-none-match"].map(Self.trimmed) == "*"
        guard let text = headers["if-match"] else { return }
        isSent = true
        for item in text.split(separator: ",").prefix(64) {
            let item = Self.trimmed(String(item))
            if item == "*" { takesAny = true }
            let tag = item.hasPrefix("W/") ? item.dropFirst(2) : item[...]
            guard tag.count > 2, tag.first == "\"", tag.last == "\"" else { continue }
            if let revision = ItemsTag.revision(of: tag.dropFirst().dropLast()) { revisions.append(revision) }
        }
    }

    /// The revision to be expected of a feature that is at `current`; nil where the sender sent none.
    ///
    /// - Throws: `feature.changed` where it can be none, or there is no feature.
    func expected(current: Int64?) throws(Fault) -> Int64? {
        guard isSent else { return nil }
        guard let current else {
            throw Fault(.featureChanged, "There is no feature to change.", at: Fault.Place(field: "If-Match"))
        }
        if takesAny || revisions.contains(current) { return current }
        // An older one is for the store to judge: the same change sent again is no conflict.
        guard let revision = revisions.max() else { throw Self.changed }
        return revision
    }

    static let changed = Fault(
        .featureChanged, "The feature was changed by others.", at: Fault.Place(field: "If-Match"),
        remedy: "Read it again, then send the change with its new ETag.")

    static let missing = Fault(
        .preconditionMissing, "To change a feature, say which version of it you saw.",
        at: Fault.Place(field: "If-Match"), remedy: "Send its ETag as If-Match.")

    private static func trimmed(_ text: String) -> String {
        String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
