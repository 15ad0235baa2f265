import TabaqaExchange
import TabaqaFeatureModel
import Testing

struct JSONTests {
    static let folder = "fixtures/JSONTestSuite/test_parsing"

    @Test(.enabled(if: SharedData.has(folder), "JSONTestSuite is absent"))
    func everyGoodCaseIsAcceptedAndEveryBadOneRefused() throws {
        let files = try SharedData.files(in: Self.folder, ending: ".json")
        var counts: [Character: Int] = [:]
        for file in files {
            let bytes = try SharedData.bytes(file)
            let kind = try #require(file.split(separator: "/").last?.first)
            counts[kind, default: 0] += 1
            let isAccepted = (try? JSONText.validate(bytes)) != nil
            if kind == "y" { #expect(isAccepted, "\(file)") }
            if kind == "n" { #expect(!isAccepted, "\(file)") }
        }
        #expect(counts == ["y": 95, "n": 188, "i": 35])
    }

    @Test func aFaultNamesLineAndColumn() throws {
        let fault = #expect(throws: Fault.self) { try JSONText.validate(Array("{\n  \"a\": tru\n}".utf8)) }
        #expect(fault?.place?.line == 2)
        #expect(fault?.place?.column == 11)
        #expect(fault?.code == .fileMalformed)
    }
}
