internal import TabaqaFeatureModel

/// What is wrong with a WMTS request, in the words of OWS 1.1 (06-121r3, table 25).
enum WMTSFault {
    static func missing(_ name: String) -> Fault {
        Fault(.wmtsMissingParameter, "Parameter “\(name)” is missing.", at: Fault.Place(field: name))
    }

    static func invalid(_ name: String) -> Fault {
        Fault(
            .optionInvalid, "Parameter “\(name)” has a value this service does not know.",
            at: Fault.Place(field: name), remedy: "GetCapabilities lists what there is.")
    }

    static func unsupported(_ request: String) -> Fault {
        Fault(
            .wmtsUnsupported, "There is no such request.", at: Fault.Place(field: "request"),
            remedy: "There are GetCapabilities and GetTile.")
    }

    static let version = Fault(
        .wmtsVersion, "Only version 1.0.0 is spoken.", at: Fault.Place(field: "acceptversions"))

    static let outOfRange = Fault(
        .wmtsOutOfRange, "There is no tile of that row and column.", at: Fault.Place(field: "tilerow"))
}

extension FaultCode {
    static let wmtsMissingParameter = FaultCode("wmts.missing-parameter", .usage)
    static let wmtsUnsupported = FaultCode("wmts.unsupported", .usage)
    static let wmtsVersion = FaultCode("wmts.version", .usage)
    static let wmtsOutOfRange = FaultCode("wmts.out-of-range", .usage)
}

/// An `ows:ExceptionReport`.
struct WMTSException {
    private let fault: Fault

    init(_ fault: Fault) {
        self.fault = fault
    }

    private var code: String {
        switch fault.code {
        case .wmtsMissingParameter: "MissingParameterValue"
        case .wmtsUnsupported: "OperationNotSupported"
        case .wmtsVersion: "VersionNegotiationFailed"
        case .wmtsOutOfRange: "TileOutOfRange"
        default: fault.kind.httpStatus == 400 ? "InvalidParameterValue" : "NoApplicableCode"
        }
    }

    /// Says no more than a problem document would: faults of the service itself are not explained.
    var answer: Answer {
        let status = fault.code == .wmtsUnsupported ? 501 : fault.kind.httpStatus
        var xml = XMLText()
        xml.element(
            "ExceptionReport",
            [("xmlns", "http://www.opengis.net/ows/1.1"), ("version", "1.1.0"), ("xml:lang", "en")]
        ) { xml in
            var attributes = [("exceptionCode", code)]
            if let field = fault.place?.field { attributes.append(("locator", field)) }
            xml.element("Exception", attributes) { xml in
                xml.element(
                    "ExceptionText", [],
                    fault.kind.httpStatus < 500
                        ? [fault.message, fault.remedy].compactMap { $0 }.joined(separator: " ")
                        : "The service failed.")
            }
        }
        return Answer(status: status, .xml, .bytes(xml.bytes), caching: .never)
    }
}
