import Foundation

/// Material beside the project that is not part of it; tests that need it are skipped where it is absent.
enum Shared {
    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["TABAQA_SHARED"] {
            return URL(fileURLWithPath: path)
        }
        return repository.deletingLastPathComponent().appendingPathComponent("shared")
    }()

    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func data(_ path: String) -> String { root.appendingPathComponent("data/" + path).path }

    static func has(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent("data/" + folder).path)
    }

    static func sample(_ path: String) -> String {
        repository.appendingPathComponent("SampleData/" + path).path
    }

    static var layers: URL { repository.appendingPathComponent("Layers") }
}
