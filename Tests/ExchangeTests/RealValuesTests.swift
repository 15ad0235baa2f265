import TabaqaExchange
import TabaqaFeatureModel
import Testing

/// Values of real files, typed; instants were worked out apart from the code.
struct RealValuesTests {
    static func decode(
        _ file: String, _ properties: [PropertyDefinition], dates: [DateOrder], encoding: TextEncoding? = nil
    ) throws -> (features: [FeatureBatch], violations: [Violation]) {
        let layer = LayerDefinition(
            id: "l", department: "d", title: DecoderTests.label("l"), kind: .observation, geometry: .none,
            sensitivity: .internal, properties: properties)
        var options = ReadOptions()
        options.encoding = encoding
        let reader = try RecordSource.open(
            path: SharedData.path(file), options: options, languages: [.tr], formatsExecutable: "")
        var decoding = DecodeOptions(zone: "Europe/Istanbul")
        decoding.dates = dates
        var decoder = try RecordDecoder(layer: layer, options: decoding, crs: .wgs84)
        var features: [FeatureBatch] = []
        var violations: [Violation] = []
        while let batch = try reader.next() {
            let result = try decoder.decode(batch)
            features.append(result.observations.features)
            violations += result.violations
        }
        return (features, violations)
    }

    @Test(.enabled(if: SharedData.has("data"), "the real data is absent"))
    func bothWaysOfWritingDatesInTheRescueEventsAreRead() throws {
        let result = try Self.decode(
            "data/gaziantep_rescue/kurtarma_olaylari.csv",
            [
                PropertyDefinition(
                    name: "at", type: .dateTime, label: DecoderTests.label("Reported", "Bildirim Tarihi")),
                PropertyDefinition(
                    name: "place", type: .string, label: DecoderTests.label("Place", "Mahalle")),
            ], dates: DateOrder.unmistakable)
        #expect(result.violations.isEmpty, "\(result.violations.prefix(3))")
        let times = result.features.flatMap { batch in (0..<batch.count).map { batch.columns[0].values[$0] } }
        #expect(times.count == 20177)
        // 6.02.2024 at midnight in Istanbul, UTC+3.
        #expect(times.first == .instant(1_707_166_800_000))
        #expect(times.allSatisfy { !$0.isNull })
    }

    @Test(.enabled(if: SharedData.has("data"), "the real data is absent"))
    func datesOfTheAmericanCallsNeedTheirOrderSaid() throws {
        let property = PropertyDefinition(
            name: "created", type: .dateTime, label: DecoderTests.label("CreatedDate"))
        let file = "data/baltimore_311/311_sample.csv"
        let unsaid = try Self.decode(file, [property], dates: DateOrder.unmistakable)
        #expect(unsaid.violations.count == 10000)
        let said = try Self.decode(file, [property], dates: [.monthFirst])
        #expect(said.violations.isEmpty)
        // 04/12/2018 11:11:26 AM in Istanbul, UTC+3.
        #expect(said.features.first?.columns[0].values[0] == .instant(1_523_520_686_000))
    }

    @Test(.enabled(if: SharedData.has("data"), "the real data is absent"))
    func turkishNamesOfALegacyTableAreRight() throws {
        let result = try Self.decode(
            "data/derived_encodings/gaziantep_mahalle_centroids_decimalcomma_semicolon_cp1254.csv",
            [PropertyDefinition(name: "name", type: .string, label: DecoderTests.label("name"))],
            dates: DateOrder.unmistakable, encoding: .windows1254)
        let names = result.features.flatMap { batch in (0..<batch.count).map { batch.columns[0].values[$0] } }
        #expect(names.contains(.text("Eyüpoğlu Mh.")))
        #expect(names.contains(.text("Şahveli Mh.")))
    }
}
