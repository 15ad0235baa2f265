import Foundation
import Testing

/// The built program, run as its callers run it.
enum FormatsProgram {
    struct Run {
        let status: Int32
        /// Whether a signal ended the process.
        let crashed: Bool
        let output: Data
        let errorOutput: String

        /// The one JSON object on standard output.
        var object: [String: Any] {
            get throws { try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any]) }
        }

        /// The failure on the last line of standard error.
        var failure: [String: Any] {
            get throws {
                let line = try #require(errorOutput.split(separator: "\n").last)
                return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
        }

        var records: TextSequence { get throws { try TextSequence(output) } }
    }

    /// Runs `tabaqa-formats` with these words, standard input from `input`.
    static func run(
        _ words: String..., input: Data = Data(), environment: [String: String] = [:]
    ) throws -> Run {
        try run(words: words, input: input, environment: environment)
    }

    static func run(
        words: [String], input: Data = Data(), environment: [String: String] = [:]
    ) throws -> Run {
        try run(
            try #require(path, "tabaqa-formats is not built"), words, input: input, environment: environment)
    }

    /// Runs a program of GDAL's own, the oracle.
    static func oracle(_ name: String, _ words: String...) throws -> String {
        let result = try run("/usr/bin/" + name, words)
        try #require(result.status == 0, "\(name): \(result.errorOutput)")
        return String(decoding: result.output, as: UTF8.self)
    }

    private static func run(
        _ program: String, _ words: [String], input: Data = Data(), environment: [String: String] = [:]
    ) throws -> Run {
        // Files, not pipes: neither side can then wait for the other.
        let folder = try TemporaryFolder()
        let streams = ["in", "out", "err"].map { folder.url.appendingPathComponent($0) }
        try input.write(to: streams[0])
        for stream in streams.dropFirst() { try Data().write(to: stream) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = words
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: streams[0])
        process.standardOutput = try FileHandle(forWritingTo: streams[1])
        process.standardError = try FileHandle(forWritingTo: streams[2])
        try process.run()
        process.waitUntilExit()
        return Run(
            status: process.terminationStatus, crashed: process.terminationReason == .uncaughtSignal,
            output: try Data(contentsOf: streams[1]),
            errorOutput: String(decoding: try Data(contentsOf: streams[2]), as: UTF8.self))
    }

    /// The program beside the test bundle; `TABAQA_FORMATS` names another one.
    static let path: String? = {
        let environment = ProcessInfo.processInfo.environment
        if let named = environment["TABAQA_FORMATS"] { return named }
        let started =
            CommandLine.arguments + [Bundle.main.executablePath, Bundle.main.bundlePath].compactMap(\.self)
        for start in started where start.hasPrefix("/") || start.hasPrefix(".") {
            var folder = URL(fileURLWithPath: start).standardizedFileURL
            for _ in 0..<3 {
                folder.deleteLastPathComponent()
                let candidate = folder.appendingPathComponent("tabaqa-formats").path
                if FileManager.default.isExecutableFile(atPath: candidate), !isFolder(candidate) {
                    return candidate
                }
            }
        }
        return nil
    }()

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
