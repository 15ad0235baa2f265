import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

@Suite("Negotiation") struct NegotiationTests {
    static let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"

    @Test(
        arguments: [
            (nil, "application/geo+json"), ("*/*", "application/geo+json"), ("text/html", "text/html"),
            (browser, "text/html"), ("application/json", "application/geo+json"),
            ("text/*", "text/html"), ("text/csv;q=0.9, text/html;q=0.1", "text/csv"),
            ("application/geo+json;q=0.5, */*;q=0.1", "application/geo+json"),
            ("text/html;q=0, text/*", "text/csv"), ("TEXT/HTML", "text/html"), ("", "application/geo+json"),
            ("application/pdf", nil), ("*/*;q=0", nil), ("application/geo+json;q=2", "application/geo+json"),
        ] as [(String?, String?)])
    func `The best of what is offered, by quality and then by the server's order`(
        _ accept: String?, _ expected: String?
    ) {
        let found = Negotiation.mediaType(accept, among: [.geoJSON, .html, .csv])
        #expect(found?.essence == expected)
    }

    @Test(
        arguments: [
            (nil, "ar"), ("tr", "tr"), ("tr-TR,tr;q=0.9,en;q=0.8", "tr"), ("de,en;q=0.5", "en"), ("de", "ar"),
            ("en;q=0.2,tr;q=0.7", "tr"), ("*", "ar"), ("en-US", "en"), ("xx-YY;q=nan", "ar"), (",,,", "ar"),
        ] as [(String?, String)])
    func `The reader's language, else the city's first`(_ accept: String?, _ expected: String) {
        #expect(Negotiation.language(accept, among: [.ar, .tr, .en]).rawValue == expected)
    }

    @Test(
        arguments: [
            (nil, nil), ("gzip", "gzip"), ("gzip, deflate, br, zstd", "zstd"), ("gzip, zstd;q=0.5", "gzip"),
            ("zstd;q=0, gzip", "gzip"), ("*", "zstd"), ("identity", nil), ("gzip;q=0", nil), ("br", nil),
        ] as [(String?, String?)])
    func `Packing only as the client says`(_ accept: String?, _ expected: String?) {
        #expect(ContentCoding.negotiate(accept)?.rawValue == expected)
    }
}
