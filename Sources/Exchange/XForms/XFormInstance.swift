public import TabaqaFeatureModel

/// A filled form as a phone sends it. Names are matched by their local part.
public struct XFormInstance: Sendable {
    /// Of the root; for Kobo forms the root's name.
    public var formID: String
    public var version: String?
    /// Without `uuid:`.
    public var instanceID: String
    public var deprecatedID: String?
    public var clientDevice: String?

    /// - Throws: `submission.malformed`: not XML, a DOCTYPE, deeper than 32 or larger than 10 MB, no instanceID.
    public init(_ bytes: [UInt8]) throws(Fault) {
        throw Fault(.submissionMalformed, "unfinished")
    }

    /// What it says of the layer, decoded by the version of the form it was filled with: names that the layer no
    /// longer has are left out.
    public func decoded(for layer: LayerDefinition, zone: ZoneClock) -> DecodedObservation {
        DecodedObservation(values: [])
    }
}
