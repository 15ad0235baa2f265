/// How a server runs; every value has a default fit for one city on one machine.
public struct ServerSettings: Sendable {
    public var host = "127.0.0.1"
    public var port = 8080

    public init() {}
}
