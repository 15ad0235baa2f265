internal import ArgumentParser

/// The server's settings as flags; their values are checked where files and variables are too.
struct ServeOptions: ParsableArguments {
    @Option(help: "A YAML file of settings.")
    var config: String?

    @Option(help: "Address to listen at; 0.0.0.0 for all. Default: 127.0.0.1.")
    var host: String?

    @Option(help: "Port to listen at. Default: 8080.")
    var port: String?

    @Option(name: .customLong("public-url"), help: "The address clients use, with a prefix if there is one.")
    var publicURL: String?

    @Option(name: .customLong("allowed-host"), help: "A further name the server answers under. Repeatable.")
    var allowedHosts: [String] = []

    @Option(
        name: .customLong("trusted-proxy"),
        help: "Address of a proxy whose Forwarded headers are believed. Repeatable.")
    var trustedProxies: [String] = []

    @Option(help: "An origin whose pages may read answers, or * for any. Repeatable.")
    var cors: [String] = []

    @Option(name: .customLong("tls-certificate"), help: "Certificate chain, PEM.")
    var tlsCertificate: String?

    @Option(name: .customLong("tls-key"), help: "The certificate's key, PEM.")
    var tlsKey: String?

    @Option(help: "The file of API keys (“tabaqa key”).")
    var keys: String?

    @Option(name: .customLong("tile-cache"), help: "Folder for tiles already made.")
    var tileCache: String?

    @Option(
        name: .customLong("tile-cache-size"), help: "Bound of the tiles kept; 0 keeps none. Default: 1 GB.")
    var tileCacheSize: String?

    @Option(
        name: .customLong("base-map"), help: "Tiles under the layers: https://…/{z}/{x}/{y}.png.")
    var baseMap: String?

    @Option(name: .customLong("base-map-attribution"), help: "Whom the base map's owners want named.")
    var baseMapAttribution: String?

    @Option(help: "Folder of the map library, ol.js and ol.css. Default: where Scripts/setup puts it.")
    var openlayers: String?

    @Flag(
        name: .customLong("read-only"),
        help: "Only show the store: take nothing from the field, need no right to write.")
    var isReadOnly = false

    @Option(
        name: .customLong("upload-limit"), help: "Bytes of a request that brings files. Default: 2 GB.")
    var uploadLimit: String?

    @Option(help: "Threads for requests. Default: one per core.")
    var threads: String?

    @Option(help: "Requests that may wait for a thread. Default: 256.")
    var queue: String?

    @Option(help: "Open connections. Default: 8192.")
    var connections: String?

    @Option(name: .customLong("body-limit"), help: "Largest request body. Default: 1 MB.")
    var bodyLimit: String?

    @Option(name: .customLong("idle-timeout"), help: "Seconds an idle connection stays. Default: 60.")
    var idleTimeout: String?

    @Option(name: .customLong("stall-timeout"), help: "Seconds without progress of a client. Default: 60.")
    var stallTimeout: String?

    @Option(
        name: .customLong("shutdown-timeout"), help: "Seconds for running requests at the end. Default: 25.")
    var shutdownTimeout: String?

    @Option(name: .customLong("log-level"), help: "info logs each request; warning does not. Default: info.")
    var logLevel: String?

    /// What was given, by the settings' names.
    var flags: [String: String] {
        let single: [(String, String?)] = [
            ("host", host), ("port", port), ("public-url", publicURL), ("tls-certificate", tlsCertificate),
            ("tls-key", tlsKey), ("keys", keys),
            ("tile-cache", tileCache), ("tile-cache-size", tileCacheSize), ("base-map", baseMap),
            ("base-map-attribution", baseMapAttribution), ("openlayers", openlayers), ("threads", threads),
            ("queue", queue),
            ("connections", connections), ("body-limit", bodyLimit), ("upload-limit", uploadLimit),
            ("read-only", isReadOnly ? "true" : nil), ("idle-timeout", idleTimeout),
            ("stall-timeout", stallTimeout), ("shutdown-timeout", shutdownTimeout), ("log-level", logLevel),
        ]
        let lists = [("allowed-host", allowedHosts), ("trusted-proxy", trustedProxies), ("cors", cors)]
        var flags: [String: String] = [:]
        for (name, value) in single { flags[name] = value }
        for (name, values) in lists where !values.isEmpty { flags[name] = values.joined(separator: ",") }
        return flags
    }
}
