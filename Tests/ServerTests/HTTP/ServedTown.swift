import Foundation

@testable import TabaqaServer

/// The town's routes behind a real socket, as long as `body` runs.
func withServedTown<Value>(
    _ change: (inout ServerSettings) -> Void = { _ in }, _ body: (RunningServer) async throws -> Value
) async throws -> Value {
    var settings = ServerSettings()
    settings.port = 0
    settings.logLevel = "critical"
    settings.shutdownTimeout = 5
    change(&settings)
    let service = try HTTPTown.service(settings)
    let server = try await ServerApplication(service: service, routes: HTTPTown.routes + ServiceRoutes.all)
        .start()
    do {
        let value = try await body(server)
        try await server.stop()
        return value
    } catch {
        try? await server.stop()
        throw error
    }
}

/// Blocking work of a test, off the threads that asynchronous code shares.
func offPool<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}
