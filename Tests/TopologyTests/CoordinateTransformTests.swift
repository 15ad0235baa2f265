import TabaqaFeatureModel
import TabaqaTopology
import Testing

/// Expected values come from `cs2cs --no-ballpark -f %.6f EPSG:4326 EPSG:n` (PROJ 9.1.1), and agree with pyproj
/// 3.7.2 on PROJ 9.5.1.
@Suite struct CoordinateTransformTests {
    static let gaziantep = Position(x: 37.38, y: 37.06)
    static let ramallah = Position(x: 35.2, y: 31.9)

    @Test(
        "agrees with cs2cs within a millimetre, datum shift included",
        arguments: [
            (28191, ramallah, 169_035.379812, 145_227.780122),
            (28191, Position(x: 34.45, y: 31.5), 97_781.175232, 101_121.156347),
            (5256, gaziantep, 622_742.800774, 4_104_060.582532),
            (5256, Position(x: 36.2, y: 36.9), 517_825.630752, 4_085_431.984262),
            (32637, gaziantep, 355_966.806704, 4_102_755.717571),
            (32636, ramallah, 708_049.721124, 3_531_462.899261),
            (3857, gaziantep, 4_161_122.565853, 4_447_473.316544),
            (23037, gaziantep, 355_980.603800, 4_102_936.197427),
        ])
    func forward(code: Int, place: Position, x: Double, y: Double) throws {
        let transform = try CoordinateTransform(from: .wgs84, to: CRS(epsg: code))
        let moved = try #require(transform.transform(place))
        #expect(abs(moved.x - x) < 0.001 && abs(moved.y - y) < 0.001, "\(moved)")
        #expect(!transform.isBallpark)
        let back = try CoordinateTransform(from: CRS(epsg: code), to: .wgs84)
        let returned = try #require(back.transform(moved))
        let error = Geodesic().distance(returned, place)
        #expect(error < 0.02, "\(error) m on the way back")
    }

    @Test(
        "the Palestine grid is shifted, not merely unprojected",
        arguments: [
            (169_500.0, 131_500.0, 35.204911312176, 31.776198860606),
            (100_000.0, 80_000.0, 34.474830165340, 31.309661507251),
            (221_000.0, 185_000.0, 35.751451623782, 32.257481069079),
        ])
    func palestine(easting: Double, northing: Double, longitude: Double, latitude: Double) throws {
        // CRS84 as the target once cost the shift: PROJ has no operation to it, only to its twin.
        for target in [CRS.wgs84, CRS("OGC:CRS84")] {
            let transform = try CoordinateTransform(from: CRS(epsg: 28191), to: target)
            let place = try #require(transform.transform(Position(x: easting, y: northing)))
            let error = Geodesic().distance(place, Position(x: longitude, y: latitude))
            #expect(error < 0.01, "\(error) m")
        }
    }

    @Test func `the closed form of Web Mercator equals PROJ, and PROJ decides near the poles`() throws {
        let there = try CoordinateTransform(from: .wgs84, to: .webMercator)
        let back = try CoordinateTransform(from: .webMercator, to: .wgs84)
        // EPSG:3785's sphere has the same formula but another CRS, so PROJ itself computes the oracle through
        // ESRI's spelling, which takes no short cut.
        let oracle = try CoordinateTransform(from: CRS("EPSG:4326"), to: CRS("ESRI:102100"))
        var generator = SplitMix(seed: 7)
        var x = (0..<2000).map { _ in generator.next(in: -180...180) }
        var y = (0..<2000).map { _ in generator.next(in: -89.9...89.9) }
        let (longitudes, latitudes) = (x, y)
        var (oracleX, oracleY) = (x, y)
        #expect(there.transform(x: &x, y: &y) == 0)
        #expect(oracle.transform(x: &oracleX, y: &oracleY) == 0)
        for row in x.indices {
            #expect(abs(x[row] - oracleX[row]) < 1e-6 && abs(y[row] - oracleY[row]) < 1e-6)
        }
        #expect(back.transform(x: &x, y: &y) == 0)
        for row in x.indices {
            #expect(abs(x[row] - longitudes[row]) < 1e-9 && abs(y[row] - latitudes[row]) < 1e-9)
        }
        // cs2cs: 190 east wraps, 600 east is an error.
        let wrapped = try #require(there.transform(Position(x: 190, y: 80)))
        #expect(abs(wrapped.x + 18_924_313.434857) < 1e-5 && abs(wrapped.y - 15_538_711.096309) < 1e-5)
        #expect(there.transform(Position(x: 600, y: 80)) == nil)
    }

    @Test func `a place that cannot be transformed becomes NaN and is counted, a missing one is not`() throws
    {
        let transform = try CoordinateTransform(from: .wgs84, to: CRS(epsg: 32637))
        var x = [37.38, .nan, 37.38, .infinity]
        var y = [37.06, .nan, 95, 37]
        #expect(transform.transform(x: &x, y: &y) == 2)
        #expect(abs(x[0] - 355_966.806704) < 0.001)
        #expect(x[1].isNaN && x[2].isNaN && y[2].isNaN && x[3].isNaN)
        var column = GeometryColumn.points(x: [37.38, .nan, 37.38], y: [37.06, .nan, 95])
        #expect(transform.transform(&column) == [2])
        #expect(column[0] != nil && column[1] == nil && column[2] == nil)
        var shapes = GeometryColumn.shapes([
            .lineString([Self.gaziantep, Self.ramallah]), nil,
            .lineString([Self.gaziantep, Position(x: 0, y: 99)]),
        ])
        #expect(transform.transform(&shapes) == [2])
        #expect(shapes[0] != nil && shapes[2] == nil)
    }

    @Test func `the same CRS leaves every bit as it was`() throws {
        let transform = try CoordinateTransform(from: CRS("OGC:CRS84"), to: .wgs84)
        var x = [37.123456789012345, 999]
        var y = [-0.0, 999.0]
        #expect(transform.transform(x: &x, y: &y) == 0)
        #expect(x == [37.123456789012345, 999] && y[0].sign == .minus)
    }

    @Test(
        "refuses what is no CRS, or would make PROJ open files",
        arguments: [
            "EPSG:999999", "EPSG:", "", "WGS 84", "+proj=longlat",
            "+proj=pipeline +step +proj=hgridshift +grids=x",
            "http://169.254.169.254/", "PROJCS[\"x\"]", "{\"type\": \"nonsense\"}",
            "urn:ogc:def:coordinateOperation:EPSG::1671", "EPSG:4979000000000000000",
        ])
    func unknown(definition: String) {
        let fault = #expect(throws: Fault.self) {
            try CoordinateTransform(from: CRS(definition), to: .wgs84)
        }
        #expect(fault?.code == .crsUnknown)
        #expect(fault?.remedy != nil)
    }

    @Test func `a shift nobody knows is refused unless a ballpark is asked for`() throws {
        // A local datum without any relation to WGS 84.
        let local = CRS(
            """
            GEOGCS["Local",DATUM["Town_1950",SPHEROID["Clarke 1880",6378249.145,293.465]],\
            PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]
            """)
        let fault = #expect(throws: Fault.self) { try CoordinateTransform(from: local, to: .wgs84) }
        #expect(fault?.code == .crsTransform)
        let transform = try CoordinateTransform(from: local, to: .wgs84, ballpark: .allow)
        #expect(transform.isBallpark)
        #expect(transform.transform(Self.ramallah) != nil)
    }
}

/// A small generator with a fixed sequence.
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func next(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * Double(next() >> 11)
            / 9_007_199_254_740_992
    }
}
