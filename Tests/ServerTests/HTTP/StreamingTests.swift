import Foundation
import Synchronization
import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

@Suite("Bodies taken as they come") struct StreamingTests {
    /// What became of the bodies of a route.
    final class Book: Sendable {
        struct Entry: Equatable {
            var bytes = 0
            var sum: UInt64 = 0
            var largest = 0
            var isFinished = false
            var isAbandoned = false
        }

        let entries = Mutex<[Entry]>([])

        var last: Entry? { entries.withLock(\.last) }
    }

    final class Sink: BodySink, Sendable {
        let book: Book
        let limit: Int
        let entry = Mutex(Book.Entry())

        init(_ book: Book, limit: Int) {
            self.book = book
            self.limit = limit
        }

        func take(_ bytes: [UInt8]) throws {
            let total = entry.withLock { entry in
                entry.bytes += bytes.count
                entry.largest = max(entry.largest, bytes.count)
                for byte in bytes { entry.sum = entry.sum &* 31 &+ UInt64(byte) }
                return entry.bytes
            }
            guard total <= limit else { throw Fault(.httpBodyTooLarge, "Too much.") }
        }

        func finish() throws -> Answer {
            let entry = entry.withLock { entry in
                entry.isFinished = true
                return entry
            }
            book.entries.withLock { $0.append(entry) }
            return .json(["bytes": .integer(Int64(entry.bytes))])
        }

        func abandon() {
            book.entries.withLock {
                $0.append(
                    entry.withLock { entry in
                        entry.isAbandoned = true
                        return entry
                    })
            }
        }
    }

    private static func routes(_ book: Book) -> [Route] {
        [
            Route(
                taking: .post, "/take", id: "take", tag: "Test", "Takes.", access: .open,
                parameters: [Parameter("limit", "L.")]
            ) { call in Sink(book, limit: try call.query.integer("limit", in: 0...1 << 40) ?? .max) },
            Route(
                taking: .put, "/closed", id: "closed", tag: "Test", "Takes nothing.", access: .role(.steward)
            ) { _ in Sink(book, limit: 0) },
            Route(
                taking: .patch, "/pieces/{collectionId}", id: "pieces", tag: "Test", "tus.",
                access: .open, manner: .resumable
            ) { _ in Sink(book, limit: .max) },
            Route(
                .head, "/pieces", id: "headPieces", tag: "Test", "tus.", access: .open, manner: .resumable
            ) { _ in Answer(nil, .none, caching: .never, headers: [("Upload-Offset", "7")]) },
            Route(
                .options, "/pieces", id: "optionsPieces", tag: "Test", "tus.", access: .open,
                mayBeEmpty: true, manner: .resumable
            ) { _ in Answer(status: 204, nil, .none, headers: [("Tus-Extension", "creation")]) },
            Route(
                .get, "/rosa", id: "rosa", tag: "Test", "OpenRosa.", access: .device, manner: .openRosa
            ) { _ in .json([:]) },
        ] + HTTPTown.routes
    }

    private func served<Value>(
        _ change: (inout ServerSettings) -> Void = { _ in },
        _ body: (Int, Book) async throws -> Value
    ) async throws -> Value {
        var settings = ServerSettings()
        settings.port = 0
        settings.logLevel = "critical"
        settings.shutdownTimeout = 5
        change(&settings)
        let book = Book()
        let server = try await ServerApplication(
            service: try HTTPTown.service(settings), routes: Self.routes(book)
        ).start()
        defer { Task { try? await server.stop() } }
        return try await body(server.port, book)
    }

    private static let head = "HTTP/1.1\r\nHost: 127.0.0.1\r\n"

    @Test func `A body larger than what is held comes through in bounded pieces, whole`() async throws {
        try await served { port, book in
            try await offPool {
                let client = try RawClient(port: port)
                let block = (0..<(1 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 7) }
                let text = String(decoding: block.map { $0 & 0x7F }, as: UTF8.self)
                client.send("POST /take \(Self.head)Content-Length: \(20 << 20)\r\n\r\n")
                var sum: UInt64 = 0
                for _ in 0..<20 {
                    client.send(text)
                    for byte in text.utf8 { sum = sum &* 31 &+ UInt64(byte) }
                }
                #expect(client.answer()?.status == 200)
                let entry = try #require(book.last)
                #expect(entry.bytes == 20 << 20 && entry.sum == sum && entry.isFinished)
                #expect(entry.largest <= 512 << 10, "\(entry.largest)")
                // The connection goes on.
                client.send(
                    "POST /take \(Self.head)Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
                )
                #expect(client.answer()?.status == 200)
                #expect(book.last?.bytes == 5)
            }
        }
    }

