/// What a layer shows of observations that nobody has reviewed yet.
public struct ReviewPolicy: Hashable, Sendable {
    public enum Visibility: String, Sendable, CaseIterable {
        /// Everything but rejected rows.
        case all
        /// Approved rows only.
        case approved
    }

    /// To the audience `public`. Departments see every row but rejected ones, and those on request.
    public var visible: Visibility

    public init(visible: Visibility = .all) {
        self.visible = visible
    }

    /// The flags of rows that are kept from the audience in every output.
    public func hidden(from audience: Audience) -> FeatureFlags {
        audience == .public && visible == .approved ? .review : .rejected
    }
}
