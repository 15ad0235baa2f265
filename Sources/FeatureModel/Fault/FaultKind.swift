/// The closed taxonomy of what can go wrong, with its HTTP status and its exit code (sysexits).
public enum FaultKind: String, Sendable, CaseIterable {
    case usage, malformed, invalid, unauthenticated, forbidden, missing, conflict, tooLarge
    case unsupported, unavailable, cannotCreate, misconfigured, defect
    case gone, preconditionFailed, preconditionRequired, full

    public var exitCode: Int32 {
        switch self {
        case .usage: 64
        case .malformed, .invalid, .conflict, .tooLarge, .preconditionFailed, .preconditionRequired: 65
        case .missing, .gone: 66
        case .unsupported: 69
        case .defect: 70
        case .cannotCreate: 73
        case .unavailable, .full: 75
        case .unauthenticated, .forbidden: 77
        case .misconfigured: 78
        }
    }

    public var httpStatus: Int {
        switch self {
        case .usage, .malformed: 400
        case .unauthenticated: 401
        case .forbidden: 403
        case .missing: 404
        case .conflict: 409
        case .tooLarge: 413
        case .unsupported: 415
        case .gone: 410
        case .preconditionFailed: 412
        case .invalid: 422
        case .preconditionRequired: 428
        case .unavailable: 503
        case .full: 507
        case .cannotCreate, .misconfigured, .defect: 500
        }
    }
}
