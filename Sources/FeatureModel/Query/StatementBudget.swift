/// Until when an evaluation may run. No part of what is asked, so all budgets are equal.
public struct StatementBudget: Hashable, Sendable {
    /// Nil: no limit.
    public var deadline: ContinuousClock.Instant?

    public init(deadline: ContinuousClock.Instant? = nil) {
        self.deadline = deadline
    }

    public static func seconds(_ seconds: Double) -> StatementBudget {
        StatementBudget(deadline: .now + .seconds(seconds))
    }

    public var isSpent: Bool { deadline.map { .now > $0 } ?? false }

    /// - Throws: `filter.too-expensive`.
    public func check() throws(Fault) {
        guard isSpent else { return }
        throw Fault(
            .filterTooExpensive, "The condition takes longer to evaluate than a request may.",
            remedy: "Ask for a smaller box or period, or for a simpler condition.")
    }

    public static func == (left: StatementBudget, right: StatementBudget) -> Bool { true }
    public func hash(into hasher: inout Hasher) {}
}
