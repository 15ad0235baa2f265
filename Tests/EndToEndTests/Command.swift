import Foundation

/// Runs the built `tabaqa` as a person would.
struct Command {
    struct Result {
        var status: Int32
        var output: String
        var error: String

        /// The answer of a command run with `--json`.
        func json() throws -> [String: Any] {
            guard let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
            else {
                throw CocoaError(.coderInvalidValue)
            }
            return object
        }
    }

    /// The folder of the built products: where the test bundle itself lies.
    static let products: URL = {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        for argument in CommandLine.arguments where argument.hasSuffix(".xctest") {
            folder = URL(fileURLWithPath: argument).deletingLastPathComponent()
        }
        while !FileManager.default.fileExists(atPath: folder.appendingPathComponent("tabaqa").path),
            folder.path != "/"
        {
            folder = folder.deletingLastPathComponent()
        }
        return folder
    }()

    static func run(
        _ executable: String, _ arguments: [String], in folder: URL, environment: [String: String] = [:]
    ) throws -> Result {
        let process = Process()
        if executable.hasPrefix("/") {
            process.executableURL = URL(fileURLWithPath: executable)
            process.arguments = arguments
        } else {
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [executable] + arguments
        }
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        // Files, not pipes: a full pipe would stop the command.
        let output = folder.appendingPathComponent(".stdout-\(UUID().uuidString)")
        let error = folder.appendingPathComponent(".stderr-\(UUID().uuidString)")
        for file in [output, error] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        defer { for file in [output, error] { try? FileManager.default.removeItem(at: file) } }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: error)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationReason == .uncaughtSignal
                ? -process.terminationStatus : process.terminationStatus,
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            error: String(decoding: try Data(contentsOf: error), as: UTF8.self))
    }
}
