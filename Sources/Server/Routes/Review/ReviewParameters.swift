internal import TabaqaFeatureModel

/// Which observations a request for the review queue asks for.
struct ReviewParameters {
    static let all: [Parameter] = [
        Parameter(
            "state", "Only observations in one of these states.",
            schema: [
                "type": "array",
                "items": [
                    "type": "string", "enum": .array(ReviewState.allCases.map { .string($0.rawValue) }),
                ],
            ], isList: true),
        Parameter(
            "flag", "Only observations with one of these findings.",
            schema: [
                "type": "array",
                "items": ["type": "string", "enum": .array(FeatureFlags.names.map { .string($0.name) })],
            ], isList: true),
        Parameter("assignee", "Only observations somebody of this name is to look at."),
        Parameter(
            "incomplete", "Whether only observations with a file missing are wanted.",
            schema: ["type": "boolean", "default": false]),
        Parameter("device", "Only what the device of this id sent."),
        Parameter(
            "limit", "At most so many observations.",
            schema: ["type": "integer", "minimum": 1, "maximum": 500, "default": 100]),
        Parameter("cursor", "Where the page begins: follow the links called next."),
    ]

    let query: ReviewQuery
    let flags: FeatureFlags

    /// - Throws: `option.invalid`.
    init(_ call: Call) throws(Fault) {
        var states: Set<ReviewState> = []
        for name in call.query.list("state") ?? [] {
            guard let state = ReviewState(rawValue: name) else {
                throw Self.unknown("state", ReviewState.allCases.map(\.rawValue))
            }
            states.insert(state)
        }
        var flags: FeatureFlags = []
        for name in call.query.list("flag") ?? [] {
            guard let flag = FeatureFlags.names.first(where: { $0.name == name })?.flag else {
                throw Self.unknown("flag", FeatureFlags.names.map(\.name))
            }
            flags.insert(flag)
        }
        self.flags = flags
        query = ReviewQuery(
            states: states, assignee: call.query["assignee"], device: call.query["device"],
            isIncomplete: try call.query.truth("incomplete") ?? false,
            limit: try call.query.integer("limit", in: 1...500) ?? 100)
    }

    private static func unknown(_ name: String, _ names: [String]) -> Fault {
        Fault(
            .optionInvalid, "Parameter “\(name)” takes \(names.joined(separator: ", ")).",
            at: Fault.Place(field: name))
    }
}
