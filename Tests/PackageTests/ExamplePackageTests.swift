import Foundation
import Testing

/// Tabaqa as another package meets it: by a git tag, through its library products, without our flags.
///
/// It builds everything anew, which takes minutes: only with `TABAQA_PACKAGE`, as `Scripts/test` sets it for a
/// run of this test alone.
@Suite(
    "Another package", .enabled(if: environment["TABAQA_PACKAGE"] != nil, "takes minutes: set TABAQA_PACKAGE")
)
struct ExamplePackageTests {
    @Test("depends on a tagged version, builds, and draws a picture")
    func buildsFromATag() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "tabaqa-example-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }

        // A clone, so that the tag is never set in the repository that is being worked on.
        let clone = folder.appending(path: "tabaqa")
        try run("git", "clone", "--quiet", root.path, clone.path)
        try run("git", "-C", clone.path, "-c", "tag.gpgSign=false", "tag", "1.2.3")
        let package = folder.appending(path: "Example")
        try FileManager.default.copyItem(at: root.appending(path: "Tests/ExamplePackage"), to: package)

        try run(
            "swift", "build", "--package-path", package.path, "--product", "Example",
            with: ["TABAQA_ADDRESS": "file://" + clone.path, "TABAQA_VERSION": "1.2.3"])
        let said = try run(package.appending(path: ".build/debug/Example").path, folder.path)
        // 400 trees, 0.001° apart: one in 84.1 m × 111.0 m.
        #expect(said.contains("Engine: 400 events, at most 107.1"))

        let picture = try Data(contentsOf: folder.appending(path: "trees.png"))
        #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        // Width and height stand big-endian after the signature and the header's length and name.
        #expect(picture.dropFirst(16).prefix(8).elementsEqual([0, 0, 0, 240, 0, 0, 0, 240]))
    }

    /// Runs a program to its end.
    ///
    /// - Returns: what it printed, errors included.
    @discardableResult
    private func run(
        _ program: String, _ arguments: String..., with extra: [String: String] = [:]
    ) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.environment = environment.merging(extra) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let said = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        try #require(
            process.terminationStatus == 0,
            "\(program) \(arguments.joined(separator: " ")):\n\(said.suffix(4_000))")
        return said
    }
}

private let environment = ProcessInfo.processInfo.environment
