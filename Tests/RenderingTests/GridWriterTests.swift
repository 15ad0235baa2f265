import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaRendering

@Suite struct GridWriterTests {
    static let values: [Float] = [0, 0.1, .nan, 3.25, 1e-20, 123_456.79]

    @Test func `cells come as centres and values, northmost row first`() throws {
        let sink = MemorySink()
        try GridWriter.csv(try Fixtures.grid(Self.values, columns: 3), to: sink)
        let rows = CSVWriterTests.rows(sink.bytes)
        #expect(rows[0] == ["x", "y", "value"])
        #expect(rows[1] == ["4160050", "4449950", "0"])
        #expect(rows[4] == ["4160050", "4449850", "3.25"])
        let read = rows.dropFirst().map { Float($0[2]) ?? -1 }
        for (value, readBack) in zip(Self.values, read) {
            #expect(value.isNaN ? readBack.isNaN : value == readBack)
        }
    }

    @Test func `cells come as polygons in longitude and latitude, without those that have no data`() throws {
        let sink = MemorySink()
        try GridWriter.geojson(try Fixtures.grid(Self.values, columns: 3), to: sink) { position in
            Position(x: (position.x - 4_160_000) / 1000, y: (position.y - 4_450_000) / 1000)
        }
        let collection = try Fixtures.json(sink.bytes)
        let features = try #require(collection["features"] as? [[String: Any]])
        #expect(features.count == 5 && collection["unit"] as? String == "events/km²")
        let values = features.compactMap { ($0["properties"] as? [String: Any])?["value"] as? Double }
        #expect(values.map { Float($0) } == Self.values.filter { !$0.isNaN })
        let last = try #require((features[4]["geometry"] as? [String: Any])?["coordinates"] as? [[[Double]]])
        #expect(last[0] == [[0.2, -0.2], [0.3, -0.2], [0.3, -0.1], [0.2, -0.1], [0.2, -0.2]])
    }

    @Test func `the raster stream has a line of JSON and the floats as they are`() throws {
        let raster = try GridWriter.raster(try Fixtures.grid(Self.values, columns: 3))
        let header = try Fixtures.json(raster.header)
        #expect(raster.header.last == 0x0A && raster.header.dropLast().allSatisfy { $0 != 0x0A })
        #expect(header["tabaqa"] as? String == "raster" && header["crs"] as? String == "EPSG:3857")
        #expect(header["width"] as? Int == 3 && header["height"] as? Int == 2)
        #expect(header["geotransform"] as? [Double] == [4_160_000, 100, 0, 4_450_000, 0, -100])
        #expect(header["nodata"] as? String == "nan" && header["unit"] as? String == "events/km²")
        let metadata = try #require(header["metadata"] as? [String: String])
        #expect(metadata["kernel"] == "quartic" && metadata["left_out_suspect_place"] == "3")
        let floats = stride(from: 0, to: raster.values.count, by: 4).map { start in
            Float(
                bitPattern: (0..<4).reduce(UInt32(0)) {
                    $0 | UInt32(raster.values[start + $1]) << (8 * UInt32($1))
                })
        }
        #expect(floats.map(\.bitPattern) == Self.values.map(\.bitPattern))
    }
}
