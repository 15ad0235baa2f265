import Foundation
import Testing

/// Judges in Python: Pillow for pictures, ZXing for codes. `TABAQA_PYTHON` names an interpreter that has them.
enum PictureOracle {
    static let python: String? = ProcessInfo.processInfo.environment["TABAQA_PYTHON"]
        .flatMap { FileManager.default.isExecutableFile(atPath: $0) ? $0 : nil }

    static let isThere = python != nil
    static let absence: Comment = "TABAQA_PYTHON names no Python"

    /// Runs a script of the folder Oracles and expects it to succeed.
    static func run(_ script: String, _ arguments: String...) throws {
        let folder = try MediaProgram.Folder()
        try Data().write(to: folder.url("error"))
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(python))
        process.arguments = [tests.appendingPathComponent("EndToEndTests/Oracles/" + script).path] + arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.standardError = try FileHandle(forWritingTo: folder.url("error"))
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let error = String(decoding: try Data(contentsOf: folder.url("error")), as: UTF8.self)
        try #require(process.terminationStatus == 0, "\(script): \(error.suffix(1500))")
    }
}
