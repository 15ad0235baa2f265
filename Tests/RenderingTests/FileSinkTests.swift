import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaRendering

@Suite struct FileSinkTests {
    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    @Test func `a file appears whole or not at all`() throws {
        try inFolder { folder in
            let path = folder.appendingPathComponent("out.csv").path
            try Data("old".utf8).write(to: URL(fileURLWithPath: path))
            do {
                let sink = try FileSink(path: path)
                try Array("new".utf8).withUnsafeBytes { try sink.write($0) }
            }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.csv"])
            let sink = try FileSink(path: path)
            try Array("new".utf8).withUnsafeBytes { try sink.write($0) }
            try sink.commit()
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.csv"])
            #expect(throws: Fault.self) { try Array("x".utf8).withUnsafeBytes { try sink.write($0) } }
        }
    }

    @Test func `a missing folder is a fault that names the file`() throws {
        try inFolder { folder in
            let path = folder.appendingPathComponent("no/out.csv").path
            #expect { try FileSink(path: path) } throws: { error in
                guard let fault = error as? Fault else { return false }
                return fault.code == .fileUnwritable && fault.description.contains(path)
            }
        }
    }
}
