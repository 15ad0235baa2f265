internal import Dispatch

/// One caller's edit on its way through the queue: whoever leads the group runs it, the caller waits.
final class EditTicket: @unchecked Sendable {
    private let body: (SQLConnection) throws -> Void
    private let wake = DispatchSemaphore(value: 0)
    /// Set before it is woken.
    private(set) var fault: (any Error)?
    private var isToLead = false

    init(_ body: @escaping (SQLConnection) throws -> Void) {
        self.body = body
    }

    func run(_ connection: SQLConnection) throws { try body(connection) }

    func fail(_ error: any Error) { fault = error }

    func settle() { wake.signal() }

    func lead() {
        isToLead = true
        wake.signal()
    }

    /// Waits until the edit is settled, or the caller is to lead the next group.
    ///
    /// - Returns: whether it is to lead.
    func wait() -> Bool {
        wake.wait()
        return isToLead
    }
}
