import Foundation
import Testing

@Suite("A GeoTIFF is what GDAL's own tools say it should be")
struct RasterTests {
    static let width = 300
    static let height = 270

    static let header = """
        {"tabaqa":"raster","width":300,"height":270,"geotransform":[355000,100,0,4102000,0,-100],\
        "crs":"EPSG:32637","nodata":"nan","description":"density","unit":"1/km²",\
        "metadata":{"KERNEL":"quartic","BANDWIDTH":"500 m"}}

        """

    /// Each value tells its row and column; the westmost ten columns have none.
    static func input(bytes limit: Int = .max) -> Data {
        var data = Data(header.utf8)
        var values: [UInt32] = []
        for row in 0..<height {
            for column in 0..<width {
                let value: Float = column < 10 ? .nan : Float(row * 1000 + column)
                values.append(value.bitPattern.littleEndian)
            }
        }
        values.withUnsafeBytes { data.append(contentsOf: $0.prefix(limit)) }
        return data
    }

    @Test("Values, place, unit, no-data and metadata arrive")
    func contents() throws {
        let folder = try TemporaryFolder()
        let file = folder.path("density.tif")
        let run = try FormatsProgram.run("write", file, "--format", "GeoTIFF", input: Self.input())
        #expect(run.status == 0, "\(run.errorOutput)")
        let info = try FormatsProgram.oracle("gdalinfo", file)
        for expected in [
            "Size is 300, 270", "ID[\"EPSG\",32637]", "Origin = (355000.0", "Pixel Size = (100.0",
            "Type=Float32",
            "NoData Value=nan", "Unit Type: 1/km²", "KERNEL=quartic", "BANDWIDTH=500 m",
            "COMPRESSION=DEFLATE",
            "AREA_OR_POINT=Area", "Description = density",
        ] { #expect(info.contains(expected), "\(expected)") }
        for (column, row) in [(10, 0), (299, 0), (150, 255), (150, 256), (299, 269)] {
            let value = try FormatsProgram.oracle("gdallocationinfo", "-valonly", file, "\(column)", "\(row)")
            #expect(
                Double(value.trimmingCharacters(in: .whitespacesAndNewlines)) == Double(row * 1000 + column))
        }
        #expect(try folder.names == ["density.tif"])
    }

    @Test("The same values give the same bytes")
    func sameBytes() throws {
        let folder = try TemporaryFolder()
        for name in ["a.tif", "b.tif"] {
            let run = try FormatsProgram.run(
                "write", folder.path(name), "--format", "GeoTIFF", input: Self.input())
            #expect(run.status == 0)
        }
        let bytes = try ["a.tif", "b.tif"].map { try Data(contentsOf: folder.url.appendingPathComponent($0)) }
        #expect(bytes[0] == bytes[1])
    }

    @Test("Too few values, too many, or a header that lies leave no file")
    func wrongLength() throws {
        let folder = try TemporaryFolder()
        let huge = Self.header.replacingOccurrences(of: "\"width\":300", with: "\"width\":3000000000")
        for input in [
            Self.input(bytes: 100_000), Self.input() + Data([0]), Data(huge.utf8), Data("{}\n".utf8), Data(),
        ] {
            let run = try FormatsProgram.run(
                "write", folder.path("a.tif"), "--format", "GeoTIFF", input: input)
            #expect(run.status == 65 && !run.crashed, "\(run.errorOutput)")
            #expect(try folder.names == [])
        }
    }
}
