import Foundation
import Testing

/// The program that makes pictures of photos, as built beside the tests.
enum MediaProgram {
    struct Run {
        var status: Int32
        var isCrash: Bool
        var picture: [UInt8]
        var error: String
    }

    static let path: String? = {
        let started =
            CommandLine.arguments + [Bundle.main.executablePath, Bundle.main.bundlePath].compactMap(\.self)
        for start in started where start.hasPrefix("/") || start.hasPrefix(".") {
            var folder = URL(fileURLWithPath: start).standardizedFileURL
            for _ in 0..<3 {
                folder.deleteLastPathComponent()
                let candidate = folder.appendingPathComponent("tabaqa-media").path
                if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
            }
        }
        return nil
    }()

    static func run(
        _ photo: [UInt8], _ words: String..., environment: [String: String] = [:]
    ) throws -> Run {
        let folder = try Folder()
        try Data(photo).write(to: folder.url("in"))
        for name in ["out", "error"] { try Data().write(to: folder.url(name)) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(path, "tabaqa-media is not built"))
        process.arguments = words
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: folder.url("in"))
        process.standardOutput = try FileHandle(forWritingTo: folder.url("out"))
        process.standardError = try FileHandle(forWritingTo: folder.url("error"))
        try process.run()
        process.waitUntilExit()
        return Run(
            status: process.terminationStatus, isCrash: process.terminationReason == .uncaughtSignal,
            picture: Array(try Data(contentsOf: folder.url("out"))),
            error: String(decoding: try Data(contentsOf: folder.url("error")), as: UTF8.self))
    }

    /// A folder gone after use.
    final class Folder {
        let path: String

        init() throws {
            path =
                FileManager.default.temporaryDirectory.appendingPathComponent("tabaqa-media-\(UUID())").path
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func url(_ name: String) -> URL { URL(fileURLWithPath: path + "/" + name) }
    }
}
