import Foundation
import Testing

/// Every number of the area routes against shapely, PROJ and Python's calendar.
@Suite("Counts by area and time of the served city", .enabled(if: Oracle.isThere, Oracle.absence))
struct ServedAreaTests {
    @Test
    func
        `Aggregate, timeline, inside, profile and search are what others work out; strangers get none of it`()
        throws
    {
        let city = try ServedCity.shared.get()
        try Oracle.run(
            "area_routes.py", city.origin, try #require(city.keys["city"]), try #require(city.keys["reader"]),
            in: city.workspace.folder)
    }
}
