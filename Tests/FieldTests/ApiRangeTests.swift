import Foundation
import Testing

@testable import TabaqaServer

@Suite("Parts of files") struct ApiRangeTests {
    /// What RFC 9110, section 14.1.2, says, byte by byte: which bytes of the file a range holds.
    private static func bytes(_ first: Int?, _ last: Int?, size: Int) -> [Int] {
        (0..<size).filter { byte in
            if let first { return byte >= first && byte <= (last ?? .max) }
            return last.map { byte >= size - $0 } ?? false
        }
    }

    @Test func `A part is the bytes the RFC says, of every file and range up to twelve`() {
        for size in 0...12 {
            let numbers: [Int?] = [nil] + (0...14).map { $0 }
            for first in numbers {
                for last in numbers {
                    let text = "bytes=\(first.map(String.init) ?? "")-\(last.map(String.init) ?? "")"
                    let expected = Self.bytes(first, last, size: size)
                    let isNone = first == nil && last == nil
                    let isBackwards = first.map { first in last.map { $0 < first } ?? false } ?? false
                    switch ByteRange(text, size: size) {
                    case .whole: #expect(isNone || isBackwards, "\(text) of \(size)")
                    case .unsatisfiable:
                        #expect(expected.isEmpty && !isNone && !isBackwards, "\(text) of \(size)")
                    case .part(let part):
                        #expect(Array(part) == expected && !part.isEmpty, "\(text) of \(size)")
                    }
                }
            }
        }
    }

    @Test(arguments: [
        "bytes=0-1,3-4", "items=0-1", "bytes=a-b", "bytes=1", "bytes=--1", "bytes=1-2-3", "", "bytes=",
        "bytes=٣-٤",
        "bytes=+1-2", "bytes=0x1-2", "octets",
    ])
    func `What is no single range of bytes is answered with the whole`(_ text: String) {
        #expect(ByteRange(text, size: 10) == .whole)
    }

    @Test func `Numbers beyond every number of ours are beyond the file`() {
        let huge = String(repeating: "9", count: 40)
        #expect(ByteRange("bytes=\(huge)-", size: 10) == .unsatisfiable)
        #expect(ByteRange("bytes=2-\(huge)", size: 10) == .part(2..<10))
        #expect(ByteRange("bytes=-\(huge)", size: 10) == .part(0..<10))
        #expect(ByteRange("bytes=0-\(Int.max)", size: 10) == .part(0..<10))
        #expect(ByteRange("Bytes = 0 - 3", size: 10) == .part(0..<4))
    }

    @Test func `A part is only given of what the client has`() {
        #expect(ByteRange.isCurrent(nil, tag: "a"))
        #expect(ByteRange.isCurrent("\"a\"", tag: "a"))
        #expect(!ByteRange.isCurrent("W/\"a\"", tag: "a"))
        #expect(!ByteRange.isCurrent("\"b\"", tag: "a"))
        #expect(!ByteRange.isCurrent("Sun, 06 Nov 1994 08:49:37 GMT", tag: "a"))
    }

    @Test func `A part of a file is those bytes and as long as it says`() throws {
        let path = FileManager.default.temporaryDirectory.path + "/tabaqa-part-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        var bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        for part in [
            0..<1, 0..<700_000, 262_143..<262_146, 699_999..<700_000, 5..<600_000, 690_000..<900_000,
        ] {
            let file = try FileChunks(path: path, isTemporary: false, part: part)
            var read: [UInt8] = []
            while let piece = try file.next() { read += piece }
            #expect(read == Array(bytes[part.clamped(to: 0..<700_000)]))
            #expect(file.length == read.count)
        }
        bytes.removeLast(500_000)
        let file = try FileChunks(path: path, isTemporary: false)
        try Data(bytes).write(to: URL(fileURLWithPath: path), options: [])
        #expect(throws: (any Error).self) { while try file.next() != nil {} }
    }

    @Test func `Names of files cannot end a header, and old clients get one of ASCII`() {
        let text = AttachmentAnswer.disposition("صورة \"1\".jpg\r\nSet-Cookie: a")
        #expect(text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
        #expect(
            text.hasPrefix("attachment; filename=\"____ _1_.jpg__Set-Cookie: a\"; filename*=UTF-8''%D8%B5"))
        #expect(!text.dropFirst(24).contains("\r"))
    }
}