    @Test func `Who is refused early sees the answer, though most of the body was never read`() async throws {
        try await served { port, book in
            try await offPool {
                for (target, status) in [
                    ("POST /take?limit=1000", 413), ("PUT /closed", 401), ("POST /none", 404),
                ] {
                    let client = try RawClient(port: port)
                    client.send("\(target) \(Self.head)Content-Length: \(100 << 20)\r\n\r\n")
                    // More than fits into the system's buffers, less than lingering takes.
                    for _ in 0..<12 { client.send(String(repeating: "x", count: 1 << 20)) }
                    let answer = client.answer()
                    #expect(answer?.status == status)
                    #expect(answer?.head.lowercased().contains("connection: close") == true)
                }
                #expect(book.last?.isAbandoned == true)
                // A small rest is read, and the connection kept.
                let small = try RawClient(port: port)
                small.send("PUT /closed \(Self.head)Content-Length: 5\r\n\r\nhello")
                #expect(small.answer()?.status == 401)
                small.get("/text")
                #expect(small.answer()?.status == 200)
            }
        }
    }

    @Test func `A body that breaks off is abandoned, by length and in chunks`() async throws {
        try await served { port, book in
            for (index, framing) in ["Content-Length: 100", "Transfer-Encoding: chunked"].enumerated() {
                try await offPool {
                    let client = try RawClient(port: port)
                    client.send(
                        "POST /take \(Self.head)\(framing)\r\n\r\n" + (index == 0 ? "half" : "4\r\nhalf\r\n"))
                    Thread.sleep(forTimeInterval: 0.2)
                    withExtendedLifetime(client) {}
                }
                for _ in 0..<100 where book.entries.withLock(\.count) <= index {
                    try await Task.sleep(for: .milliseconds(20))
                }
                #expect(book.last?.isAbandoned == true && book.last?.bytes == 4, "\(framing)")
            }
        }
    }

    @Test func `Who waits to be told sends after 100 Continue, and nothing where it is refused`() async throws
    {
        try await served { port, _ in
            try await offPool {
                let client = try RawClient(port: port)
                client.send("POST /take \(Self.head)Content-Length: 5\r\nExpect: 100-continue\r\n\r\n")
                let told = String(decoding: client.read() ?? [], as: UTF8.self)
                #expect(told == "HTTP/1.1 100 Continue\r\n\r\n")
                client.send("hello")
                #expect(client.answer()?.status == 200)
                let refused = try RawClient(port: port)
                refused.send("PUT /closed \(Self.head)Content-Length: 5\r\nExpect: 100-continue\r\n\r\n")
                #expect(refused.answer()?.status == 401)
                #expect(refused.read() == [])
            }
        }
    }

    @Test func `A stalled sender is borne for twice the stall time, a trickling one is cut after one`()
        async throws
    {
        try await served({ $0.stallTimeout = 1 }) { port, book in
            try await offPool {
                let stalled = try RawClient(port: port)
                let silent = try RawClient(port: port)
                let trickle = try RawClient(port: port)
                let post = "POST /take \(Self.head)Content-Length: 3000\r\n\r\n"
                for client in [stalled, silent, trickle] { client.send(post) }
                stalled.send(String(repeating: "x", count: 2000))
                silent.send("x")
                for _ in 0..<15 {
                    trickle.send("x")
                    Thread.sleep(forTimeInterval: 0.1)
                }
                stalled.send(String(repeating: "x", count: 1000))
                #expect(stalled.answer()?.status == 200)
                for _ in 0..<10 {
                    trickle.send("x")
                    Thread.sleep(forTimeInterval: 0.1)
                }
                #expect(trickle.read() == [])
                Thread.sleep(forTimeInterval: 0.5)
                #expect(silent.read() == [])
                #expect(book.entries.withLock { $0.count { $0.isFinished } } == 1)
            }
        }
    }

