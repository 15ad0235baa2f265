import TabaqaFeatureModel

@testable import TabaqaRendering

extension Fixtures {
    static let languages = Language.allCases

    /// Two squares side by side of 1 km each.
    static func areas(_ names: [String] = ["Kale", "Onur"]) throws -> Released<FeatureBatch> {
        var batch = try shapes(
            [.polygon([square(0, 0, 1000)]), .polygon([square(1000, 0, 1000)])], crs: .webMercator
        ).value
        batch.columns = [
            NamedColumn(name: "name", type: .string, values: .text(TextColumn(names.map { $0 })))
        ]
        return try release(batch)
    }

    /// The two squares with a rate each, and the row of those in neither.
    static func rates(_ rates: [Double]) throws -> Released<JoinTable> {
        let areas = try areas().value
        var table = areas
        table.ids.append("unassigned")
        table.geometry = .shapes([areas.geometry[0], areas.geometry[1], nil])
        table.flags.append([])
        table.columns[0].values.append(.null)
        table.columns.append(
            NamedColumn(name: "rate_population", type: .decimal, values: .decimal(rates + [.nan])))
        return try join(table, measures: ["rate_population"])
    }

    static func sheet(
        _ kind: SheetContent.Kind, _ language: Language, outlines: Released<FeatureBatch>? = nil
    ) -> SheetContent {
        SheetContent(
            kind: kind, language: language, title: layer().title[language],
            department: department.title[language], city: language == .ar ? "غازي عنتاب" : "Gaziantep",
            outlines: outlines, labelProperty: "name", measureLabel: language == .tr ? "Nüfus" : "Population",
            metersPerUnit: 0.8, printedOn: CivilDate(daysSince1970: 20_000))
    }

    /// A bump in the middle of a square kilometre-and-a-half.
    static func bump(_ height: Float = 50, hole: Bool = false) throws -> Released<DensityGrid> {
        var values: [Float] = []
        for row in 0..<60 {
            for column in 0..<60 {
                let distance = Float((row - 30) * (row - 30) + (column - 30) * (column - 30))
                values.append(hole && distance < 100 ? .nan : max(0, height * (1 - distance / 900)))
            }
        }
        return try grid(values, columns: 60, cell: 25)
    }
}
