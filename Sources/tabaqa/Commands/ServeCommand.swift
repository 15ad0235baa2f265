internal import ArgumentParser
internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel
internal import TabaqaServer
internal import TabaqaSpatiaLiteStore

/// `tabaqa serve`
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serves the store over HTTP: OGC API, tiles, heatmaps, and the web map at “/”.",
        discussion: """
            Without --keys everyone sees the public layers and nothing else; “tabaqa key add” lets \
            departments see theirs. Phones send observations with the tokens “tabaqa device add” gives out; \
            with --read-only nothing is taken in.

            Every option can also stand in a YAML file (--config) under its name, or in an environment \
            variable (--public-url as TABAQA_PUBLIC_URL). Options go before variables, variables before the \
            file. --check prints what is in force.

            SIGTERM ends it: running requests are finished first. SIGHUP is not needed: keys are read again \
            when their file changes.

            Examples:
              tabaqa serve
              tabaqa serve --port 8000 --keys keys.json --tile-cache /var/cache/tabaqa
              tabaqa serve --host 0.0.0.0 --tls-certificate city.pem --tls-key city.key
              tabaqa serve --trusted-proxy 127.0.0.1 --public-url https://maps.city.example
              tabaqa serve --config serve.yaml --check
            """)

    @OptionGroup var options: ServeOptions

    @OptionGroup var common: CommonOptions

    @Flag(help: "Print the configuration in force and end.")
    var check = false

    func run() throws {
        let flags = options.flags
        let file = options.config
        let reader = try Blocking.run { try await SettingsReader(flags: flags, file: file) }
        let settings = try reader.settings()
        var common = common
        if common.store == nil { common.store = try reader.text("store") }
        if common.layers == "Layers", let layers = try reader.text("layers") { common.layers = layers }
        if check {
            let own = ["store: \(common.storePath)", "layers: \(common.layers)"]
            Terminal.out((own + settings.lines).joined(separator: "\n"))
            return
        }
        // What needs no right to write has none.
        let engine = try common.engine(settings.isReadOnly ? .readOnly : .readWrite).live()
        let field = settings.isReadOnly ? nil : try Self.desk(engine, common)
        let service = Service(engine: engine, settings: settings, field: field)
        let server = try ServerApplication(service: service, routes: RouteTable.all)
        warn(settings, common)
        let isQuiet = common.quiet
        try Blocking.run {
            try await server.run { port in
                if !isQuiet { Terminal.out(Self.started(settings, port, engine)) }
            }
        }
    }

    /// Takes in what the field sends.
    private static func desk(_ engine: Engine, _ common: CommonOptions) throws -> FieldDesk? {
        guard let store = engine.store as? any FieldStore else { return nil }
        return try FieldDesk(
            engine: engine, store: store, directory: common.attachmentsPath,
            mediaExecutable: CommonOptions.sibling("tabaqa-media"))
    }

    private static func started(_ settings: ServerSettings, _ port: Int, _ engine: Engine) -> String {
        let scheme = settings.usesTLS ? "https" : "http"
        let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        let city = engine.catalog.city.name[.en]
        let count = engine.catalog.layers.count
        return "Serving \(city) (\(count) layers) at \(scheme)://\(host):\(port)/"
    }

    private func warn(_ settings: ServerSettings, _ common: CommonOptions) {
        let isLoopback = ["127.0.0.1", "localhost", "::1"].contains(settings.host)
        if !isLoopback, !settings.usesTLS, settings.trustedProxies.isEmpty {
            common.warn(
                "beyond this machine without TLS: keys and answers can be read on the way. Give "
                    + "--tls-certificate and --tls-key, or put a proxy before it and name it with --trusted-proxy."
            )
        }
    }
}
