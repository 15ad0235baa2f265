import Foundation
import TabaqaColumns
import TabaqaEngine
import TabaqaFeatureModel
import Testing

/// The column file an import leaves is the one a scan of the store would give.
@Suite struct ColumnDraftTests {
    private static func csv(_ numbers: Range<Int>) -> String {
        var text = "number,at,severity,place,lon,lat\n"
        for number in numbers {
            // A lattice in scrambled order; every third row lacks its severity, every fifth its place.
            let cell = number * 7919 % 40_009
            text += "N-\(number),2024-03-\(10 + number % 20)T0\(number % 10):30:00Z,"
            text +=
                "\(number % 3 == 0 ? "" : String(number % 5)),\(number % 5 == 0 ? "" : "Çarşı \(number % 9)"),"
            text += "\(37.3 + Double(cell % 200) / 2000),\(37.0 + Double(cell / 200) / 4000)\n"
        }
        return text
    }

    private func features(_ columns: LayerColumns) throws -> [String: Feature] {
        let batch = try columns.materialize(0..<columns.count)
        return Dictionary(
            uniqueKeysWithValues: (0..<batch.count).map {
                (batch.ids[$0] ?? "", batch.feature($0, revision: 0))
            })
    }

    @Test("many rows into an empty layer leave their columns behind, equal to those of a scan")
    func draft() throws {
        let city = try EngineCity()
        try city.write(Self.csv(0..<25_000), to: "many.csv")
        let report = try city.load("events", "many.csv")
        #expect(report.inserted == 25_000)
        let shelf = city.engine.columns
        let made = try ColumnFile.open(at: try shelf.path(of: EngineCity.events), layer: EngineCity.events)
        #expect(made.revision == report.revision)
        let ofImport = try features(made)
        let ofScan = try features(shelf.rebuild(EngineCity.events))
        #expect(ofImport.count == 25_000)
        #expect(ofImport == ofScan)
        let left = try FileManager.default.contentsOfDirectory(atPath: shelf.directory)
        #expect(left.filter { $0.contains("draft") } == [])
    }

    @Test("a second import leaves no columns that lack the first one's rows")
    func second() throws {
        let city = try EngineCity()
        try city.write(Self.csv(0..<300), to: "few.csv")
        try city.write(Self.csv(300..<25_300), to: "many.csv")
        try city.load("events", "few.csv")
        try city.load("events", "many.csv")
        #expect(try city.engine.columns.open(EngineCity.events).count == 25_300)
    }
}
