internal import Foundation
internal import Logging
internal import ServiceLifecycle
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// What has to be done now and then beside requests: note when devices were last seen, remove what nobody went on
/// with.
struct FieldChores: ServiceLifecycle.Service {
    let field: FieldDesk
    let devices: DeviceRing
    let pool: WorkPool
    let logger: Logger

    /// Seconds between two notes of devices.
    static let step = 20
    /// Steps between two sweeps of uploads, and of files.
    static let sweepEvery = 30
    static let filesEvery = 4320

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var step = 0
            repeat {
                if step % Self.sweepEvery == 0 { await attempt("sweep") { try sweepUploads() } }
                if step % Self.filesEvery == 1 { await attempt("sweep") { try sweepFiles() } }
                step += 1
                try? await Task.sleep(for: .seconds(Self.step))
                await attempt("devices") { try devices.flush() }
            } while !Task.isCancelled
        }
    }

    private func sweepUploads() throws { try field.sweepUploads(at: DeviceRing.milliseconds(Date())) }

    private func sweepFiles() throws {
        let day: Int64 = 86_400_000
        try field.files.sweep(untouchedSince: DeviceRing.milliseconds(Date()) - day) {
            try field.store.holds(sha256: $0)
        }
        try field.sweepDerivatives()
    }

    private func attempt(_ name: String, _ body: @escaping @Sendable () throws -> Void) async {
        do {
            try await pool.run(body)
        } catch {
            logger.warning("chore", metadata: ["name": "\(name)", "why": "\(error)"])
        }
    }
}
