import Foundation
import TabaqaExchange
import TabaqaFeatureModel
import Testing

@Suite("The sample's photos")
struct OwnPhotoTests {
    private func tags(_ name: String) throws -> PhotoTags {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        let file = folder.appendingPathComponent("SampleData/photos/\(name).jpg")
        return PhotoTags(Array(try Data(contentsOf: file)))
    }

    @Test(arguments: ["castle", "turned", "clock-without-zone", "week-lost"])
    func `Good ones have their place`(_ name: String) throws {
        let place = try #require(try tags(name).position)
        #expect(abs(place.x - 37.3833306) < 1e-6 && abs(place.y - 37.0665722) < 1e-6)
    }

    @Test(
        arguments: [
            ("castle", []), ("turned", []), ("clock-without-zone", []), ("place-hidden", ["gps-zero"]),
            ("over-zero", ["gps-denominator"]), ("half-a-place", ["gps-ref-missing"]),
            ("week-lost", ["gps-week-rollover"]), ("no-tags", ["exif-missing"]), ("cut", ["exif-missing"]),
        ] as [(String, [String])])
    func `Each says what its README says`(_ name: String, _ issues: [String]) throws {
        #expect(try tags(name).issues == issues)
        #expect(try tags(name).orientation == (name == "turned" ? 6 : 1))
    }
}
