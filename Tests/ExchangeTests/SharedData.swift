import Foundation

/// Where real data and fixtures lie; tests that need them are skipped where they are absent.
enum SharedData {
    static let root: String =
        ProcessInfo.processInfo.environment["TABAQA_SHARED"]
        ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared")
        .standardizedFileURL.path(percentEncoded: false)

    static func path(_ name: String) -> String { "\(root)/\(name)" }

    static func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    static func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(filePath: path(name))))
    }

    static func files(in folder: String, ending: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(folder)).filter { $0.hasSuffix(ending) }
            .sorted()
            .map { "\(folder)/\($0)" }
    }
}
