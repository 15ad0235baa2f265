import Foundation
import Testing

/// JavaRosa, the engine of ODK Collect and KoboCollect, as PyPI's pyxform brings it.
enum JavaRosa {
    /// ODK Validate beside the interpreter that `TABAQA_PYTHON` names.
    static let jar: URL? = {
        guard let python = ProcessInfo.processInfo.environment["TABAQA_PYTHON"] else { return nil }
        let library = URL(fileURLWithPath: python).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("lib")
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
        return versions.map {
            library.appendingPathComponent(
                "\($0)/site-packages/pyxform/validators/odk_validate/bin/ODK_Validate.jar")
        }.first { FileManager.default.fileExists(atPath: $0.path) }
    }()

    static let isThere = jar != nil && FileManager.default.isExecutableFile(atPath: "/usr/bin/java")

    static let absence: Comment = "no Java, or no ODK Validate (PyPI: pyxform) beside TABAQA_PYTHON"

    /// Runs Java with the engine on its class path.
    static func run(_ arguments: [String], in folder: URL) throws -> (status: Int32, lines: [String]) {
        let output = folder.appendingPathComponent("java-\(UUID().uuidString).txt")
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/java")
        process.arguments = ["-cp", try #require(jar).path, "-Dfile.encoding=UTF-8"] + arguments
        process.currentDirectoryURL = folder
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
        return (process.terminationStatus, text.split(separator: "\n").map(String.init))
    }
}
