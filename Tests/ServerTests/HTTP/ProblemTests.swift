import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

@Suite("Problems") struct ProblemTests {
    /// Every code written down in the register of the model, read from its source, and every code of the server.
    private static func codes() throws -> [String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let register = root.appending(path: "Sources/FeatureModel/Fault/FaultCode.swift")
        let text = try String(contentsOf: register, encoding: .utf8)
        let found = text.matches(of: /FaultCode\("([a-z.-]+)", \./).map { String($0.1) }
        return found + FaultCode.server.map(\.name)
    }

    @Test func `Every code has a title of its own in every language`() throws {
        let codes = try Self.codes()
        #expect(codes.count > 40)
        for code in codes {
            let title = ProblemTitles.register[code]
            for language in Language.allCases {
                #expect(
                    title?.texts[language]?.isEmpty == false, "\(code) has no title in \(language.rawValue)")
            }
        }
    }

    @Test func `Titles follow the reader's language, in JSON and on pages`() throws {
        let town = try HTTPTown()
        for (language, word) in [("ar", "وسيط"), ("en", "Invalid parameter"), ("tr", "Geçersiz")] {
            let json = town.get("/echo?x=1", headers: [("Accept-Language", language)])
            #expect(String(decoding: try json.bytes(), as: UTF8.self).contains(word))
            let page = town.get("/echo?x=1&lang=\(language)", headers: [("Accept", NegotiationTests.browser)])
            let html = String(decoding: try page.bytes(), as: UTF8.self)
            #expect(page["content-type"]?.hasPrefix("text/html") == true)
            #expect(html.contains(word) && html.contains("dir=\"\(language == "ar" ? "rtl" : "ltr")\""))
        }
    }

    @Test func `A page repeats nothing a browser would take for its own`() throws {
        let answer = try HTTPTown().get("/echo?%3Cscript%3E=1", headers: [("Accept", "text/html")])
        let html = String(decoding: try answer.bytes(), as: UTF8.self)
        #expect(!html.contains("<script>") && html.contains("&lt;script&gt;"))
    }

    @Test(arguments: [("", 500), ("busy", 503), ("columns", 500), ("foreign", 500)])
    func `What fails inside tells the client nothing and the log everything`(_ how: String, _ status: Int)
        throws
    {
        let answer = try HTTPTown().get("/broken?how=\(how)")
        let text = String(decoding: try answer.bytes(), as: UTF8.self)
        #expect(answer.status == status)
        for secret in ["/srv", "SELECT", "sqlite", "Cocoa", "columns.damaged", "store."] {
            #expect(!text.contains(secret), "\(text)")
        }
        #expect(answer.defect?.isEmpty == false)
        #expect(text.contains("0123456789abcdef"))
        #expect((answer["retry-after"] != nil) == (status == 503))
    }

    @Test func `Remedies for the command line are not told to clients`() throws {
        let fault = Fault(.optionInvalid, "Wrong.", remedy: "Use --audience exact.")
        #expect(Problem(fault, isQuery: true).detail == "Wrong.")
        let other = Fault(.optionInvalid, "Wrong.", remedy: "Shorten it.")
        #expect(Problem(other, isQuery: true).detail == "Wrong. Shorten it.")
    }

    @Test func `A wrong address is a bad request, a wrong body says what kind of wrong`() {
        for code in [
            FaultCode.gridTooLarge, .geometryInvalid, .filterTooExpensive, .fileUnsupported, .fileMalformed,
        ] {
            #expect(Problem(Fault(code, "x"), isQuery: true).status == 400)
        }
        #expect(Problem(Fault(.geometryInvalid, "x"), isQuery: false).status == 422)
        #expect(Problem(Fault(.releaseRefused, "x"), isQuery: true).status == 403)
    }
}
