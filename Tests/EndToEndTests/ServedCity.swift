import Foundation
import Testing

/// The sample city, served by `tabaqa serve` on a port of its own as long as the tests run.
final class ServedCity: Sendable {
    /// Made once for all tests that only read.
    static let shared = Result { try ServedCity() }

    nonisolated(unsafe) let workspace: Workspace
    /// `http://127.0.0.1:PORT`.
    let origin: String
    /// By who holds them: `reader` and `steward` of the fire department, `city` a reader of every department.
    let keys: [String: String]
    private let server: Running

    private struct Running: @unchecked Sendable {
        let process: Process
    }

    /// - Parameter options: further flags of `tabaqa serve`.
    init(options: [String] = []) throws {
        workspace = try Workspace(layers: Shared.layers)
        try workspace.tabaqa("init")
        for (layer, file, flags) in Self.files {
            let result = try workspace.run(["import", layer, Shared.sample(file)] + flags)
            try #require(result.status == 0, "\(file): \(result.error)")
        }
        var keys: [String: String] = [:]
        for (name, grant) in [
            ("reader", "fire=reader"), ("steward", "fire=steward"), ("city", "*=reader"),
        ] {
            let added = try workspace.run(
                ["key", "add", name, "--grant", grant, "--keys", "keys.json", "--json"])
            keys[name] = try added.json()["key"] as? String
        }
        self.keys = keys
        let port = try Self.freePort()
        origin = "http://127.0.0.1:\(port)"
        let process = Process()
        process.executableURL = Command.products.appendingPathComponent("tabaqa")
        process.arguments = ["serve", "--port", "\(port)", "--keys", "keys.json"] + options
        process.currentDirectoryURL = workspace.folder
        let log = workspace.folder.appendingPathComponent("serve.log")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        process.standardOutput = try FileHandle(forWritingTo: log)
        process.standardError = try FileHandle(forWritingTo: log)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        server = Running(process: process)
        Self.endWithTests(process.processIdentifier)
        for _ in 0..<300 where !Self.answers(port) { usleep(100_000) }
        try #require(
            Self.answers(port), "The server does not start: \((try? workspace.text("serve.log")) ?? "")")
    }

    deinit {
        server.process.terminate()
        server.process.waitUntilExit()
    }

    /// What the server wrote so far.
    var log: String { (try? workspace.text("serve.log")) ?? "" }

    private static let files: [(String, String, [String])] = [
        ("city-boundary", "city-boundary.geojson", []), ("districts", "districts.geojson", []),
        ("neighbourhoods", "neighbourhoods.geojson", []),
        ("neighbourhoods", "population.csv", ["--key", "code", "--update", "--dates", "d.m.y"]),
        ("main-roads", "main-roads.geojson", []), ("fire-incidents", "fire-incidents.csv", []),
        ("fire-stations", "fire-stations.csv", []), ("waste-complaints", "waste-complaints.geojson", []),
        ("waste-tonnage", "waste-tonnage.csv", []), ("parcels", "parcels.geojson", []),
        ("emergency-calls", "emergency-calls.csv", ["--dates", "d.m.y"]),
        ("service-points", "service-points.csv", []), ("service-visits", "service-visits.csv", []),
        ("schools", "schools.csv", ["--crs", "EPSG:32637"]),
        ("health-facilities", "health-facilities.geojson", []),
    ]

    private static func socketAddress(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private static func withSocket<Value>(
        _ port: Int, _ body: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Value
    ) -> Value {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = socketAddress(port)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private static func freePort() throws -> Int {
        let port = withSocket(0) { descriptor, address, length -> Int in
            guard bind(descriptor, address, length) == 0 else { return 0 }
            var bound = sockaddr_in()
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            _ = withUnsafeMutablePointer(to: &bound) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    getsockname(descriptor, $0, &size)
                }
            }
            return Int(in_port_t(bigEndian: bound.sin_port))
        }
        try #require(port > 0)
        return port
    }

    private static func answers(_ port: Int) -> Bool {
        withSocket(port) { connect($0, $1, $2) == 0 }
    }

    /// The shared city is never freed; its server must not outlive the tests.
    private static func endWithTests(_ process: pid_t) {
        servers.withLock { $0.append(process) }
    }

    private static let servers = Servers()

    private final class Servers: @unchecked Sendable {
        private let lock = NSLock()
        private var running: [pid_t] = []

        init() {
            atexit { ServedCity.servers.withLock { for process in $0 { kill(process, SIGTERM) } } }
        }

        func withLock(_ body: (inout [pid_t]) -> Void) {
            lock.lock()
            defer { lock.unlock() }
            body(&running)
        }
    }
}
