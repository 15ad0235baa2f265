internal import Foundation
internal import Glibc
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import ServiceLifecycle
internal import TabaqaFeatureModel
internal import UnixSignals

/// The HTTP server around a route table.
public struct ServerApplication: Sendable {
    public let service: Service
    private let dispatcher: Dispatcher
    private let logger: Logger
    private let tls: TLSConfiguration?

    /// Reads keys and certificates.
    ///
    /// - Throws: `catalog.invalid`, `file.missing`.
    public init(service: Service, routes: [Route]) throws {
        self.service = service
        let settings = service.settings
        dispatcher = Dispatcher(
            routes, service: service, authenticator: try settings.keys.map(KeyRing.init),
            machine: ProcessInfo.processInfo.hostName)
        var logger = Logger(label: "tabaqa") { JSONLogHandler(label: $0, level: .info) }
        logger.logLevel = Logger.Level(rawValue: settings.logLevel) ?? .info
        self.logger = logger
        tls = try TLSFiles.configuration(settings)
    }

    /// Serves until SIGTERM or SIGINT, finishes the requests that run, and returns.
    ///
    /// - Parameter onStart: called with the port once requests are taken.
    public func run(onStart: @escaping @Sendable (Int) -> Void) async throws {
        try await serve(signals: [.sigterm, .sigint], onStart: onStart) { _ in }
    }

    func serve(
        signals: [UnixSignal], onStart: @escaping @Sendable (Int) -> Void,
        group: (ServiceGroup) -> Void
    ) async throws {
        let settings = service.settings
        let cores = max(2, ProcessInfo.processInfo.activeProcessorCount)
        let pool = WorkPool(
            threads: settings.threads > 0 ? settings.threads : cores, queue: settings.queue,
            metrics: service.metrics)
        let writers = WorkPool(threads: Self.writers, queue: settings.queue, metrics: service.metrics)
        let application = try Application(
            responder: CityResponder(dispatcher: dispatcher, pool: pool, writers: writers, logger: logger),
            server: channel(),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), backlog: 1024,
                availableConnectionsDelegate: .maximum(
                    Self.connections(settings.connections), logger: quietLogger)),
            onServerRunning: { onStart($0.localAddress?.port ?? settings.port) }, logger: quietLogger)
        var running: [any ServiceLifecycle.Service] = [application]
        if let field = service.field, let devices = service.devices {
            running.append(FieldChores(field: field, devices: devices, pool: pool, logger: logger))
        }
        var configuration = ServiceGroupConfiguration(
            services: running, gracefulShutdownSignals: signals, logger: quietLogger)
        configuration.maximumGracefulShutdownDuration = .seconds(settings.shutdownTimeout)
        let services = ServiceGroup(configuration: configuration)
        group(services)
        do {
            try await services.run()
        } catch is CancellationError {
            // Clients that took longer than the time to end have been cut.
        } catch {
            await pool.end()
            await writers.end()
            throw Self.fault(error, settings)
        }
        await pool.end()
        await writers.end()
    }

    /// The framework's own words matter when something is wrong only.
    private var quietLogger: Logger {
        var quiet = logger
        quiet.logLevel = max(.warning, logger.logLevel)
        return quiet
    }

    private func channel() throws -> HTTPServerBuilder {
        let (settings, metrics) = (service.settings, service.metrics)
        let plain = HTTPServerBuilder { responder in
            CityChannel(responder: responder, settings: settings, metrics: metrics)
        }
        guard let tls else { return plain }
        return try .tls(plain, tlsConfiguration: tls)
    }

    /// As many as there may be files open, less some for the store and its columns.
    private static func connections(_ wanted: Int) -> Int {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return max(16, min(wanted, Int(clamping: limit.rlim_cur) - 256))
    }

    /// Writers that may wait for the disk together; they use a processor for a small part of their time.
    private static let writers = 16

    private static func fault(_ error: any Error, _ settings: ServerSettings) -> any Error {
        guard let error = error as? IOError else { return error }
        return Fault(
            .fileUnwritable, "The server cannot listen at \(settings.host):\(settings.port).",
            remedy: error.errnoCode == EADDRINUSE
                ? "Another program does; end it or choose another --port."
                : "Choose another --host or --port.")
    }
}
