public import Foundation
internal import Synchronization
public import TabaqaFeatureModel

/// The devices whose tokens open something, as the store knows them: asked anew twice a second, so that a revoked
/// token ends at once on every server of the store.
public final class DeviceRing: Sendable {
    private struct Known {
        var device: Device
        var at: ContinuousClock.Instant
    }

    private struct State {
        /// By the token's hash. Wrong tokens are not remembered: whoever sends many of them is stopped elsewhere.
        var known: [String: Known] = [:]
        /// When each device was last seen, in milliseconds since 1970; not yet in the store.
        var seen: [String: Int64] = [:]
    }

    /// What tokens begin with, so that programs that look for leaked secrets know one.
    public static let prefix = "tbd_"
    /// What codes to enrol with begin with.
    public static let codePrefix = "tbe_"

    /// Between two questions about one token.
    static let interval = Duration.milliseconds(500)
    private static let most = 4096

    private let store: any FieldStore
    private let state = Mutex(State())

    public init(store: any FieldStore) {
        self.store = store
    }

    /// Who holds the token. May block.
    ///
    /// - Returns: nil for a token that nobody has, or had until it expired or was revoked.
    public func viewer(forToken token: String, now: Date = Date()) throws -> Viewer? {
        guard token.hasPrefix(Self.prefix), token.utf8.count <= 128 else { return nil }
        let hash = KeyToken.hash(token)
        let time = Self.milliseconds(now)
        guard let device = try device(hash), device.isValid(at: time) else { return nil }
        state.withLock { $0.seen[device.id] = max($0.seen[device.id] ?? 0, time) }
        return Viewer(name: device.name, grants: [], device: device)
    }

    private func device(_ hash: String) throws -> Device? {
        let now = ContinuousClock.now
        let held = state.withLock { $0.known[hash] }
        if let held, held.at.duration(to: now) < Self.interval { return held.device }
        let device = try store.device(tokenHash: hash)
        state.withLock { state in
            state.known[hash] = device.map { Known(device: $0, at: now) }
            if state.known.count > Self.most {
                state.known = state.known.filter { $0.value.at.duration(to: now) < Self.interval }
            }
        }
        return device
    }

    /// Writes down when devices were last seen. May block.
    public func flush() throws {
        let seen = state.withLock { state in
            defer { state.seen = [:] }
            return state.seen
        }
        guard !seen.isEmpty else { return }
        do {
            try store.touch(seen)
        } catch {
            state.withLock { $0.seen.merge(seen) { max($0, $1) } }
            throw error
        }
    }

    static func milliseconds(_ date: Date) -> Int64 { Int64(date.timeIntervalSince1970 * 1000) }
}
