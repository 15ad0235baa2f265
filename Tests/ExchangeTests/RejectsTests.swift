import Foundation
import TabaqaExchange
import TabaqaFeatureModel
import Testing

struct RejectsTests {
    @Test func rejectedRowsAreListedAsATableThatReadsBack() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let value = "a \"quoted\", text\nof two lines"
        try RejectsWriter.write(
            [
                Violation(row: 3, reason: .badDate, column: "Tarih, saat", value: value),
                Violation(row: 9, reason: .noCoordinates),
            ], to: path)
        let reader = try CSVReader(path: path)
        #expect(reader.names == ["row", "reason", "column", "value"])
        let batch = try #require(try reader.next())
        #expect(batch.cells.map { $0[0] } == ["3", "bad-date", "Tarih, saat", value])
        #expect(batch.cells.map { $0[1] } == ["9", "no-coordinates", "", ""])
    }

    @Test func aPlaceThatCannotBeWrittenIsAFault() {
        let fault = #expect(throws: Fault.self) { try RejectsWriter.write([], to: "/nowhere/at/all.csv") }
        #expect(fault?.code == .fileUnwritable)
    }
}
