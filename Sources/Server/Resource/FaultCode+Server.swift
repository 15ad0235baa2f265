public import TabaqaFeatureModel

/// What can go wrong between a client and a resource; beside FeatureModel's register, for requests only.
extension FaultCode {
    public static let httpMalformed = FaultCode("http.malformed", .usage)
    public static let httpPathUnknown = FaultCode("http.path-unknown", .missing)
    public static let httpMethod = FaultCode("http.method", .usage)
    public static let httpNotAcceptable = FaultCode("http.not-acceptable", .usage)
    public static let httpBodyTooLarge = FaultCode("http.body-too-large", .tooLarge)
    public static let httpBodyType = FaultCode("http.body-type", .unsupported)
    public static let httpTargetTooLong = FaultCode("http.target-too-long", .usage)
    public static let httpHeadersTooLarge = FaultCode("http.headers-too-large", .usage)
    public static let httpHost = FaultCode("http.host", .usage)
    public static let serverBusy = FaultCode("server.busy", .unavailable)
    public static let serverFailure = FaultCode("server.failure", .defect)
    public static let serverReadOnly = FaultCode("server.read-only", .forbidden)
    public static let uploadChecksum = FaultCode("upload.checksum", .invalid)
    public static let uploadLocked = FaultCode("upload.locked", .unavailable)
    public static let keyMissing = FaultCode("key.missing", .unauthenticated)
    public static let keyInvalid = FaultCode("key.invalid", .unauthenticated)
    public static let keyTooMany = FaultCode("key.too-many-failures", .unauthenticated)
    public static let keyRole = FaultCode("key.role", .forbidden)

    public static let uploadProtocol = FaultCode("upload.protocol", .preconditionFailed)

    static let server: [FaultCode] = [
        .httpMalformed, .httpPathUnknown, .httpMethod, .httpNotAcceptable, .httpBodyTooLarge, .httpBodyType,
        .httpTargetTooLong, .httpHeadersTooLarge, .httpHost, .serverBusy, .serverFailure,
        .serverReadOnly, .uploadChecksum, .uploadLocked, .keyMissing,
        .keyInvalid, .keyTooMany, .keyRole, .uploadProtocol,
    ]
}
