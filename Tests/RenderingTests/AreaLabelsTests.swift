import TabaqaFeatureModel
import Testing

@testable import TabaqaRendering

@Suite struct AreaLabelsTests {
    @Test func `a name stands inside even a horseshoe`() throws {
        let horseshoe: [(x: Double, y: Double)] = [
            (0, 0), (100, 0), (100, 100), (80, 100), (80, 20), (20, 20), (20, 100), (0, 100),
        ]
        let spot = try #require(
            AreaLabels.spot(in: [horseshoe], within: Box(x: -10, y: -10, width: 200, height: 200)))
        #expect(spot.y < 20 || spot.x < 20 || spot.x > 80)
        #expect(AreaLabels.spot(in: [horseshoe], within: Box(x: 200, y: 200, width: 9, height: 9)) == nil)
        #expect(AreaLabels.spot(in: [], within: Box(x: 0, y: 0, width: 9, height: 9)) == nil)
    }

    @Test func `no two names overlap, and the largest area comes first`() throws {
        let canvas = try Canvas(width: 600, height: 600, language: .en)
        let page = Box(x: 0, y: 0, width: 600, height: 600)
        let frame = MapFrame(Extent(minX: 0, minY: 0, maxX: 600, maxY: 600), in: page)
        var outlines: [Outline] = []
        for place in 0..<40 {
            let corner = Double(place * 10)
            outlines.append(
                Outline(
                    .polygon([Fixtures.square(corner, corner, 100 + Double(place))]), name: "Area \(place)",
                    in: frame))
        }
        var labels = AreaLabels(in: page, avoiding: [])
        try labels.draw(outlines, TextStyle(size: 16), on: canvas)
        let taken = labels.taken
        #expect(taken.count > 5 && taken.count < 40)
        for (index, box) in taken.enumerated() {
            #expect(page.contains(box))
            #expect(!taken[(index + 1)...].contains { $0.intersects(box) })
        }
    }

    @Test func `a name of several words has a form in two lines`() {
        #expect(AreaLabels.forms(of: "29 Ekim") == ["29 Ekim", "29\nEkim"])
        #expect(
            AreaLabels.forms(of: "Onat Kutlar Mahallesi") == [
                "Onat Kutlar Mahallesi", "Onat Kutlar\nMahallesi",
            ])
        #expect(AreaLabels.forms(of: "Kale") == ["Kale"])
    }
}
