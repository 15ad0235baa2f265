import Foundation
import Testing

/// Independent judges in Python (GEOS, GeographicLib, PROJ, NumPy, SpatiaLite), in the folder Oracles.
///
/// `TABAQA_PYTHON` names an interpreter that has them; tests that need it are skipped where it is not set.
enum Oracle {
    static let python: String? = ProcessInfo.processInfo.environment["TABAQA_PYTHON"]
        .flatMap { FileManager.default.isExecutableFile(atPath: $0) ? $0 : nil }

    static let isThere = python != nil

    static let absence: Comment = "TABAQA_PYTHON names no Python"

    /// Runs a script of the folder Oracles and expects it to succeed.
    @discardableResult
    static func run(
        _ script: String, _ arguments: String..., in folder: URL,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Command.Result {
        let file = Shared.repository.appendingPathComponent("Tests/EndToEndTests/Oracles/" + script)
        let result = try Command.run(
            try #require(python), [file.path] + arguments, in: folder,
            environment: ["PYTHONDONTWRITEBYTECODE": "1"])
        try #require(
            result.status == 0, "\(script) \(arguments): \(result.error)", sourceLocation: sourceLocation)
        return result
    }
}
