import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

@Suite("Settings") struct SettingsTests {
    private func read(
        _ yaml: String? = nil, flags: [String: String] = [:], environment: [String: String] = [:]
    ) async throws -> ServerSettings {
        var path: String?
        if let yaml {
            let file = FileManager.default.temporaryDirectory.appending(
                path: "tabaqa-\(UUID().uuidString).yaml")
            try Data(yaml.utf8).write(to: file)
            path = file.path
        }
        defer { if let path { try? FileManager.default.removeItem(atPath: path) } }
        return try await SettingsReader(flags: flags, environment: environment, file: path).settings()
    }

    @Test func `Flags go before variables, variables before the file, the file before defaults`() async throws
    {
        let yaml = "port: 1\nhost: 10.0.0.1\nlog-level: warning\n"
        let settings = try await read(
            yaml, flags: ["port": "3"],
            environment: ["TABAQA_PORT": "2", "TABAQA_HOST": "10.0.0.2", "PORT": "9"])
        #expect(settings.port == 3)
        #expect(settings.host == "10.0.0.2")
        #expect(settings.logLevel == "warning")
        #expect(settings.queue == ServerSettings().queue)
    }

    @Test func `Every kind of value is read from the file`() async throws {
        let settings = try await read(
            """
            public-url: https://city.example/maps
            allowed-host: [a.example, b.example]
            cors: https://c.example
            tile-cache-size: 512 MB
            threads: 4
            base-map: https://t.example/{z}/{x}/{y}.png
            base-map-attribution: "© Somebody: all"
            """)
        #expect(settings.publicURL == "https://city.example/maps")
        #expect(settings.allowedHosts == ["a.example", "b.example"])
        #expect(settings.corsOrigins == ["https://c.example"])
        #expect(settings.tileCacheBytes == 512 << 20)
        #expect(settings.threads == 4)
        #expect(settings.baseMap?.attribution == "© Somebody: all")
        #expect(
            try await read(environment: ["TABAQA_CORS": "https://a.example,https://b.example"]).corsOrigins
                .count == 2)
    }

    @Test(
        arguments: [
            "port: 70000", "port: many", "host: ''", "public-url: city.example",
            "cors: https://a.example/path",
            "tile-cache-size: big", "log-level: loud",
            "base-map: https://t.example/tile.png",
            "trusted-proxies: 1.2.3.4", "Port: 1", "threads: -1",
        ])
    func `A value or name that is none is refused, with its name`(_ yaml: String) async throws {
        let fault = await #expect(throws: Fault.self) { try await read(yaml) }
        #expect(fault?.code == .catalogInvalid)
        #expect(fault?.description.contains(yaml.prefix { $0 != ":" }) == true)
    }

    @Test func `What check prints can be read back`() async throws {
        var settings = ServerSettings()
        settings.port = 99
        settings.allowedHosts = ["a.example"]
        settings.baseMap = .init(template: "https://t.example/{z}/{x}/{y}.png", attribution: "A \"b\": c")
        settings.keys = "/etc/tabaqa/keys.json"
        let back = try await read(settings.lines.joined(separator: "\n"))
        #expect(back.lines == settings.lines)
        // Every setting is printed and can be read.
        #expect(settings.lines.count == ServerSettings.names.count)
    }

    @Test func `A missing or broken file says so`() async {
        await #expect(throws: Fault.self) {
            try await SettingsReader(flags: [:], environment: [:], file: "/nonexistent/serve.yaml")
        }
        await #expect(throws: Fault.self) { try await read("port: [1\n") }
    }
}
