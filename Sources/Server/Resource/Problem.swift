public import TabaqaFeatureModel

/// What a client is told about a failure (RFC 9457). Never a path of this machine, SQL, or a stack.
public struct Problem: Sendable {
    public let status: Int
    public let code: FaultCode
    public let detail: String?
    /// The parameter or property that was wrong.
    public let field: String?
    public let headers: [(name: String, value: String)]
    /// What the log says beside; nil where the client did it.
    public let defect: String?

    /// - Parameter isQuery: Whether everything the client said was in the address: then what is wrong with it is
    ///   a bad request, whichever kind of fault it is.
    public init(_ error: any Error, isQuery: Bool) {
        guard let fault = error as? Fault else {
            self.init(internal: .serverFailure, log: "\(error)")
            return
        }
        if Self.isInternal(fault.code) {
            self.init(internal: fault.code, log: fault.description)
        } else {
            self.init(fault, isQuery: isQuery)
        }
    }

    private init(_ fault: Fault, isQuery: Bool) {
        status = Self.status(fault.code, isQuery: isQuery)
        code = fault.code
        // To tell an absent layer from one that must seem so, not a byte of a 404 depends on either.
        let isMissing = status == 404
        detail = isMissing ? nil : Self.detail(fault)
        field = isMissing ? nil : fault.place?.field
        headers = Self.headers(status)
        defect = nil
    }

    private init(internal code: FaultCode, log: String) {
        let isPassing = code.kind == .unavailable
        status = isPassing ? 503 : 500
        self.code = isPassing ? .serverBusy : .serverFailure
        detail = nil
        field = nil
        headers = Self.headers(status)
        defect = "\(code.name): \(log)"
    }

    /// Faults of the machinery, about which a client can do nothing.
    private static func isInternal(_ code: FaultCode) -> Bool {
        // A clash with another's change, and a full disk, are for the client to know.
        if code == .storeConflict || code == .storeFull { return false }
        return switch code.kind {
        case .defect, .misconfigured, .cannotCreate: true
        default:
            ["store.", "columns.", "catalog.", "rendering.", "import."].contains { code.name.hasPrefix($0) }
        }
    }

    private static func status(_ code: FaultCode, isQuery: Bool) -> Int {
        switch code {
        // What the client asked for is too much at any time; coming again would not help.
        case .filterTooExpensive: 400
        case .httpMethod: 405
        case .httpNotAcceptable: 406
        case .httpTargetTooLong: 414
        case .httpHost: 421
        case .uploadLocked: 423
        case .keyTooMany: 429
        case .httpHeadersTooLarge: 431
        // tus 1.0.0: Checksum Mismatch.
        case .uploadChecksum: 460
        default:
            switch code.kind {
            case .malformed, .invalid, .conflict, .tooLarge, .unsupported:
                isQuery ? 400 : code.kind.httpStatus
            default: code.kind.httpStatus
            }
        }
    }

    private static func headers(_ status: Int) -> [(name: String, value: String)] {
        switch status {
        case 401: [("WWW-Authenticate", "Bearer realm=\"tabaqa\"")]
        case 429, 507: [("Retry-After", "60")]
        case 503: [("Retry-After", "2")]
        default: []
        }
    }

    /// Remedies written for the command line help nobody who sent a request.
    private static func detail(_ fault: Fault) -> String {
        guard let remedy = fault.remedy, !remedy.contains("--"), !remedy.contains("tabaqa ") else {
            return fault.message
        }
        return fault.message + " " + remedy
    }

    public func title(_ language: Language) -> String { ProblemTitles.title(code, status)[language] }

    /// - Parameter instance: the request's id.
    public func json(_ language: Language, instance: String) -> JSON {
        let own: JSON = [
            "type": .string("urn:tabaqa:problem:" + code.name), "title": .string(title(language)),
            "status": .integer(Int64(status)), "code": .string(code.name),
        ]
        return own.adding([
            ("detail", detail.map(JSON.string)), ("field", field.map(JSON.string)),
            ("instance", status == 404 ? nil : .string("urn:tabaqa:request:" + instance)),
        ])
    }
}
