import TabaqaExchange
import TabaqaFeatureModel
import Testing

struct RealFilesTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var file: String
        var rows: Int
        var places: Int?
        var options: @Sendable (inout ReadOptions) -> Void = { _ in }
        var testDescription: String { file }
    }

    static let cases: [Case] = [
        Case(file: "data/pittsburgh/Fire_Incidents.csv", rows: 8945, places: 8945 - 803),
        Case(file: "data/pittsburgh/property_tax_delinquency.csv", rows: 16948, places: 16948 - 80),
        Case(
            file: "data/pittsburgh/Non-Traffic_Citations.csv", rows: 13868, places: 13868,
            options: { $0.crs = .wgs84 }),
        Case(file: "data/pittsburgh/Neighborhoods_with_SNAP_Data.csv", rows: 90, places: nil),
        Case(file: "data/baltimore_311/311_sample.csv", rows: 10000, places: 10000 - 590),
        Case(file: "data/boston_migrant_services/msm-providers.csv", rows: 277, places: 267),
        Case(file: "data/lebanon_nh_tax/parcels.csv", rows: 5660, places: nil),
        Case(file: "data/lebanon_nh_tax/land.csv", rows: 7764, places: nil),
        Case(file: "data/lebanon_nh_tax/buildings.csv", rows: 5970, places: nil),
        Case(file: "data/gaziantep_rescue/kurtarma_olaylari.csv", rows: 20177, places: nil),
        Case(file: "data/turkey_closed_neighbourhoods/Kapali-Mahalleler.csv", rows: 1169, places: nil),
        Case(file: "data/turkey_closed_neighbourhoods/Mahalleler.csv", rows: 49597, places: nil),
        Case(file: "data/turkey_closed_neighbourhoods/Exported_Data.csv", rows: 1169, places: nil),
        Case(
            file: "data/derived_encodings/gaziantep_mahalle_centroids_decimalcomma_semicolon_cp1254.csv",
            rows: 784, places: 784, options: { $0.encoding = .windows1254 }),
        Case(file: "data/palestine/known_locations.json", rows: 1443, places: 1443),
        Case(file: "data/palestine/unrwa-refugees.json", rows: 75, places: nil),
        Case(file: "data/palestine/closurepoints_811.geojson", rows: 811, places: 811),
        Case(file: "data/palestine/admin1.geojson", rows: 2, places: 2),
        Case(file: "data/palestine/admin2.geojson", rows: 16, places: 16),
        Case(file: "data/palestine/oslo.geojson", rows: 8, places: 8),
        Case(file: "data/palestine/roads_accessibility_2025.geojson", rows: 6, places: 6),
        Case(file: "data/turkey_mahalle/gaziantep_mahalle.geojson", rows: 784, places: 784),
        Case(file: "data/turkey_mahalle/se_turkey_ilce.geojson", rows: 68, places: 68),
        Case(file: "data/pittsburgh/neighborhoods.geojson", rows: 90, places: 90),
        Case(file: "data/boston_migrant_services/boston_neighbourhoods.geojson", rows: 26, places: 26),
        Case(file: "data/gaziantep_rescue/districts.geojson", rows: 9, places: 9),
    ]

    @Test(.enabled(if: SharedData.has("data"), "the real data is absent"), arguments: cases)
    func aFileHasTheRowsAndPlacesItsSourceSays(_ example: Case) throws {
        var options = ReadOptions()
        example.options(&options)
        let reader = try RecordSource.open(
            path: SharedData.path(example.file), options: options, languages: [.ar, .tr, .en],
            formatsExecutable: "")
        var rows = 0
        var places = 0
        while let batch = try reader.next() {
            #expect(batch.cells.allSatisfy { $0.count == batch.count })
            rows += batch.count
            if let geometry = batch.geometry {
                #expect(geometry.count == batch.count)
                places += (0..<geometry.count).count { geometry[$0] != nil }
            }
        }
        #expect(rows == example.rows)
        #expect(reader.hasGeometry == (example.places != nil))
        if let expected = example.places {
            #expect(places == expected)
            #expect(reader.crs == .wgs84)
        }
    }
}
