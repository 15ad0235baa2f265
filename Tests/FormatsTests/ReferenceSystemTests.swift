import Foundation
import Testing

@Suite("A reference system is known for sure or not at all")
struct ReferenceSystemTests {
    /// Codes in use from Turkey to Jordan, among them those whose first axis points north.
    static let codes = [
        4326, 3857, 32636, 32637, 2319, 2322, 2325, 5253, 5256, 5259, 5269, 5272, 23036, 23037, 28191, 28193,
        2039,
        22770, 22780, 5252, 4230, 4281,
    ]

    private func stream(_ code: Int) throws -> Data {
        try TextSequence.data([
            [
                "tabaqa": "header", "name": "a", "geometryType": "Point", "crs": "EPSG:\(code)",
                "fields": [["name": "a", "type": "string"]],
            ],
            [
                "type": "Feature", "geometry": ["type": "Point", "coordinates": [10.5, 20.25]],
                "properties": ["a": "x"],
            ],
            ["tabaqa": "end", "count": 1],
        ])
    }

    @Test("The code and the order of axes survive a file", arguments: codes, ["a.shp", "a.gpkg"])
    func roundTrip(_ code: Int, _ name: String) throws {
        let folder = try TemporaryFolder()
        let file = folder.path(name)
        let format = name.hasSuffix("shp") ? "ESRI Shapefile" : "GPKG"
        let written = try FormatsProgram.run("write", file, "--format", format, input: try stream(code))
        #expect(written.status == 0, "\(written.errorOutput)")
        let records = try FormatsProgram.run("read", file).records
        #expect(records.header["crs"] as? String == "EPSG:\(code)")
        let point = (records.features.first?["geometry"] as? [String: Any])?["coordinates"] as? [Double]
        #expect(point == [10.5, 20.25])
    }

    static let utm = """
        PROJCS["WGS_1984_UTM_Zone_37N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,\
        298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],\
        PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],\
        PARAMETER["Central_Meridian",39.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],\
        UNIT["Meter",1.0]]
        """

    @Test(
        "WKT and CRS84 are taken, other words are not",
        arguments: [
            (utm, "EPSG:32637"), ("OGC:CRS84", "EPSG:4326"), ("EPSG:999999", nil), ("/etc/hostname", nil),
            ("http://localhost/crs", nil), ("EPSG:4326+5773", nil), ("PROJCS[", nil),
        ] as [(String, String?)])
    func names(_ given: String, _ code: String?) throws {
        let folder = try TemporaryFolder()
        let file = folder.path("a.gpkg")
        let stream = try TextSequence.data([
            ["tabaqa": "header", "name": "a", "geometryType": "Point", "crs": given, "fields": [] as [Any]],
            ["tabaqa": "end", "count": 0],
        ])
        let run = try FormatsProgram.run("write", file, "--format", "GPKG", input: stream)
        #expect(run.status == (code == nil ? 65 : 0), "\(run.errorOutput)")
        if code == nil { return #expect(try folder.names == []) }
        #expect(try FormatsProgram.run("read", file).records.header["crs"] as? String == code)
    }

    @Test("A definition that only resembles a known system gets no code")
    func changedDefinition() throws {
        let folder = try TemporaryFolder()
        let file = folder.path("a.shp")
        #expect(
            try FormatsProgram.run("write", file, "--format", "ESRI Shapefile", input: try stream(32637))
                .status == 0)
        let changed = Self.utm.replacingOccurrences(of: "39.0", with: "38.0")
        let lying = String(changed.dropLast()) + ",AUTHORITY[\"EPSG\",\"32637\"]]"
        for (text, code) in [(Self.utm, "EPSG:32637"), (changed, nil), (lying, nil)] {
            _ = try folder.write(Data(text.utf8), as: "a.prj")
            let header = try FormatsProgram.run("read", file).records.header
            #expect(header["crs"] as? String == code)
            #expect((header["crsWkt"] as? String)?.hasPrefix("PROJCRS[") == true)
        }
        _ = try folder.write(Data("not a definition".utf8), as: "a.prj")
        let header = try FormatsProgram.run("read", file).records.header
        #expect(header["crs"] is NSNull && header["crsWkt"] is NSNull)
    }
}
