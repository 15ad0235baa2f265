import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

@Suite("Multipart bodies") struct MultipartTests {
    struct Part: Equatable {
        var name: String
        var fileName: String?
        var bytes: [UInt8]
    }

    /// Parts of a body given in these pieces; nil where it is broken.
    private func parts(_ pieces: [[UInt8]], boundary: String = "b-1") -> [Part]? {
        var parser = MultipartParser(boundary: boundary)
        var parts: [Part] = []
        var isOpen = false
        do {
            for piece in pieces {
                try parser.feed(piece) { event in
                    switch event {
                    case .begin(let part):
                        #expect(!isOpen)
                        isOpen = true
                        parts.append(Part(name: part.name, fileName: part.fileName, bytes: []))
                    case .bytes(let bytes):
                        #expect(isOpen)
                        parts[parts.count - 1].bytes += bytes
                    case .end: isOpen = false
                    }
                }
            }
            try parser.finish()
        } catch { return nil }
        return parts
    }

    private func parts(_ text: String) -> [Part]? { parts([Array(text.utf8)]) }

    /// As phones write it, with content that looks like boundaries and line ends.
    private static let body =
        "preamble\r\n--b-1  \r\nContent-Disposition: form-data; name=\"xml_submission_file\"; filename=\"s.xml\"\r\n"
        + "Content-Type: text/xml\r\nContent-Length: 3\r\n\r\n<a>\r\n--b-\r\n--b-2\r\n-\r\r\n\n</a>\r\n--b-1\r\n"
        + "content-disposition: form-data; name=\"صوت.m4a\"; filename=\"صوت.m4a\"\r\n\r\n\r\n--b-1\r\n"
        + "Content-Disposition: form-data; name=\"*isIncomplete*\"\r\n\r\nyes\r\n--b-1--\r\nepilogue --b-1"

    private static let expected = [
        Part(
            name: "xml_submission_file", fileName: "s.xml",
            bytes: Array("<a>\r\n--b-\r\n--b-2\r\n-\r\r\n\n</a>".utf8)),
        Part(name: "صوت.m4a", fileName: "صوت.m4a", bytes: []),
        Part(name: "*isIncomplete*", fileName: nil, bytes: Array("yes".utf8)),
    ]

    @Test func `Every cut of a body into two or three pieces gives the same parts`() {
        let bytes = Array(Self.body.utf8)
        for first in 0...bytes.count {
            #expect(parts([Array(bytes[..<first]), Array(bytes[first...])]) == Self.expected, "\(first)")
        }
        for _ in 0..<2_000 {
            let cuts = [Int.random(in: 0...bytes.count), Int.random(in: 0...bytes.count)].sorted()
            let pieces = [bytes[..<cuts[0]], bytes[cuts[0]..<cuts[1]], bytes[cuts[1]...]].map { Array($0) }
            #expect(parts(pieces) == Self.expected, "\(cuts)")
        }
        #expect(parts(bytes.map { [$0] }) == Self.expected)
    }