    @Test func `Clients that send slowly cost no thread`() async throws {
        try await served({ $0.threads = 1 }) { port, _ in
            try await offPool {
                let slow = try (0..<50).map { _ in try RawClient(port: port) }
                for client in slow {
                    client.send("POST /take \(Self.head)Content-Length: 1000000\r\n\r\n")
                    client.send(String(repeating: "x", count: 300_000))
                }
                Thread.sleep(forTimeInterval: 0.3)
                let quick = try RawClient(port: port)
                quick.get("/echo?a=1")
                #expect(quick.answer()?.status == 200)
                withExtendedLifetime(slow) {}
            }
        }
    }

    @Test func `Tests drive sinks with whole bodies and with pieces`() throws {
        let book = Book()
        let town = try HTTPTown(routes: Self.routes(book))
        let body = Array("hello".utf8)
        #expect(town.get("/take", method: "POST", body: body).status == 200)
        #expect(book.last?.bytes == 5)
        let request = PlainRequest("POST", "/take", headers: [("host", "127.0.0.1")])
        #expect(town.dispatcher.answer(request, pieces: body.map { [$0] }).status == 200)
        #expect(book.last?.bytes == 5 && book.last?.largest == 1)
        #expect(town.get("/take?limit=3", method: "POST", body: body).status == 413)
        #expect(book.last?.isAbandoned == true)
    }

    @Test func `Methods with a route of their own answer for themselves, preflights in any case`() throws {
        var settings = ServerSettings()
        settings.corsOrigins = ["https://app.example"]
        let town = try HTTPTown(routes: Self.routes(Book()), settings: settings)
        let tus = [("Tus-Resumable", "1.0.0"), ("Origin", "https://app.example")]
        let head = town.get("/pieces", method: "HEAD", headers: tus)
        #expect(head.status == 200 && head["upload-offset"] == "7" && head["tus-resumable"] == "1.0.0")
        #expect(head["access-control-expose-headers"]?.contains("Upload-Offset") == true)
        #expect(town.get("/pieces", method: "HEAD").status == 412)
        #expect(
            town.get("/pieces", method: "HEAD", headers: [("Tus-Resumable", "0.2")])["tus-version"] == "1.0.0"
        )
        let options = town.get("/pieces", method: "OPTIONS")
        #expect(options.status == 204 && options["tus-extension"] == "creation")
        let preflight = town.get(
            "/pieces", method: "OPTIONS",
            headers: [("Origin", "https://app.example"), ("Access-Control-Request-Method", "HEAD")])
        #expect(preflight.status == 204)
        #expect(preflight["access-control-allow-methods"]?.contains("HEAD") == true)
        for name in ["If-Match", "Upload-Offset", "Tus-Resumable", "Content-Digest"] {
            #expect(preflight["access-control-allow-headers"]?.contains(name) == true)
        }
        #expect(town.get("/text", method: "HEAD").status == 200)
        #expect(town.get("/pieces", method: "DELETE")["allow"] == "HEAD, OPTIONS")
    }

    @Test func `Refusals of OpenRosa are its XML, in the reader's language, and never 401`() throws {
        let town = try HTTPTown(routes: Self.routes(Book()))
        for (language, word) in [("ar", "الجهاز"), ("tr", "cihaz"), ("en", "device")] {
            let answer = town.get("/rosa", headers: [("Accept-Language", language)])
            let text = String(decoding: try answer.bytes(), as: UTF8.self)
            #expect(answer.status == 403)
            #expect(answer["x-openrosa-version"] == "1.0")
            #expect(answer["x-openrosa-accept-content-length"] == "10000000")
            #expect(answer["content-type"]?.hasPrefix("text/xml") == true)
            #expect(
                text.contains(word) && text.contains("nature=\"error\"") && text.contains("device.invalid"))
        }
        let message = OpenRosaMessage.bytes("<a> & \"b\"\u{0}", nature: "error")
        #expect(String(decoding: message, as: UTF8.self).contains("&lt;a&gt; &amp; &quot;b&quot;\u{FFFD}"))
    }

    @Test func `A disk that is full is the client's to know, with a time to come again`() {
        for code in [FaultCode.diskFull, .storeFull] {
            let problem = Problem(Fault(code, "x", at: Fault.Place(file: "/srv/city")), isQuery: false)
            #expect(problem.status == 507 && problem.defect == nil)
            #expect(problem.headers.contains { $0.name == "Retry-After" })
        }
        #expect(Problem(Fault(.storeConflict, "x"), isQuery: false).status == 409)
    }
}
