internal import Foundation
internal import Synchronization
internal import TabaqaEngine

/// A bar with rate and time left, on a terminal only.
final class ProgressBar: ProgressReporter {
    private struct State {
        var phase: ProgressPhase?
        var began = ContinuousClock.now
        var drawn = ContinuousClock.now
        var isVisible = false
    }

    private let state = Mutex(State())

    func report(phase: ProgressPhase, fraction: Double, rows: Int) {
        state.withLock { state in
            let now = ContinuousClock.now
            if state.phase != phase {
                state.phase = phase
                state.began = now
            } else if state.drawn.duration(to: now) < .milliseconds(100), fraction < 1 {
                return
            }
            state.drawn = now
            let elapsed = state.began.duration(to: now) / .seconds(1)
            Terminal.write(
                "\r\u{1B}[K" + Self.line(phase, fraction: fraction, rows: rows, elapsed: elapsed),
                to: STDERR_FILENO)
            state.isVisible = true
        }
    }

    func finish() {
        state.withLock { state in
            if state.isVisible { Terminal.write("\r\u{1B}[K", to: STDERR_FILENO) }
            state = State()
        }
    }

    private static func line(
        _ phase: ProgressPhase, fraction: Double, rows: Int, elapsed: Double
    ) -> String {
        let share = min(max(fraction, 0), 1)
        let filled = Int(share * 24)
        var text = phase.rawValue.padding(toLength: 9, withPad: " ", startingAt: 0)
        if share > 0 {
            text += "[" + String(repeating: "█", count: filled) + String(repeating: "·", count: 24 - filled)
            text += "] \(Int(share * 100)) %"
        }
        if rows > 0 { text += "  \(rows) rows" }
        if elapsed > 0.5, rows > 0 { text += "  \(Int(Double(rows) / elapsed)) rows/s" }
        if elapsed > 1, share > 0.02, share < 1 {
            let left = Int(elapsed / share * (1 - share)) + 1
            text += "  \(left / 60):" + (left % 60 < 10 ? "0" : "") + "\(left % 60) left"
        }
        return text
    }
}