    @Test func `What is broken is refused, and cut anywhere it is not whole`() {
        let bytes = Array(Self.body.utf8)
        let end = bytes.count - "\r\nepilogue --b-1".utf8.count
        for count in 0..<end { #expect(parts([Array(bytes[..<count])]) == nil, "\(count)") }
        let head = "Content-Disposition: form-data; name=\"a\""
        for broken in [
            "", "--b-1--x", "--b-1\r\n\r\nno head\r\n--b-1--",
            "--b-1\r\nContent-Disposition: form-data\r\n\r\n\r\n--b-1--",
            "--b-1\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n\r\n--b-1--",
            "--b-1\r\n\(head)\r\n\r\nx\r\n--b-1x\r\n--b-1--", "--b-1\r\n\(head)\r\n\r\nx\r\n--b-1-\r\n",
            "--b-1\r\n\(head)\r\nX: \(String(repeating: "y", count: 20_000))\r\n\r\n\r\n--b-1--",
            "--b-1\r\n\(head)\r\n\r\nx--b-1--",
        ] {
            if broken == "--b-1--x" {
                #expect(parts(broken) == [])
            } else {
                #expect(parts(broken) == nil, "\(broken.prefix(80))")
            }
        }
    }

    @Test(
        arguments: [
            (#"name="a"; filename="b.jpg""#, "a", "b.jpg"), (#"name=a;filename=b.jpg"#, "a", "b.jpg"),
            (#"NAME="a" ; FileName = "b c.jpg""#, "a", "b c.jpg"),
            (#"name="a"; filename="he said %22hi%22%0D%0A%41.jpg""#, "a", "he said \"hi\"\r\n%41.jpg"),
            (#"name="a"; filename="x\"y.jpg""#, "a", "x\"y.jpg"),
            (#"name="a"; filename="C:\fakepath\b.jpg""#, "a", "C:\\fakepath\\b.jpg"),
            (#"name="a"; filename="_.jpg"; filename*=UTF-8''%D8%B5%D9%88%D8%AA.jpg"#, "a", "صوت.jpg"),
            (#"name="a"; filename*=ISO-8859-1''%E4; filename="n.jpg""#, "a", "n.jpg"),
            (#"name="x; filename=y"; filename="b""#, "x; filename=y", "b"),
            (#"name="*isIncomplete*""#, "*isIncomplete*", nil), (#"name="a"; filename="""#, "a", nil),
            (#"name="çiçek"; filename="ı.jpg""#, "çiçek", "ı.jpg"),
        ] as [(String, String, String?)])
    func `Names are read as clients write them`(_ parameters: String, _ name: String, _ file: String?) {
        let body = "--b-1\r\nContent-Disposition: form-data; \(parameters)\r\n\r\nx\r\n--b-1--\r\n"
        #expect(parts(body) == [Part(name: name, fileName: file, bytes: [0x78])])
    }

    @Test func `Names that are not UTF-8 are read as Latin-1`() {
        let body =
            Array("--b-1\r\nContent-Disposition: form-data; name=\"a\"; filename=\"".utf8) + [0xE4, 0x2E]
            + Array("jpg\"\r\n\r\nx\r\n--b-1--".utf8)
        #expect(parts([body])?.first?.fileName == "ä.jpg")
    }

    @Test func `Mutations end in parts or a refusal, and whatever is cut gives the same`() {
        var random = SystemRandomNumberGenerator()
        let spice = Array("\r\n-\";=%\\ b1:\0".utf8) + [0xFF]
        for _ in 0..<3_000 {
            var bytes = Array(Self.body.utf8)
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[at] = spice.randomElement(using: &random) ?? 0
                case 1: bytes.remove(at: at)
                default: bytes.insert(spice.randomElement(using: &random) ?? 0, at: at)
                }
            }
            let whole = parts([bytes])
            let cut = Int.random(in: 0...bytes.count, using: &random)
            #expect(parts([Array(bytes[..<cut]), Array(bytes[cut...])]) == whole, "\(bytes)")
        }
    }

    @Test func `A boundary is 1 to 70 characters, in quotes or not`() throws {
        #expect(try MultipartBoundary.find(in: "multipart/form-data; boundary=abc") == "abc")
        #expect(
            try MultipartBoundary.find(in: "Multipart/Form-Data; charset=x; Boundary=\"a b:c\"") == "a b:c")
        let long = String(repeating: "x", count: 70)
        #expect(try MultipartBoundary.find(in: "multipart/form-data; boundary=\(long)") == long)
        for wrong in [
            nil, "", "text/xml", "multipart/form-data", "multipart/form-data; boundary=",
            "multipart/mixed; boundary=a",
            "multipart/form-data; boundary=\(long)x", "multipart/form-data; boundary=\"a \"",
        ] {
            #expect(throws: Fault.self) { try MultipartBoundary.find(in: wrong) }
        }
    }
}
