import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

@Suite("What requests of the field say in their headers") struct ApiHeaderTests {
    private func precondition(_ ifMatch: String?, _ ifNoneMatch: String? = nil) -> Precondition {
        Precondition(
            Headers(
                [("if-match", ifMatch), ("if-none-match", ifNoneMatch)].compactMap { name, value in
                    value.map { (name, $0) }
                }))
    }

    @Test func `Any representation's tag of a revision means the revision`() throws {
        for tag in [
            "\"zz-abc\"", "\"zz-abc-gzip\"", "W/\"zz-abc-zstd\"", "\"q\", \"zz-w\"",
            "\"\(ItemsTag.of(written: 1295))\"",
        ] {
            #expect(try precondition(tag).expected(current: 1295) == 1295, "\(tag)")
        }
        #expect(try precondition("*").expected(current: 7) == 7)
        #expect(try precondition("\"4-a\", \"2-b\"").expected(current: 7) == 4)
        #expect(try precondition(nil).expected(current: 7) == nil)
        #expect(try precondition(nil).expected(current: nil) == nil)
    }

    @Test(arguments: [
        "\"\"", "zz-abc", "\"zz\"", "\"-5-a\"", "\"é-a\"", "\"99999999999999999999-a\"", "", "W/", "\"",
    ])
    func `A tag that is none of ours matches nothing`(_ tag: String) {
        #expect(throws: Fault.self) { try precondition(tag).expected(current: 1) }
    }

    @Test func `A tag of what is not there matches nothing`() {
        #expect(throws: Fault.self) { try precondition("*").expected(current: nil) }
        #expect(throws: Fault.self) { try precondition("\"1-a\"").expected(current: nil) }
        #expect(precondition(nil, "*").isNew)
        #expect(!precondition(nil, "\"a\"").isNew)
    }

    @Test func `A digest is read as RFC 9530 writes it`() throws {
        func digest(_ fields: [(String, String)]) throws -> String? {
            try ContentDigest.sha256(Headers(fields.map { (name: $0.0, value: $0.1) }))
        }
        let empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        let hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(try digest([("content-digest", "sha-256=:\(empty):")]) == hex)
        #expect(try digest([("repr-digest", "sha-512=:AAAA:, SHA-256=:\(empty):")]) == hex)
        #expect(try digest([("content-digest", "md5=:AAAA:")]) == nil)
        #expect(try digest([]) == nil)
        for wrong in [
            "sha-256=\(empty)", "sha-256=:\(empty)", "sha-256=::", "sha-256",
            "sha-256=:!\(empty.dropFirst()):",
        ] {
            #expect(throws: Fault.self, "\(wrong)") { try digest([("content-digest", wrong)]) }
        }
        let other = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="
        #expect(throws: Fault.self) {
            try digest([("content-digest", "sha-256=:\(empty):"), ("repr-digest", "sha-256=:\(other):")])
        }
    }

    @Test func `Upload metadata is keys with values in base64`() throws {
        let name = Data("صورة.jpg".utf8).base64EncodedString()
        let hash = String(repeating: "aB", count: 32)
        let metadata = try UploadMetadata(
            "filename \(name),filetype aW1hZ2UvanBlZw==,sha256 \(Data(hash.utf8).base64EncodedString()),flag")
        #expect(try metadata.name() == "صورة.jpg")
        #expect(try metadata.sha256() == hash.lowercased())
        let raw = Data((0..<32).map { UInt8($0) })
        let other = try UploadMetadata("sha256 \(raw.base64EncodedString()),filename YQ==")
        #expect(try other.sha256() == raw.map { String(format: "%02x", $0) }.joined())
        #expect(try UploadMetadata("filename YQ==").sha256() == nil)
        for wrong in [
            "filename !!!", "a b c", "a YQ==,a YQ==", "filename Y\u{7F}", String(repeating: "a", count: 5000),
        ] {
            #expect(throws: Fault.self, "\(wrong)") { try UploadMetadata(wrong) }
        }
        for unnamed in [
            "", "filetype YQ==", "filename", "filename /w==",
            "filename \(Data("../a".utf8).base64EncodedString())",
        ] {
            #expect(throws: Fault.self, "\(unnamed)") { try UploadMetadata(unnamed).name() }
        }
        #expect(throws: Fault.self) { try UploadMetadata("sha256 YQ==").sha256() }
    }

    @Test(arguments: [
        "", ".", "..", "a/b", "a\\b", "a\0", "a\nb", "\u{202E}gpj.exe", "a\u{2066}b", "a\u{2028}b",
        "\u{FEFF}a",
        String(repeating: "a", count: 121), "a\u{7F}", "\u{E000}", String(repeating: "🧯", count: 200),
    ])
    func `What is no label is no name of a file`(_ name: String) {
        #expect(AttachmentName.label(name) == nil)
    }

    @Test func `A name is a label in NFC, in any script`() {
        #expect(AttachmentName.label("e\u{301}.jpg").map { Array($0.unicodeScalars).count } == 5)
        for name in [
            "صورة ١.jpg", "Ağaç (2).heic", "con.txt", "...", "a b", "نقش‌ها.png",
            String(repeating: "ص", count: 120),
        ] {
            #expect(AttachmentName.label(name) == name)
        }
    }

    @Test func `Checksums of pieces are met by their bytes alone`() throws {
        let bytes = Array("hello".utf8)
        let sha1 = "qvTGHdzF6KLavt4PO0gs2a6pQ00="
        let sha256 = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="
        for header in ["sha1 \(sha1)", "sha256 \(sha256)", "SHA256 \(sha256)"] {
            var checksum = try #require(try PieceChecksum(header))
            checksum.update(Array(bytes[..<2]))
            #expect(!checksum.isMet)
            checksum.update(Array(bytes[2...]))
            #expect(checksum.isMet, "\(header)")
        }
        #expect(try PieceChecksum(nil) == nil)
        for wrong in ["md5 \(sha1)", "sha1 \(sha256)", "sha1", "sha1 !", "", "sha256  "] {
            #expect(throws: Fault.self, "\(wrong)") { try PieceChecksum(wrong) }
        }
    }

    @Test func `Dates are written as HTTP has them`() {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        for seconds: Int64 in [0, 784_111_777, 1_772_323_199, 4_102_444_799, 951_782_400, 86_399] {
            let expected = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
            #expect(HTTPDate.text(seconds * 1000) == expected)
        }
    }
}
