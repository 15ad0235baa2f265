import TabaqaFeatureModel
import TabaqaTopology
import Testing

@Suite struct CRSIdentifierTests {
    @Test(
        "reads every spelling of a code",
        arguments: [
            ("4326", "EPSG:4326"), ("EPSG:5256", "EPSG:5256"), ("epsg:32637", "EPSG:32637"),
            (" EPSG:28191\n", "EPSG:28191"), ("CRS84", "EPSG:4326"), ("OGC:CRS84", "EPSG:4326"),
            ("urn:ogc:def:crs:EPSG::32637", "EPSG:32637"), ("urn:ogc:def:crs:EPSG:9.1:3857", "EPSG:3857"),
            ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"), ("urn:x-ogc:def:crs:EPSG:5256", "EPSG:5256"),
            ("http://www.opengis.net/def/crs/EPSG/0/3857", "EPSG:3857"),
            ("https://www.opengis.net/def/crs/EPSG/0/28191", "EPSG:28191"),
            ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "EPSG:4326"),
            ("http://www.opengis.net/gml/srs/epsg.xml#4326", "EPSG:4326"), ("900913", "EPSG:3857"),
            ("ESRI:102100", "EPSG:3857"), ("ESRI:102028", "ESRI:102028"),
        ])
    func spelling(text: String, definition: String) throws {
        #expect(try CRSIdentifier.parse(text).definition == definition)
    }

    @Test(
        "recognises the WKT of a .prj file",
        arguments: [
            (
                """
                PROJCS["Palestine_1923_Palestine_Grid",GEOGCS["GCS_Palestine_1923",DATUM["D_Palestine_1923",\
                SPHEROID["Clarke_1880_Benoit",6378300.789,293.466315538981]],PRIMEM["Greenwich",0.0],\
                UNIT["Degree",0.0174532925199433]],PROJECTION["Cassini"],PARAMETER["False_Easting",170251.555],\
                PARAMETER["False_Northing",126867.909],PARAMETER["Central_Meridian",35.2120805555556],\
                PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",31.7340969444444],UNIT["Meter",1.0]]
                """, "EPSG:28191"
            ),
            (
                """
                PROJCS["TUREF_TM36",GEOGCS["GCS_TUREF",DATUM["D_Turkish_National_Reference_Frame",\
                SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],\
                UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],\
                PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],\
                PARAMETER["Central_Meridian",36.0],PARAMETER["Scale_Factor",1.0],\
                PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]
                """, "EPSG:5256"
            ),
            (
                """
                GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],\
                PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]
                """, "EPSG:4326"
            ),
        ])
    func wkt(text: String, definition: String) throws {
        #expect(try CRSIdentifier.parse(text).definition == definition)
    }

    @Test func `keeps the WKT of a CRS without a code`() throws {
        let text = """
            PROJCS["Town grid",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],\
            PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],\
            PARAMETER["latitude_of_origin",37],PARAMETER["central_meridian",37.38],PARAMETER["scale_factor",1],\
            PARAMETER["false_easting",1000],PARAMETER["false_northing",2000],UNIT["metre",1]]
            """
        let crs = try CRSIdentifier.parse(text)
        #expect(crs.definition == text)
        let origin = try CoordinateTransform(from: crs, to: .wgs84).transform(Position(x: 1000, y: 2000))
        #expect(abs((origin?.x ?? 0) - 37.38) < 1e-9 && abs((origin?.y ?? 0) - 37) < 1e-9)
    }

    @Test(
        "refuses WKT that names a grid file",
        arguments: [
            """
            BOUNDCRS[SOURCECRS[GEOGCRS["a",DATUM["b",ELLIPSOID["c",6378137,298.2]],CS[ellipsoidal,2],\
            AXIS["lat",north],AXIS["lon",east],ANGLEUNIT["degree",0.0174532925199433]]],TARGETCRS[GEOGCRS["WGS 84",\
            DATUM["WGS_1984",ELLIPSOID["WGS 84",6378137,298.257223563]],CS[ellipsoidal,2],AXIS["lat",north],\
            AXIS["lon",east],ANGLEUNIT["degree",0.0174532925199433]]],ABRIDGEDTRANSFORMATION["g",METHOD["NTv2"],\
            PARAMETERFILE["Latitude and longitude difference file","/etc/passwd"]]]
            """,
            """
            GEOGCS["x",DATUM["y",SPHEROID["z",6378137,298.2]],PRIMEM["Greenwich",0],UNIT["degree",0.017453],\
            EXTENSION["PROJ4","+proj=longlat +nadgrids=/etc/passwd"]]
            """,
        ])
    func gridFile(text: String) {
        let fault = #expect(throws: Fault.self) { try CRSIdentifier.parse(text) }
        #expect(fault?.code == .crsUnknown)
    }

    @Test func `knows units and areas of use`() throws {
        let utm = try CRSProperties.of(CRS(epsg: 32637))
        #expect(utm.name == "WGS 84 / UTM zone 37N" && !utm.isGeographic && utm.metersPerUnit == 1)
        #expect(utm.areaOfUse == Extent(minX: 36, minY: 0, maxX: 42, maxY: 84))
        #expect(try CRSProperties.of(.wgs84).isGeographic)
        #expect(try CRSProperties.of(CRS("OGC:CRS84")).isGeographic)
        // US survey feet: 1200/3937 m.
        #expect(abs(try CRSProperties.of(CRS(epsg: 2263)).metersPerUnit - 1200.0 / 3937) < 1e-12)
        // Compound: its horizontal part counts.
        #expect(try CRSProperties.of(CRS(epsg: 5498)).isGeographic)
    }

    @Test func `survives any text`() {
        var generator = SplitMix(seed: 11)
        let pieces = [
            "EPSG", ":", "/", "4326", "urn:", "GEOGCS[", "]", "\"", "{", "\0", "CRS84", "http://", "ش", " ",
        ]
        for _ in 0..<500 {
            let text = (0..<Int(generator.next() % 8)).map { _ in pieces[Int(generator.next() % 14)] }
                .joined()
            _ = try? CRSIdentifier.parse(text)
        }
    }
}
