/// A CQL2 expression as written, in text or JSON, before it meets a layer's properties.
indirect enum CQL2Node {
    case property(String, CQL2Token)
    case text(String, CQL2Token)
    /// As written; a sign is part of it.
    case number(String, CQL2Token)
    case truth(Bool, CQL2Token)
    /// DATE or TIMESTAMP.
    case instant(TimeInterval, CQL2Token)
    /// `'..'` as an end of an interval.
    case open(CQL2Token)
    case interval(CQL2Node, CQL2Node, CQL2Token)
    case geometry(Geometry, CQL2Token)
    case box(Extent, CQL2Token)
    case array([CQL2Node], CQL2Token)
    /// An operator, predicate or function; standard names in lower case, functions as written.
    case call(String, [CQL2Node], CQL2Token)

    /// Where faults point.
    var token: CQL2Token {
        switch self {
        case .property(_, let token), .text(_, let token), .number(_, let token), .truth(_, let token),
            .instant(_, let token), .open(let token), .interval(_, _, let token), .geometry(_, let token),
            .box(_, let token), .array(_, let token), .call(_, _, let token):
            token
        }
    }

    /// Whether it stands for one value that does not depend on the row.
    var isScalarLiteral: Bool {
        switch self {
        case .text, .number, .truth, .instant: true
        default: false
        }
    }
}

/// Counts what an expression is made of while it is read, so that no reader goes deeper or on longer.
struct CQL2Allowance {
    private var depth = 0
    private var nodes = 0

    mutating func descend(at token: CQL2Token) throws(Fault) {
        depth += 1
        guard depth <= CQL2Text.deepestNesting else {
            throw Fault(
                .filterMalformed,
                "The filter is nested deeper than \(CQL2Text.deepestNesting) levels at character "
                    + "\(token.position).")
        }
    }

    mutating func ascend() { depth -= 1 }

    /// - Parameter token: of a condition, operation or function.
    mutating func count(_ token: CQL2Token) throws(Fault) {
        nodes += 1
        guard nodes <= CQL2Text.mostNodes else {
            throw Fault(
                .filterMalformed,
                "The filter has more than \(CQL2Text.mostNodes) conditions at character \(token.position).")
        }
    }
}
