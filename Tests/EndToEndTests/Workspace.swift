import Foundation
import Testing

/// A folder with layers and a store of its own, gone after the test.
final class Workspace {
    let folder: URL

    /// - Parameter layers: the folder of definitions to copy; nil makes a bare city.
    init(
        layers: URL? = nil, zone: String = "Europe/Istanbul", metricCRS: String = "EPSG:32637",
        languages: String = "[tr, ar, en]", boundary: String? = nil
    ) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("tabaqa-test-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let target = folder.appendingPathComponent("Layers")
        if let layers {
            try FileManager.default.copyItem(at: layers, to: target)
        } else {
            try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
            try """
            name: { ar: مدينة, en: Town, tr: Kent }
            languages: \(languages)
            zone: \(zone)
            metricCrs: \(metricCRS)
            \(boundary.map { "boundary: \($0)" } ?? "")
            """.write(to: target.appendingPathComponent("city.yaml"), atomically: true, encoding: .utf8)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    func write(_ text: String, to name: String) throws {
        let file = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
    }

    func data(_ name: String) throws -> Data { try Data(contentsOf: folder.appendingPathComponent(name)) }

    /// Runs the command and expects it to succeed.
    @discardableResult
    func tabaqa(
        _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Command.Result {
        let result = try run(arguments)
        #expect(
            result.status == 0, "tabaqa \(arguments.joined(separator: " ")): \(result.error)",
            sourceLocation: sourceLocation)
        return result
    }

    /// Runs the command, expects success, and reads its JSON answer.
    func answer(
        _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> [String: Any] {
        let result = try run(arguments + ["--json"])
        try #require(
            result.status == 0, "tabaqa \(arguments.joined(separator: " ")): \(result.error)",
            sourceLocation: sourceLocation)
        return try result.json()
    }

    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Command.Result {
        try Command.run(
            Command.products.appendingPathComponent("tabaqa").path, arguments, in: folder,
            environment: environment)
    }

    /// Rows of a CSV without multi-line cells, by header name.
    func csv(_ name: String) throws -> [[String: String]] { try CSVText.rows(text(name)) }

    /// Proposes a layer from a file and creates it.
    func newLayer(_ id: String, from file: String, department: String, _ more: String...) throws {
        let result = try run(["layer", "new", id, "--from", file, "--department", department] + more)
        try #require(result.status == 0, "\(result.error)")
        try tabaqa("init")
    }
}
