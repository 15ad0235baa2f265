/// Where an observation from the field stands; the five names of ODK Central.
public enum ReviewState: String, Sendable, CaseIterable {
    case received, hasIssues, edited, approved, rejected

    /// The flag a row in this state carries, so that every reader of rows sees it; approved rows, like imported
    /// ones, carry none.
    public var flag: FeatureFlags {
        switch self {
        case .received: .received
        case .hasIssues: .hasIssues
        case .edited: .edited
        case .approved: []
        case .rejected: .rejected
        }
    }

    /// The state a row's flags tell; approved for a row that was never in review.
    public init(_ flags: FeatureFlags) {
        self = Self.allCases.first { !$0.flag.isEmpty && flags.contains($0.flag) } ?? .approved
    }
}
