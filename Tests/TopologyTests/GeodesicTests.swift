import TabaqaFeatureModel
import TabaqaTopology
import Testing

/// Expected values come from the Python package geographiclib 2.
@Suite struct GeodesicTests {
    let geodesic = Geodesic()

    @Test(
        "distances equal GeographicLib's",
        arguments: [
            ((37.38, 37.06), (37.385, 37.064), 628.3437840087992),
            ((35.2, 31.9), (-79.99, 40.44), 9_596_194.244961316),
            ((0.0, 0.0), (179.5, 0.5), 19_936_288.578965314), ((0, 0), (180, 0), 20_003_931.458625447),
            ((37.38, 89.9), (-10, 89.95), 8453.891270232576), ((28.97, 41.01), (28.97, 41.01), 0),
        ])
    func inverse(from: (Double, Double), to: (Double, Double), meters: Double) {
        let distance = geodesic.inverse(
            longitude1: from.0, latitude1: from.1, longitude2: to.0, latitude2: to.1)
        #expect(abs(distance - meters) < 1e-6)
    }

    @Test func `a place five kilometres off equals GeographicLib's`() {
        let end = geodesic.direct(from: Position(x: 37.38, y: 37.06), azimuth: 123.4, distance: 5000)
        #expect(abs(end.x - 37.42691704550569) < 1e-12 && abs(end.y - 37.03518949516631) < 1e-12)
    }

    @Test func `areas equal GeographicLib's, holes subtracted, winding ignored`() {
        func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> [Position] {
            [(west, south), (east, south), (east, north), (west, north), (west, south)].map {
                Position(x: $0.0, y: $0.1)
            }
        }
        let outer = box(37, 37, 37.5, 37.4)
        let hole = box(37.1, 37.1, 37.2, 37.2)
        #expect(abs(geodesic.area(of: [outer]) - 1_970_535_891.764801) < 0.01)
        #expect(
            abs(geodesic.area(of: [outer.reversed(), hole]) - (1_970_535_891.764801 - 98_591_154.58959198))
                < 0.01)
        #expect(geodesic.area(of: .multiPolygon([[outer, hole], [hole]])) == geodesic.area(of: [outer]))
        #expect(geodesic.area(of: []) == 0 && geodesic.area(of: [[]]) == 0)
        #expect(geodesic.area(of: .point(Position(x: 1, y: 1))) == 0)
    }

    @Test func `an impossible latitude gives no number`() {
        #expect(geodesic.inverse(longitude1: 0, latitude1: 95, longitude2: 0, latitude2: 0).isNaN)
    }
}
