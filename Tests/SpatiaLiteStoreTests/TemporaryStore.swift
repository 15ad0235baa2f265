import Foundation
import TabaqaSpatiaLiteStore

/// A folder of its own for one test, gone with its last reference.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "tabaqa-store-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String = "city.sqlite") -> String { path + "/" + name }

    func store(_ mode: SpatiaLiteStore.Mode = .create) throws -> SpatiaLiteStore {
        try SpatiaLiteStore(path: file(), mode: mode)
    }
}

/// Runs a program and gives what it wrote, both streams together.
@discardableResult
func run(_ program: String, _ arguments: String..., input: String? = nil) throws -> (
    status: Int32, output: String
) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    let feed = Pipe()
    process.standardInput = feed
    try process.run()
    if let input { feed.fileHandleForWriting.write(Data(input.utf8)) }
    try feed.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}

/// What the sqlite3 shell with SpatiaLite loaded answers: the way another program sees the file.
@discardableResult
func shell(_ path: String, _ sql: String) throws -> String {
    let script = ".load mod_spatialite\n.bail on\n\(sql)\n"
    return try run("sqlite3", path, input: script).output.trimmingCharacters(in: .newlines)
}

/// The path of `store-crash-probe`, which is built beside the tests.
func crashProbe() throws -> String {
    var folder = Bundle.main.bundleURL
    for _ in 0..<4 {
        let probe = folder.appendingPathComponent("store-crash-probe").path
        if FileManager.default.isExecutableFile(atPath: probe) { return probe }
        folder.deleteLastPathComponent()
    }
    throw CocoaError(.fileNoSuchFile)
}
