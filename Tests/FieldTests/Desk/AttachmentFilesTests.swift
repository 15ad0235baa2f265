import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaEngine

@Suite("Attachments on disk")
struct AttachmentFilesTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tabaqa-files-\(UUID().uuidString)")
        .path
    // FIPS 180-4's own example.
    static let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    private func paths() -> [String] {
        (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
            .filter { !$0.hasPrefix(".") && $0.contains("/") }
    }

    @Test func `content lies under its hash and is there once`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files = try AttachmentFiles(directory: folder)
        for pieces in [["abc"], ["a", "bc"], ["ab", "", "c"]] {
            let writer = try files.begin()
            for piece in pieces { try writer.write(Array(piece.utf8)) }
            let content = try writer.finish()
            #expect(content.sha256 == Self.abc)
            #expect(content.size == 3)
            let path = try #require(files.path(of: content))
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("abc".utf8))
        }
        #expect(paths() == ["ba/\(Self.abc)"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/.new").isEmpty)
    }

    @Test func `a name that is no hash finds nothing`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files = try AttachmentFiles(directory: folder)
        for name in ["", "../../etc/passwd", Self.abc.uppercased(), String(repeating: "/", count: 64)] {
            #expect(files.path(of: Blob(sha256: name, size: 0, mediaType: "")) == nil)
        }
    }

    @Test func `what a writer gave up or a killed process left is swept`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            let files = try AttachmentFiles(directory: folder)
            let dropped = try files.begin()
            try dropped.write([1, 2, 3])
            dropped.discard()
            #expect(throws: Fault.self) { try dropped.finish() }
            let limited = try files.begin(limit: 2)
            #expect(code { try limited.write([1, 2, 3]) } == "attachment.too-large")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/.new").isEmpty)
            _ = FileManager.default.createFile(atPath: folder + "/.new/left", contents: Data([1]))
            // Another desk on the same folder leaves alone what this one may be writing.
            _ = try AttachmentFiles(directory: folder)
            #expect(FileManager.default.fileExists(atPath: folder + "/.new/left"))
        }
        _ = try AttachmentFiles(directory: folder)
        #expect(!FileManager.default.fileExists(atPath: folder + "/.new/left"))
    }

    @Test func `content nobody holds goes after a day, never before`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files = try AttachmentFiles(directory: folder)
        func add(_ text: String) throws -> Blob {
            let writer = try files.begin()
            try writer.write(Array(text.utf8))
            return try writer.finish()
        }
        let (held, old, young) = (try add("held"), try add("old"), try add("young"))
        for content in [held, old] {
            let path = try #require(files.path(of: content))
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -100_000)], ofItemAtPath: path)
        }
        let day = Int64((Date().timeIntervalSince1970 - 86_400) * 1000)
        #expect(try files.sweep(untouchedSince: day) { $0 == held.sha256 } == 1)
        #expect(files.path(of: held) != nil)
        #expect(files.path(of: old) == nil)
        #expect(files.path(of: young) != nil)
        // What comes again is young again.
        let path = try #require(files.path(of: young))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -100_000)], ofItemAtPath: path)
        _ = try add("young")
        #expect(try files.sweep(untouchedSince: day) { $0 == held.sha256 } == 0)
    }

    /// A disk of two megabytes, where the machine lets us have one.
    @Test func `a full disk is said, nothing of the file is left, and room helps at once`() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let mount = Process()
        mount.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        mount.arguments = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder]
        mount.standardError = FileHandle.nullDevice
        try mount.run()
        mount.waitUntilExit()
        defer {
            let unmount = Process()
            unmount.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            unmount.arguments = ["umount", "-l", folder]
            unmount.standardError = FileHandle.nullDevice
            try? unmount.run()
            unmount.waitUntilExit()
            try? FileManager.default.removeItem(atPath: folder)
        }
        try #require(
            mount.terminationStatus == 0, "This machine lets nobody mount a small disk: not tested here.")
        let files = try AttachmentFiles(directory: folder)
        let first = try files.begin()
        try first.write([UInt8](repeating: 1, count: 1 << 20))
        let kept = try first.finish()
        let second = try files.begin()
        #expect(code { try second.write([UInt8](repeating: 2, count: 2 << 20)) } == "disk.full")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/.new").isEmpty)
        #expect(files.path(of: kept) != nil)
        unlink(try #require(files.path(of: kept)))
        let third = try files.begin()
        try third.write([UInt8](repeating: 3, count: 1 << 20))
        #expect(files.path(of: try third.finish()) != nil)
    }
}
