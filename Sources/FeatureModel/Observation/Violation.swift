/// One reason why one row may not be stored.
public struct Violation: Hashable, Sendable {
    /// Stable reasons, as reports and the rejects file print them.
    public enum Reason: String, Sendable, CaseIterable {
        case noCoordinates = "no-coordinates"
        case badCoordinates = "bad-coordinates"
        case badGeometry = "bad-geometry"
        case wrongGeometryType = "wrong-geometry-type"
        case required
        case notANumber = "not-a-number"
        case outOfRange = "out-of-range"
        case unknownCode = "unknown-code"
        case ambiguousCode = "ambiguous-code"
        case badDate = "bad-date"
        case badBoolean = "bad-boolean"
        case badText = "bad-text"
        case tooFewColumns = "too-few-columns"
        case tooManyColumns = "too-many-columns"
        case noKey = "no-key"
        case duplicateKey = "duplicate-key"
        case keyUnmatched = "key-unmatched"
        case keyAmbiguous = "key-ambiguous"
        case keyExists = "key-exists"
        case outsideBoundary = "outside-boundary"
        case nearDuplicate = "near-duplicate"
        case untransformable = "untransformable"
        case implausibleTime = "implausible-time"
        case poorAccuracy = "poor-accuracy"
    }

    /// The record's number in its source, header excluded, from 1.
    public var row: Int
    public var reason: Reason
    /// The source's column, where one is at fault.
    public var column: String?
    /// The offending text, cut to 200 characters.
    public var value: String?

    public init(row: Int, reason: Reason, column: String? = nil, value: String? = nil) {
        self.row = row
        self.reason = reason
        self.column = column
        self.value = value.map { String($0.prefix(200)) }
    }
}
