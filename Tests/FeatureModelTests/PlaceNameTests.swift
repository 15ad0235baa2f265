import TabaqaFeatureModel
import Testing

@Suite struct PlaceNameTests {
    @Test(arguments: [
        ("Akyol Mah.", "AKYOL"), ("Onat Kutlar Mahallesi", "onat kutlar"), ("Çıksorut Mh.", "CIKSORUT"),
        ("حي الشيخ رضوان", "الشيخ رضوان"), ("Beyköy Köyü", "beykoy"), ("South Side district", "south side"),
    ])
    func `names meet without their common noun`(_ long: String, _ short: String) {
        #expect(TextFolding.foldPlaceName(long) == TextFolding.foldPlaceName(short))
    }

    @Test func `a name that is the noun alone, or another name, stays itself`() {
        #expect(TextFolding.foldPlaceName("Mahalle") == "mahalle")
        #expect(TextFolding.foldPlaceName("حي") == TextFolding.fold("حي"))
        #expect(TextFolding.foldPlaceName("Karataş") != TextFolding.foldPlaceName("Kara"))
    }

    @Test func `a density maximum takes the unit it is asked in`() {
        #expect(DensityMaximum("40", isPerYear: false) == DensityMaximum(value: 40, isPerYear: false))
        #expect(DensityMaximum("12", isPerYear: true) == DensityMaximum(value: 12, isPerYear: true))
        #expect(DensityMaximum("12 per km² and year", isPerYear: false)?.isPerYear == true)
        #expect(DensityMaximum("lots", isPerYear: false) == nil)
    }
}
