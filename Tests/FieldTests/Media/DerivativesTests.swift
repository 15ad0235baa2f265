import Foundation
import TabaqaFeatureModel
import TabaqaRendering
import Testing

@testable import TabaqaEngine

@Suite("Kept pictures of photos")
struct DerivativesTests {
    private let folder: MediaProgram.Folder
    private let derivatives: Derivatives

    init() throws {
        folder = try MediaProgram.Folder()
        derivatives = Derivatives(
            directory: folder.path + "/.derived", executable: try #require(MediaProgram.path))
    }

    private func keep(_ bytes: [UInt8], _ letter: Character, _ type: String = "image/jpeg") throws -> (
        Blob, String
    ) {
        let file = folder.url("photo-\(letter)")
        try Data(bytes).write(to: file)
        let name = String(repeating: letter, count: 64)
        return (Blob(sha256: name, size: Int64(bytes.count), mediaType: type), file.path)
    }

    private func telling() throws -> [UInt8] {
        let plain = try MediaProgram.run(try QRCode("turned").png(), "800").picture
        return TellingPhoto.made(of: plain, thumbnail: plain)
    }

    @Test func `A picture is turned as the photo's tags say, and tells nothing`() throws {
        let photo = try telling()
        let (blob, file) = try keep(photo, "a")
        for size in DerivativeSize.allCases {
            let made = [UInt8](
                try Data(
                    contentsOf: URL(fileURLWithPath: try derivatives.path(of: blob, at: file, size: size))))
            #expect(made == (try MediaProgram.run(photo, "\(size.side)", "--orientation", "6").picture))
            #expect(made != (try MediaProgram.run(photo, "\(size.side)").picture))
            #expect(TellingPhoto.secretsFound(in: made) == [])
        }
    }

    @Test func `A picture is made once and then kept`() throws {
        let (blob, file) = try keep(try telling(), "b")
        let made = try derivatives.path(of: blob, at: file, size: .thumbnail)
        #expect(made == folder.path + "/.derived/\(blob.sha256)-320.jpg")
        try FileManager.default.removeItem(atPath: file)
        let missing = Derivatives(directory: folder.path + "/.derived", executable: "/nowhere")
        #expect(try missing.path(of: blob, at: file, size: .thumbnail) == made)
        #expect(throws: Fault.self) { try missing.path(of: blob, at: file, size: .web) }
        // Erasing a photo erases what was made of it.
        derivatives.sweep { $0 == blob.sha256 }
        #expect(FileManager.default.fileExists(atPath: made))
        derivatives.sweep { _ in false }
        #expect(!FileManager.default.fileExists(atPath: made))
    }

    @Test func `What cannot be decoded is refused at once the second time`() throws {
        let (blob, file) = try keep(Array(try telling().prefix(300)), "c")
        var words: [String] = []
        for executable in [try #require(MediaProgram.path), "/nowhere"] {
            let some = Derivatives(directory: folder.path + "/.derived", executable: executable)
            do {
                _ = try some.path(of: blob, at: file, size: .thumbnail)
                Issue.record("a cut photo has a picture")
            } catch let fault as Fault {
                #expect(fault.code == .attachmentType)
                words.append(fault.message)
            }
        }
        #expect(words.count == 2 && words[0] == words[1] && words[0].contains("breaks off"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/.derived").count == 1)
    }

    @Test(arguments: [
        "video/mp4", "application/octet-stream", "image/gif", "image/svg+xml", "application/pdf",
    ])
    func `Only photos have pictures`(_ type: String) throws {
        let (blob, file) = try keep(try telling(), "d", type)
        do {
            _ = try derivatives.path(of: blob, at: file, size: .web)
            Issue.record("\(type) has a picture")
        } catch let fault as Fault {
            #expect(fault.code == .attachmentType)
        }
    }

    @Test func `Many who ask at once get the same picture`() async throws {
        let (blob, file) = try keep(try telling(), "e")
        let derivatives = derivatives
        let paths = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 { group.addTask { try derivatives.path(of: blob, at: file, size: .web) } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(paths.count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/.derived").count == 1)
    }
}
