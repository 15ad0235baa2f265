/// How a server runs; every value has a default fit for one city on one machine.
public struct ServerSettings: Sendable {
    /// Tiles of a map drawn by others, under the city's layers.
    public struct BaseMap: Sendable, Equatable {
        /// `https://tiles.example/{z}/{x}/{y}.png`.
        public var template: String
        /// What its owners want to be named as.
        public var attribution: String

        public init(template: String, attribution: String) {
            self.template = template
            self.attribution = attribution
        }
    }

    public var host = "127.0.0.1"
    /// 0: any free one.
    public var port = 8080

    /// The address clients use, with a prefix where the service lives under one; without a final slash.
    public var publicURL: String?
    /// Names beside the machine's own under which the server answers.
    public var allowedHosts: [String] = []
    /// Addresses of proxies whose `Forwarded` headers are believed.
    public var trustedProxies: [String] = []
    /// Origins whose pages may read answers; `*`: any.
    public var corsOrigins: [String] = []

    /// PEM files.
    public var tlsCertificate: String?
    public var tlsKey: String?

    /// The file of API keys.
    public var keys: String?

    /// Folder of the tile cache; nil: none on disk.
    public var tileCacheDirectory: String?
    /// Bound of the tile cache in bytes.
    public var tileCacheBytes = 1 << 30

    public var baseMap: BaseMap?
    /// Folder of the map library, `ol.js` and `ol.css`; nil: where Scripts/setup puts it.
    public var openLayers: String?

    /// Threads for work that blocks; 0: one per core, at least 2.
    public var threads = 0
    /// Requests waiting for a thread before others are turned away.
    public var queue = 256
    /// Open connections.
    public var connections = 8192
    /// Bytes of a request body.
    public var bodyLimit = 1 << 20
    /// Whether the store is only shown: nothing from the field is taken in.
    public var isReadOnly = false
    /// Bytes of a request that brings files.
    public var uploadLimit = 2 << 30
    /// Bytes of path and query.
    public var targetLimit = 32 << 10
    /// Bytes of all header fields.
    public var headerLimit = 32 << 10
    /// Seconds: until a request's head is there, and between requests of a connection.
    public var idleTimeout = 60
    /// Seconds in which a client must take something of an answer. A client that sends may be silent for twice as
    /// long.
    public var stallTimeout = 60
    /// Seconds that running requests get when the server is asked to end.
    public var shutdownTimeout = 25
    /// `trace` to `critical`; requests are logged at `info`.
    public var logLevel = "info"

    public init() {}

    public var usesTLS: Bool { tlsCertificate != nil }
}
