import Testing

@testable import TabaqaServer

@Suite("HTML") struct HTMLTests {
    @Test func `A sign of markup is escaped even where a combining mark makes another character of it`() {
        let text = "<\u{338}b>&\u{301}\"\u{301}'\u{301}"
        let signs: Set<UInt8> = Set("<>\"'".utf8)
        #expect(!HTML.escaped(text).utf8.contains(where: signs.contains))
        #expect(!WebPages.filled("{{title}}", ["title": text]).utf8.contains(where: signs.contains))
        #expect(HTML.escaped("a & <b> ‘ç’ طبقة") == "a &amp; &lt;b&gt; ‘ç’ طبقة")
    }
}
