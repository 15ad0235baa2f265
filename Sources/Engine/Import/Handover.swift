internal import Dispatch
internal import Synchronization

/// Hands elements from one thread to another in their order, at most `capacity` of them underway.
final class Handover<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var isFinished = false
        var isCancelled = false
        var failure: (any Error)?
    }

    private let state = Mutex(State())
    private let filled = DispatchSemaphore(value: 0)
    // Starts at 0, because a semaphore may not end below what it started with.
    private let free = DispatchSemaphore(value: 0)

    /// Runs `produce` on a thread of its own; it gives elements until it is done or `give` answers false.
    init(capacity: Int, _ produce: @escaping @Sendable (_ give: (Element) -> Bool) throws -> Void) {
        for _ in 0..<capacity { free.signal() }
        DispatchQueue.global(qos: .userInitiated).async { [self] in
            do {
                try produce(give)
                finish(nil)
            } catch {
                finish(error)
            }
        }
    }

    private func give(_ element: Element) -> Bool {
        free.wait()
        let isWanted = state.withLock { state in
            if !state.isCancelled { state.elements.append(element) }
            return !state.isCancelled
        }
        filled.signal()
        return isWanted
    }

    private func finish(_ failure: (any Error)?) {
        state.withLock { state in
            state.isFinished = true
            state.failure = failure
        }
        filled.signal()
    }

    /// The next element, waited for; nil after the last one.
    ///
    /// - Throws: what `produce` threw, after all elements it gave.
    func take() throws -> Element? {
        filled.wait()
        let (element, failure): (Element?, (any Error)?) = state.withLock { state in
            state.elements.isEmpty ? (nil, state.failure) : (state.elements.removeFirst(), nil)
        }
        if element == nil { filled.signal() }
        if let failure { throw failure }
        free.signal()
        return element
    }

    /// Wants no more elements and waits until `produce` has come to its end.
    func stop() {
        state.withLock { state in
            state.isCancelled = true
            state.elements = []
        }
        free.signal()
        while !state.withLock({ $0.isFinished }) { filled.wait() }
        filled.signal()
    }
}
