import Foundation
import TabaqaFeatureModel
import TabaqaSpatiaLiteStore
import Testing

@testable import TabaqaEngine

@Suite("Files in pieces at the desk")
struct DeskUploadTests {
    let city: DeskCity
    let bytes: [UInt8] = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }

    init() throws { city = try DeskCity() }

    private func begin(
        _ name: String = "v.mp4", of feature: String = "u1", sha256: String? = nil, length: Int? = nil,
        from sender: Sender = DeskCity.phone
    ) throws -> Upload {
        try city.desk.beginUpload(
            name: name, sha256: sha256, length: Int64(length ?? bytes.count), feature: FeatureID(feature),
            in: DeskCity.reports, metadata: nil, from: sender, at: DeskCity.now)
    }

    private func open(_ upload: Upload, at offset: Int) throws -> UploadWriter {
        try city.desk.openUpload(upload.id, at: Int64(offset), of: upload.sender, now: DeskCity.now)
    }

    private func offset(_ upload: Upload) throws -> Int64 {
        try city.desk.upload(upload.id, of: upload.sender, at: DeskCity.now).offset
    }

    private func slot(_ name: String = "v.mp4", of feature: String = "u1") throws -> TabaqaFeatureModel
        .Attachment?
    {
        try city.store.attachments(of: FeatureID(feature), in: DeskCity.reports).first { $0.name == name }
    }

    private func stored(_ content: Blob?) throws -> [UInt8]? {
        guard let content, let path = city.desk.files.path(of: content) else { return nil }
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test func `a file cut twice goes on where it stood and lands in its slot`() throws {
        try city.send(DeskCity.form("u1", ["kind": "leak", "clip": "v.mp4"]))
        let upload = try begin()
        do {
            // The connection breaks: nobody closes it.
            let writer = try open(upload, at: 0)
            try writer.write(bytes[..<100_000])
            #expect(code { try open(upload, at: 0) } == "store.busy")
        }
        #expect(try offset(upload) == 100_000)
        #expect(code { try open(upload, at: 99_999) } == "upload.offset")
        let second = try open(upload, at: 100_000)
        try second.write(bytes[100_000..<150_000])
        #expect(try second.close() == nil)
        let last = try open(upload, at: 150_000)
        try last.write(bytes[150_000...])
        #expect(code { try last.write([1]) } == "attachment.too-large")
        let attachments = try #require(try last.close())
        #expect(attachments.first { $0.name == "v.mp4" }?.isPresent == true)
        #expect(try slot()?.property == "clip")
        #expect(try stored(slot()?.content) == bytes)
        // Who lost the last answer still learns that all arrived.
        #expect(try offset(upload) == Int64(bytes.count))
    }

    @Test func `a piece whose checksum was wrong is taken back`() throws {
        let upload = try begin()
        let first = try open(upload, at: 0)
        try first.write(bytes[..<10])
        try first.close()
        let wrong = try open(upload, at: 10)
        try wrong.write([UInt8](repeating: 9, count: 5000))
        try wrong.rollBack()
        #expect(try offset(upload) == 10)
        let right = try open(upload, at: 10)
        try right.write(bytes[10...])
        try right.close()
        let receipt = try city.send(DeskCity.form("u1", ["kind": "leak", "clip": "v.mp4"]))
        #expect(receipt.isComplete)
        #expect(try stored(slot()?.content) == bytes)
    }

    @Test func `what a killed process left behind the noted offset is cut off`() throws {
        let upload = try begin()
        let first = try open(upload, at: 0)
        try first.write(bytes[..<1000])
        try first.close()
        let part = city.folder.appending(path: "attachments/.uploads/\(upload.id)")
        let handle = try FileHandle(forWritingTo: part)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data([UInt8](repeating: 255, count: 4321)))
        try handle.close()
        let other = try FieldDesk(
            engine: city.engine, store: city.store,
            directory: city.folder.appending(path: "attachments").path, mediaExecutable: "")
        let writer = try other.openUpload(upload.id, at: 1000, of: upload.sender, now: DeskCity.now)
        try writer.write(bytes[1000...])
        try writer.close()
        // Another desk took the file; the store knows of it.
        #expect(try city.send(DeskCity.form("u1", ["kind": "leak", "clip": "v.mp4"])).isComplete)
        #expect(try stored(slot()?.content) == bytes)
    }

    @Test func `a whole file waits for its observation, for its own sender only`() throws {
        for sender in [DeskCity.phone, DeskCity.office] {
            let upload = try begin(of: "u2", from: sender)
            let writer = try open(upload, at: 0)
            try writer.write(bytes)
            #expect(try writer.close() == nil)
        }
        let receipt = try city.send(
            DeskCity.form("u2", ["kind": "leak", "clip": "v.mp4"]), from: DeskCity.office)
        #expect(receipt.isComplete)
        #expect(try slot(of: "u2")?.content?.sha256.count == 64)
    }

    @Test func `a file that is not what was promised is refused`() throws {
        let upload = try begin(sha256: String(repeating: "0", count: 64))
        let writer = try open(upload, at: 0)
        try writer.write(bytes)
        #expect(code { try writer.close() } == "attachment.hash")
        #expect(code { try offset(upload) } == "upload.missing")
        let left = try FileManager.default.contentsOfDirectory(
            atPath: city.folder.appending(path: "attachments/.uploads").path)
        #expect(left.isEmpty)
    }

    @Test func `uploads are bounded, private and swept`() throws {
        #expect(code { try begin(length: 1 << 40) } == "attachment.too-large")
        #expect(code { try begin(length: 2 << 20) } == "attachment.quota")
        #expect(code { try begin("../x") } == "option.invalid")
        #expect(code { try begin(sha256: "xyz") } == "attachment.hash")
        let upload = try begin()
        #expect(
            code { try city.desk.upload(upload.id, of: DeskCity.office, at: DeskCity.now) }
                == "upload.missing")
        #expect(code { try city.desk.endUpload(upload.id, of: DeskCity.office) } == "upload.missing")
        try city.desk.sweepUploads(at: DeskCity.now)
        #expect(try offset(upload) == 0)
        try city.desk.sweepUploads(at: upload.expires + 1)
        #expect(code { try offset(upload) } == "upload.missing")
        let left = try FileManager.default.contentsOfDirectory(
            atPath: city.folder.appending(path: "attachments/.uploads").path)
        #expect(left.isEmpty)
        let empty = try begin("empty.txt", length: 0)
        #expect(try offset(empty) == 0)
    }
}
