internal import TabaqaFeatureModel

/// Finds the code a text means: by the code itself, else by any of its labels, folded.
struct CodeMatcher {
    enum Match: Equatable {
        case code(String)
        /// The codes it could mean.
        case ambiguous([String])
        case unknown
    }

    private let exact: Set<String>
    private let folded: [String: [String]]
    private var known: [String: Match] = [:]

    init(_ codes: [PropertyDefinition.Code]) {
        exact = Set(codes.map(\.code))
        var folded: [String: [String]] = [:]
        for code in codes {
            let keys = Set(([code.code] + code.label.texts.values).map(TextFolding.fold))
            for key in keys where !key.isEmpty { folded[key, default: []].append(code.code) }
        }
        self.folded = folded
    }

    mutating func match(_ text: String) -> Match {
        if exact.contains(text) { return .code(text) }
        if let match = known[text] { return match }
        let codes = folded[TextFolding.fold(text)] ?? []
        let match: Match = codes.isEmpty ? .unknown : codes.count == 1 ? .code(codes[0]) : .ambiguous(codes)
        if known.count < 10_000 { known[text] = match }
        return match
    }
}
