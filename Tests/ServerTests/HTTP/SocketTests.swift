import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

@Suite("Over a socket", .serialized, .timeLimit(.minutes(3))) struct SocketTests {
    @Test func `Requests on one connection are answered in order, with lengths and ids of their own`()
        async throws
    {
        try await withServedTown { server in
            let port = server.port
            try await offPool {
                let client = try RawClient(port: port)
                var ids: Set<String> = []
                for number in 0..<50 {
                    client.get("/echo?a=\(number)")
                    let answer = try #require(client.answer())
                    #expect(answer.status == 200)
                    #expect(String(decoding: answer.body, as: UTF8.self).contains("\"a\":\"\(number)\""))
                    let id = try #require(answer.head.firstMatch(of: /X-Request-Id: ([0-9a-f]{16})/)?.1)
                    ids.insert(String(id))
                }
                #expect(ids.count == 50)
                // Pipelined.
                client.send(String(repeating: "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", count: 20))
                let wanted = "{\"status\":\"ok\"}"
                var text = ""
                while text.components(separatedBy: wanted).count <= 20, let more = client.read(),
                    !more.isEmpty
                {
                    text += String(decoding: more, as: UTF8.self)
                }
                #expect(text.components(separatedBy: wanted).count == 21)
            }
        }
    }

    @Test func `HEAD has the length and no body, and the connection goes on`() async throws {
        try await withServedTown { server in
            let port = server.port
            try await offPool {
                let client = try RawClient(port: port)
                client.send(
                    "HEAD /text HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                )
                var text = ""
                while !text.contains("\"ok\""), let more = client.read(), !more.isEmpty {
                    text += String(decoding: more, as: UTF8.self)
                }
                #expect(text.contains("Content-Length: \(HTTPTown.text.count)\r\n"))
                #expect(text.components(separatedBy: "HTTP/1.1 200 OK").count == 3)
                #expect(!text.contains("katman"))
                // A client of HTTP/1.0 waits for the end of the connection.
                let old = try RawClient(port: port, timeout: 3)
                old.send("GET /health HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
                #expect(String(decoding: old.readAll(), as: UTF8.self).hasSuffix("{\"status\":\"ok\"}"))
                #expect(old.read(1) == [])
                // Of a stream nobody knows the length: it is left open, and the connection ends.
                let stream = try RawClient(port: port, timeout: 3)
                stream.send("HEAD /stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                let head = String(decoding: stream.readAll(), as: UTF8.self)
                #expect(head.hasPrefix("HTTP/1.1 200 OK") && head.hasSuffix("\r\n\r\n"))
                #expect(!head.contains("Content-Length"))
                #expect(stream.read(1) == [])
            }
        }
    }

    @Test(
        arguments: [
            ("GET /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
            ("GET /echo HTTP/1.1\r\n\r\n", 400),
            ("GET /echo HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
            (
                "POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "0\r\n\r\nGET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400
            ),
            (
                "POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                400
            ),
            ("POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
            ("POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n", 400),
            ("GET /echo HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n", 400),
            ("GET /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\u{0}b\r\n\r\n", 400),
            ("GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
            ("GET /..%2f..%2fetc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
            ("GET /echo?a=%ff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
            ("BREW /echo HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
            ("PATCH /echo HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 405),
            ("OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
            ("nonsense\r\n\r\n", 400),
            ("GET /echo?a=\(String(repeating: "x", count: 40_000)) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 414),
            (
                "GET /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nX: \(String(repeating: "x", count: 40_000))\r\n\r\n",
                431
            ),
            (
                "POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 2000000\r\n\r\n" + String(repeating: "x", count: 2_000_000), 413
            ),
        ])
    func `A hostile request is refused, once, and the server goes on`(_ request: String, _ status: Int)
        async throws
    {
        try await withServedTown { server in
            let port = server.port
            try await offPool {
                let client = try RawClient(port: port, timeout: 1)
                client.send(request)
                let answer = try #require(client.answer())
                #expect(answer.status == status)
                // What was smuggled in behind is not answered.
                let rest = String(decoding: client.readAll(), as: UTF8.self)
                #expect(!rest.contains("\"ok\""))
                let next = try RawClient(port: port)
                next.get("/health")
                #expect(next.answer()?.status == 200)
            }
        }
    }

    @Test func `A thousand clients that do not read leave a reader at full speed, and cost no thread each`()
        async throws
    {
        try await withServedTown({ $0.threads = 2 }) { server in
            let port = server.port
            try await offPool {
                var limit = rlimit()
                getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
                limit.rlim_cur = min(limit.rlim_max, 8192)
                setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
                let slow = try (0..<1000).map { _ in try RawClient(port: port, receiveBuffer: 4096) }
                let before = Self.resident()
                // Each asks for 6.4 GB and takes nothing.
                for client in slow { client.get("/stream?n=100000") }
                Thread.sleep(forTimeInterval: 0.5)
                let quick = try RawClient(port: port)
                let began = ContinuousClock.now
                for _ in 0..<200 {
                    quick.get("/echo?a=1")
                    #expect(quick.answer()?.status == 200)
                }
                let each = began.duration(to: .now) / 200
                #expect(each < .milliseconds(50), "\(each)")
                quick.get("/stream?n=800", "Connection: close\r\n")
                var bytes = 0
                while let more = quick.read(262_144), !more.isEmpty { bytes += more.count }
                #expect(bytes > 800 * 65_536)
                // Other tests of this process take memory meanwhile.
                #expect(Self.resident() - before < 1_000_000_000)
                withExtendedLifetime(slow) {}
            }
        }
    }

    /// Resident memory of this process in bytes.
    private static func resident() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
    }

    @Test func `Who takes nothing, or sends half a request, is cut`() async throws {
        try await withServedTown({
            $0.stallTimeout = 1; $0.idleTimeout = 1
        }) { server in
            let port = server.port
            try await offPool {
                let began = ContinuousClock.now
                let reader = try RawClient(port: port, receiveBuffer: 4096)
                reader.get("/stream?n=100000")
                let half = try RawClient(port: port)
                half.send("GET /echo HTTP/1.1\r\nHost: 127")
                let body = try RawClient(port: port)
                body.send("POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{")
                let idle = try RawClient(port: port)
                Thread.sleep(forTimeInterval: 3)
                for client in [half, body, idle] {
                    #expect(client.read(1) == [])
                }
                // What was under way arrives, then the end: not 6.4 GB.
                #expect(reader.readAll().count < 50_000_000)
                #expect(began.duration(to: .now) < .seconds(20))
            }
        }
    }

    @Test func `Beyond the queue requests are turned away at once, and told when to come again`() async throws
    {
        try await withServedTown({
            $0.threads = 1; $0.queue = 2
        }) { server in
            let port = server.port
            try await offPool {
                let clients = try (0..<12).map { _ in try RawClient(port: port) }
                for client in clients { client.get("/slow?ms=1000") }
                let answers = clients.compactMap { $0.answer() }
                let refused = answers.filter { $0.status == 503 }
                #expect(answers.count == 12)
                #expect(answers.filter { $0.status == 200 }.count == 3)
                #expect(refused.count == 9)
                #expect(refused.allSatisfy { $0.head.contains("Retry-After: ") })
                // What needs no thread still answers.
                clients[0].get("/health")
                #expect(clients[0].answer()?.status == 200)
            }
        }
    }

    @Test func `A server that ends finishes what runs and takes nothing new`() async throws {
        var settings = ServerSettings()
        settings.port = 0
        settings.logLevel = "critical"
        let service = try HTTPTown.service(settings)
        let server = try await ServerApplication(service: service, routes: HTTPTown.routes).start()
        let port = server.port
        let idle = try RawClient(port: port)
        let running = try RawClient(port: port)
        running.get("/slow?ms=1500")
        let streaming = try RawClient(port: port)
        streaming.get("/stream?n=200", "Connection: close\r\n")
        try await Task.sleep(for: .milliseconds(300))
        async let stopped: Void = server.stop()
        try await Task.sleep(for: .milliseconds(300))
        try await offPool {
            #expect(throws: RawClient.Failed.self) { try RawClient(port: port) }
            #expect(running.answer()?.status == 200)
            #expect(streaming.readAll().count > 200 * 65_536)
            #expect(idle.read(1) == [])
        }
        try await stopped
    }

    @Test func `A client that never ends cannot keep a server from ending`() async throws {
        let began = ContinuousClock.now
        try await withServedTown({ $0.shutdownTimeout = 1 }) { server in
            let client = try RawClient(port: server.port, receiveBuffer: 4096)
            client.get("/stream?n=100000")
            try await Task.sleep(for: .milliseconds(300))
            async let stopped: Void = server.stop()
            try await stopped
            withExtendedLifetime(client) {}
        }
        #expect(began.duration(to: .now) < .seconds(10))
    }

    @Test func `An address that is taken is a fault that says so`() async throws {
        try await withServedTown { server in
            var settings = ServerSettings()
            settings.port = server.port
            settings.logLevel = "critical"
            let service = try HTTPTown.service(settings)
            let second = try ServerApplication(service: service, routes: [])
            await #expect(throws: Fault.self) { try await second.start() }
        }
    }
}
