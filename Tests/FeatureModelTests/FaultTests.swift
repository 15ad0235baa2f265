import TabaqaFeatureModel
import Testing

@Suite struct FaultTests {
    @Test func `a fault says where, what and what to do`() {
        let fault = Fault(
            .fileMalformed, "Broken.", at: Fault.Place(file: "a.csv", line: 3, column: 7, row: 2, field: "x"),
            remedy: "Mend it.")
        #expect(fault.description == "a.csv:3:7, row 2, “x”: Broken. Mend it.")
        #expect(Fault(.fileMalformed, "Broken.").description == "Broken.")
    }

    @Test func `exit codes follow sysexits`() {
        let codes: [FaultKind: Int32] = [
            .usage: 64, .malformed: 65, .invalid: 65, .conflict: 65, .tooLarge: 65, .missing: 66,
            .unsupported: 69, .defect: 70, .cannotCreate: 73, .unavailable: 75, .unauthenticated: 77,
            .forbidden: 77, .misconfigured: 78, .gone: 66, .preconditionFailed: 65, .preconditionRequired: 65,
            .full: 75,
        ]
        #expect(codes.count == FaultKind.allCases.count)
        for (kind, code) in codes { #expect(kind.exitCode == code) }
        for kind in FaultKind.allCases { #expect((400...599).contains(kind.httpStatus)) }
    }

    @Test func `flags have one name each`() {
        let names = FeatureFlags.names
        #expect(Set(names.map(\.name)).count == names.count)
        #expect(names.map(\.flag.rawValue) == names.indices.map { UInt32(1) << UInt32($0) })
        #expect(FeatureFlags.review.isDisjoint(with: FeatureFlags(rawValue: 0xFFFF)))
        #expect(FeatureFlags([.wholeDegrees, .nullIsland]).names == ["null-island", "whole-degrees"])
    }

    @Test func `a catalog names the layers there are`() {
        let city = CityDefinition(
            name: LocalizedText([:]), languages: [.en], zone: "UTC", metricCRS: .webMercator)
        let catalog = LayerCatalog(city: city, departments: [], layers: [])
        let fault = #expect(throws: Fault.self) { try catalog.layer("x") }
        #expect(fault?.code == .layerUnknown)
        #expect(LocalizedText([.ar: "ع", .tr: "t"])[.en] == "ع")
        #expect(LocalizedText([.en: "e", .tr: "t"])[.ar] == "e" && LocalizedText([:])[.ar] == "")
    }
}
