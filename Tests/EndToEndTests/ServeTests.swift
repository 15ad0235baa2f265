import Foundation
import Testing

/// `tabaqa serve` and `tabaqa key` as those who run them meet them.
@Suite(
    "Running a server",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"), "curl is not here"))
struct ServeTests {
    private let workspace: Workspace

    init() throws {
        workspace = try Workspace()
        try workspace.write(
            """
            id: guarded
            department: fire
            title: { ar: أ, en: Guarded, tr: Korunan }
            kind: reference
            geometry: Point
            sensitivity: internal
            properties:
              name: { type: string, label: { ar: اسم, en: Name, tr: Ad } }
            """, to: "Layers/fire/guarded.yaml")
        try workspace.tabaqa("init")
    }

    /// A server on a free port; its log is `serve.log`.
    private func serve(_ options: String...) throws -> (process: Process, origin: String) {
        let process = Process()
        process.executableURL = Command.products.appendingPathComponent("tabaqa")
        process.arguments = ["serve", "--port", "0"] + options
        process.currentDirectoryURL = workspace.folder
        for name in ["serve.out", "serve.log"] {
            _ = FileManager.default.createFile(atPath: workspace.path(name), contents: nil)
        }
        process.standardOutput = FileHandle(forWritingAtPath: workspace.path("serve.out"))
        process.standardError = FileHandle(forWritingAtPath: workspace.path("serve.log"))
        process.standardInput = FileHandle.nullDevice
        try process.run()
        for _ in 0..<200 {
            if let origin = try workspace.text("serve.out").firstMatch(of: /http:\/\/[0-9.]+:\d+/) {
                return (process, String(origin.0))
            }
            usleep(50_000)
        }
        process.terminate()
        throw CocoaError(.executableLoad)
    }

    private func curl(_ arguments: String...) throws -> String {
        try Command.run("/usr/bin/curl", ["-sS", "-m", "10"] + arguments, in: workspace.folder).output
    }

    private func status(_ url: String, key: String) throws -> String {
        try curl("-o", "/dev/null", "-w", "%{http_code}", "-H", "Authorization: Bearer \(key)", url)
    }

    private func key(_ name: String, _ grant: String) throws -> String {
        let added = try workspace.answer("key", "add", name, "--grant", grant, "--keys", "keys.json")
        return try #require(added["key"] as? String)
    }

    @Test func `SIGTERM ends it with 0, and it said where it was`() throws {
        let (process, origin) = try serve()
        #expect(try curl(origin + "/health") == "{\"status\":\"ok\"}")
        #expect(try workspace.text("serve.out").hasPrefix("Serving Town (1 layers) at \(origin)/"))
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0)
        #expect(try curl("-o", "/dev/null", "-w", "%{http_code}", origin + "/health") == "000")
    }

    @Test func `A key opens while it is valid and not a second longer than a running server needs to notice`()
        throws
    {
        let key = try key("desk", "fire=reader")
        let (process, origin) = try serve("--keys", "keys.json")
        defer { process.terminate() }
        #expect(try status(origin + "/collections/guarded", key: key) == "200")
        #expect(try curl("-o", "/dev/null", "-w", "%{http_code}", origin + "/collections/guarded") == "404")
        let late = try self.key("late", "waste=steward")
        usleep(1_200_000)
        #expect(try status(origin + "/collections/guarded", key: late) == "404")
        let listed = try workspace.tabaqa("key", "list", "--keys", "keys.json").output
        #expect(listed.contains("desk") && listed.contains("fire=reader") && !listed.contains(key))
        try workspace.tabaqa("key", "revoke", "desk", "--keys", "keys.json")
        usleep(1_200_000)
        #expect(try status(origin + "/collections/guarded", key: key) == "401")
        #expect(try workspace.run(["key", "revoke", "desk", "--keys", "keys.json"]).status == 64)
    }

    @Test func `The log tells what was asked of which route by whom, and no word of the request`() throws {
        let key = try key("desk", "fire=reader")
        let (process, origin) = try serve("--keys", "keys.json")
        let answer = try curl(
            "-i", "-H", "Authorization: Bearer \(key)", "-H", "User-Agent: CANARY1",
            origin + "/collections/guarded?CANARY2=CANARY3&bbox=37.123456,36.9,37.2,37.0")
        let id = try #require(answer.firstMatch(of: /X-Request-Id: ([0-9a-f]+)/)?.1)
        _ = try curl(origin + "/CANARY4/37.123456")
        _ = try curl("-H", "Authorization: Bearer CANARY5", origin + "/collections")
        process.terminate()
        process.waitUntilExit()
        let log = try workspace.text("serve.log")
        for secret in ["CANARY", "37.123456", key, String(key.dropFirst(4)), "127.0.0.1"] {
            #expect(!log.contains(secret), "\(log)")
        }
        let lines = try log.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
        }
        let own = try #require(lines.first { $0["id"] as? String == String(id) })
        #expect(own["route"] as? String == "/collections/{collectionId}")
        #expect(own["viewer"] as? String == "desk")
        #expect(own["status"] as? Int == 400)
        #expect(own["method"] as? String == "GET")
        #expect(lines.filter { $0["message"] as? String == "request" }.count == 3)
    }

    @Test func `--check prints what is in force, from flags, variables and the file, and serves nothing`()
        throws
    {
        try workspace.write(
            "port: 1\nhost: 10.0.0.1\nlog-level: warning\nstore: other.sqlite\n", to: "serve.yaml")
        let result = try workspace.run(
            ["serve", "--check", "--config", "serve.yaml", "--port", "3"],
            environment: ["TABAQA_PORT": "2", "TABAQA_HOST": "10.0.0.2"])
        #expect(result.status == 0)
        for line in ["port: 3", "host: \"10.0.0.2\"", "log-level: \"warning\"", "store: other.sqlite"] {
            #expect(result.output.contains(line + "\n"), "\(result.output)")
        }
        try workspace.write("prot: 1\n", to: "serve.yaml")
        let wrong = try workspace.run(["serve", "--check", "--config", "serve.yaml"])
        #expect(wrong.status == 78 && wrong.error.contains("serve.yaml:1:1") && wrong.error.contains("prot"))
    }

    @Test func `Beyond this machine without TLS it warns`() throws {
        let (process, _) = try serve("--host", "0.0.0.0", "--log-level", "warning")
        process.terminate()
        process.waitUntilExit()
        #expect(try workspace.text("serve.log").contains("without TLS"))
    }
}
