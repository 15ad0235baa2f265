import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

@Suite("Addresses of requests") struct RequestTargetTests {
    @Test func `Escapes are decoded, in paths without plus signs, in queries with them`() throws {
        let target = try RequestTarget("/a%20b/%D8%B7+1?q=%D8%B7+%C4%B1&empty=&bare&&a=b=c")
        #expect(target.segments == ["a b", "ط+1"])
        #expect(target.query.map(\.name) == ["q", "empty", "bare", "a"])
        #expect(target.query.map(\.value) == ["ط ı", "", "", "b=c"])
        #expect(target.path == "/a%20b/%D8%B7+1")
    }

    @Test(
        arguments: [
            "/a%2Fb", "/a%5Cb", "/%2e%2e/etc", "/../etc", "/a/./b", "/%00", "/a%0Ab", "/%ff%fe", "/%C0%AF",
            "/%",
            "/%4", "/%zz", "/?a=%", "/?a=%ff", "/?a=%00", "/?%00=1", "/%ED%A0%80", "", "a", "*", "http://x/",
        ])
    func `What is not plainly an address is refused`(_ text: String) {
        #expect(throws: Fault.self) { try RequestTarget(text) }
    }

    @Test func `A query of too many parameters is refused`() {
        let few = (0..<100).map { "p\($0)=1" }.joined(separator: "&")
        #expect(throws: Never.self) { try RequestTarget("/?" + few) }
        #expect(throws: Fault.self) { try RequestTarget("/?" + few + "&more=1") }
    }

    @Test func `Any bytes either decode or are refused`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
                UInt8.random(in: 1...255, using: &random)
            }
            let text = "/" + String(decoding: bytes, as: UTF8.self)
            guard let target = try? RequestTarget(text) else { continue }
            #expect(!target.segments.contains { $0.contains("/") || $0 == ".." || $0.contains("\0") })
        }
    }
}
