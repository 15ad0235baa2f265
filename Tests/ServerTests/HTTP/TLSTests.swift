import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

private let hasTools = ["/usr/bin/openssl", "/usr/bin/curl"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: $0)
}

@Suite("TLS", .enabled(if: hasTools, "openssl and curl are not here"), .timeLimit(.minutes(1)))
struct TLSTests {
    private let folder = FileManager.default.temporaryDirectory.appending(
        path: "tabaqa-tls-\(UUID().uuidString)")

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["own", "other"] {
            try Self.run(
                "/usr/bin/openssl",
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days",
                    "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                    "-keyout",
                    path(name + ".key"), "-out", path(name + ".pem"),
                ])
        }
    }

    @discardableResult
    private static func run(_ program: String, _ arguments: [String]) throws -> (
        status: Int32, output: String
    ) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    @Test
    func `Clients that know the certificate are served, links say https, older protocols are not spoken`()
        async throws
    {
        let (certificate, key) = (path("own.pem"), path("own.key"))
        try await withServedTown({
            $0.tlsCertificate = certificate; $0.tlsKey = key
        }) { server in
            let url = "https://localhost:\(server.port)/echo"
            let good = try await offPool {
                try Self.run("/usr/bin/curl", ["-sSi", "--cacert", certificate, url])
            }
            #expect(good.status == 0)
            #expect(good.output.contains("\"base\":\"https://localhost:\(server.port)\""))
            #expect(good.output.contains("Strict-Transport-Security: max-age="))
            let stranger = try await offPool { try Self.run("/usr/bin/curl", ["-s", url]) }
            #expect(stranger.status == 60)
            let old = try await offPool {
                try Self.run("/usr/bin/curl", ["-s", "--cacert", certificate, "--tls-max", "1.1", url])
            }
            #expect(old.status != 0)
            // Plain text to the TLS port harms nobody.
            let plain = try RawClient(port: server.port)
            plain.get("/echo")
            _ = try await offPool { plain.readAll() }
            let again = try await offPool {
                try Self.run("/usr/bin/curl", ["-s", "--cacert", certificate, url])
            }
            #expect(again.status == 0)
        }
    }

    @Test func `A certificate without its key, or with another's, is refused before anyone is served`() throws
    {
        for (certificate, key) in [
            (path("own.pem"), nil), (nil, path("own.key")), (path("own.pem"), path("other.key")),
            (path("none.pem"), path("own.key")), (path("own.key"), path("own.pem")),
        ] as [(String?, String?)] {
            var settings = ServerSettings()
            settings.tlsCertificate = certificate
            settings.tlsKey = key
            #expect(throws: Fault.self) { try TLSFiles.configuration(settings) }
        }
    }
}
