import Foundation
import TabaqaExchange
import TabaqaFeatureModel
import Testing

struct LayerProposalTests {
    static let city = CityDefinition(
        name: LocalizedText([.tr: "Gaziantep"]), languages: [.ar, .tr, .en], zone: "Europe/Istanbul",
        metricCRS: CRS(epsg: 32637))

    static func propose(_ open: () throws -> any RecordReader, dates: [DateOrder] = DateOrder.unmistakable)
        throws
        -> LayerProposal
    {
        try LayerProposal.propose(
            id: "new-layer", department: "fire", reader: open(), city: city, dates: dates)
    }

    /// Rows that the proposed layer takes of the file it was proposed from.
    static func imported(
        _ layer: LayerDefinition, _ open: () throws -> any RecordReader, dates: [DateOrder]
    ) throws -> (kept: Int, violations: [Violation]) {
        let reader = try open()
        var options = DecodeOptions(zone: city.zone)
        options.dates = dates
        var decoder = try RecordDecoder(layer: layer, options: options, crs: reader.crs ?? layer.crs)
        var kept = 0
        var violations: [Violation] = []
        while let batch = try reader.next() {
            let result = try decoder.decode(batch)
            kept += result.observations.rows.count
            violations += result.violations
        }
        return (kept, violations)
    }

    @Test func typesKeyTimeAndCodesAreGuessed() throws {
        var text = "Olay No,Bildirim Tarihi,TÜR,Zarar,Ekip,Posta Kodu,Açıklama,الملاحظات,id,lon,lat\n"
        for index in 0..<60 {
            text +=
                "F\(index),2024-01-0\(index % 9 + 1) 10:00,\(index % 2 == 0 ? "Bina" : "Araç"),\(index).5,"
            text += "\(index % 7),0\(2700 + index),not \(index),x\(index),\(index + 5),37.\(index),37.1\n"
        }
        let open = {
            try PlacedReader(CSVReader(bytes: Array(text.utf8)), file: "t.csv", options: ReadOptions())
        }
        let proposal = try Self.propose(open)
        let layer = proposal.definition
        #expect(layer.geometry == .point)
        #expect(layer.crs == .wgs84)
        #expect(layer.kind == .observation)
        #expect(layer.time?.property == "bildirim_tarihi")
        #expect(
            layer.properties.map(\.name) == [
                "olay_no", "bildirim_tarihi", "tur", "zarar", "ekip", "posta_kodu", "aciklama", "almlahzat",
                "source_id",
            ])
        #expect(
            layer.properties.map(\.type) == [
                .string, .dateTime, .code, .decimal, .integer, .string, .string, .string, .integer,
            ])
        #expect(Set(layer.properties[2].codes.map(\.code)) == ["bina", "arac"])
        #expect(["olay_no", "source_id"].contains(layer.key))
        #expect(proposal.comments["properties.tur"]?.hasPrefix("Guessed") == true)
        let result = try Self.imported(layer, open, dates: DateOrder.unmistakable)
        #expect(result.kept == 60)
    }

    static let files = [
        "pittsburgh/Fire_Incidents.csv", "pittsburgh/property_tax_delinquency.csv",
        "baltimore_311/311_sample.csv",
        "boston_migrant_services/msm-providers.csv", "lebanon_nh_tax/parcels.csv", "lebanon_nh_tax/land.csv",
        "gaziantep_rescue/kurtarma_olaylari.csv", "turkey_closed_neighbourhoods/Kapali-Mahalleler.csv",
        "palestine/known_locations.json", "palestine/closurepoints_811.geojson", "palestine/admin2.geojson",
        "turkey_mahalle/gaziantep_mahalle.geojson", "pittsburgh/Neighborhoods_with_SNAP_Data.csv",
    ]

    @Test(.enabled(if: SharedData.has("data"), "the real data is absent"), arguments: files)
    func aProposalTakesTheVeryFileItWasMadeFrom(_ file: String) throws {
        let dates: [DateOrder] = [.iso, .dotted, .monthFirst]
        let open = {
            try RecordSource.open(
                path: SharedData.path("data/" + file), languages: [.ar, .tr, .en], formatsExecutable: "")
        }
        let layer = try Self.propose(open, dates: dates).definition
        #expect(layer.properties.allSatisfy { DefinitionNames.problem(property: $0.name) == nil })
        let result = try Self.imported(layer, open, dates: dates)
        #expect(result.kept > 0)
        #expect(
            result.violations.allSatisfy { $0.reason == .noCoordinates }, "\(result.violations.prefix(3))")
    }
}
