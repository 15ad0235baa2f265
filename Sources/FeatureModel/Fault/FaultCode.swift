/// The register of stable fault codes. A retired code is never used again.
public struct FaultCode: Hashable, Sendable {
    /// Dotted, e.g. `import.crs-unknown`.
    public let name: String
    public let kind: FaultKind

    public init(_ name: String, _ kind: FaultKind) {
        self.name = name
        self.kind = kind
    }

    // Layers and city
    public static let catalogInvalid = FaultCode("catalog.invalid", .misconfigured)
    public static let layerUnknown = FaultCode("layer.unknown", .missing)
    public static let featureMissing = FaultCode("feature.missing", .missing)
    public static let propertyUnknown = FaultCode("property.unknown", .usage)

    // Store
    public static let storeMissing = FaultCode("store.missing", .missing)
    public static let storeForeign = FaultCode("store.foreign", .misconfigured)
    public static let storeNewer = FaultCode("store.newer", .misconfigured)
    public static let storeUnsafe = FaultCode("store.unsafe", .misconfigured)
    public static let storeMigration = FaultCode("store.migration", .conflict)
    public static let storeConflict = FaultCode("store.conflict", .conflict)
    public static let storeBusy = FaultCode("store.busy", .unavailable)
    public static let storeFull = FaultCode("store.full", .full)
    public static let storeDamaged = FaultCode("store.damaged", .malformed)
    public static let storeFailure = FaultCode("store.failure", .defect)

    // From the field
    public static let submissionMalformed = FaultCode("submission.malformed", .malformed)
    public static let submissionInvalid = FaultCode("submission.invalid", .invalid)
    public static let submissionConflict = FaultCode("submission.conflict", .conflict)
    public static let submissionSuperseded = FaultCode("submission.superseded", .conflict)
    public static let submissionPredecessor = FaultCode("submission.predecessor-unknown", .missing)
    public static let formUnknown = FaultCode("form.unknown", .missing)
    public static let formClosed = FaultCode("form.closed", .conflict)
    public static let featureDeleted = FaultCode("feature.deleted", .gone)
    public static let featureChanged = FaultCode("feature.changed", .preconditionFailed)
    public static let preconditionMissing = FaultCode("feature.precondition-missing", .preconditionRequired)
    public static let attachmentConflict = FaultCode("attachment.conflict", .conflict)
    public static let attachmentMissing = FaultCode("attachment.missing", .missing)
    public static let attachmentTooLarge = FaultCode("attachment.too-large", .tooLarge)
    public static let attachmentQuota = FaultCode("attachment.quota", .tooLarge)
    public static let attachmentType = FaultCode("attachment.type", .unsupported)
    public static let attachmentHash = FaultCode("attachment.hash", .invalid)
    public static let uploadMissing = FaultCode("upload.missing", .missing)
    public static let uploadOffset = FaultCode("upload.offset", .conflict)
    public static let deviceInvalid = FaultCode("device.invalid", .forbidden)
    public static let diskFull = FaultCode("disk.full", .full)

    // Files
    public static let fileMissing = FaultCode("file.missing", .missing)
    public static let fileUnwritable = FaultCode("file.unwritable", .cannotCreate)
    public static let fileUnsupported = FaultCode("file.unsupported", .unsupported)
    public static let fileMalformed = FaultCode("file.malformed", .malformed)
    public static let fileTooLarge = FaultCode("file.too-large", .tooLarge)

    // Import
    public static let importCRSUnknown = FaultCode("import.crs-unknown", .invalid)
    public static let importColumns = FaultCode("import.columns", .invalid)
    public static let importEncoding = FaultCode("import.encoding", .malformed)
    public static let importAgain = FaultCode("import.again", .conflict)
    public static let importKey = FaultCode("import.key", .invalid)

    // Analysis
    public static let crsUnknown = FaultCode("crs.unknown", .usage)
    public static let crsTransform = FaultCode("crs.transform", .invalid)
    public static let geometryInvalid = FaultCode("geometry.invalid", .invalid)
    public static let filterMalformed = FaultCode("filter.malformed", .usage)
    public static let filterTooExpensive = FaultCode("filter.too-expensive", .unavailable)
    public static let optionInvalid = FaultCode("option.invalid", .usage)
    public static let columnsDamaged = FaultCode("columns.damaged", .malformed)
    public static let gridTooLarge = FaultCode("grid.too-large", .tooLarge)

    // Release
    public static let releaseRefused = FaultCode("release.refused", .forbidden)

    // Pictures
    public static let renderingFailed = FaultCode("rendering.failed", .defect)
    public static let fontMissing = FaultCode("rendering.font-missing", .misconfigured)
}
