import Foundation
import TabaqaColumns
import TabaqaFeatureModel
import Testing

@testable import TabaqaAnalysis

/// Annex A of OGC 21-065r2: every predicate on the OGC's own data.
@Suite(.enabled(if: CQL2StandardData.isThere, CQL2StandardData.absence)) struct CQL2StandardTests {
    /// What the data itself contradicts (opengeospatial/ogcapi-features issue 1011): three places begin with
    /// “Ch”, and one place begins with “Chiș”.
    private static let errata: [String: Int] = [
        "ACCENTI(name) LIKE accenti('Ch%')": 3,
        "ACCENTI(CASEI(name)) LIKE accenti(casei('Chiș%'))": 1,
        "ACCENTI(CASEI(name)) LIKE accenti(casei('cHis%'))": 1,
    ]

    @Test func `each of the 274 predicates finds the features the standard expects`() throws {
        let predicates = try CQL2StandardData.predicates()
        #expect(predicates.count == 274)
        let clock = try ZoneClock(zone: "UTC")
        for (collection, tests) in Dictionary(grouping: predicates, by: \.collection) {
            let fixture = try CQL2StandardData.columns(collection)
            for test in tests {
                do {
                    let filter = try CQL2Text.parse(test.filter, for: fixture.columns.layer, clock: clock)
                    let found = try SelectionEvaluator.evaluate(
                        Selection(filter: filter), columns: fixture.columns)
                    let expected = Self.errata[test.filter] ?? test.expected
                    #expect(found.used == expected, "\(test.file): \(test.filter)")
                } catch {
                    Issue.record("\(test.filter): \(error)")
                }
            }
        }
    }
}
