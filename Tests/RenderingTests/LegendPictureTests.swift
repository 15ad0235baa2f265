import TabaqaFeatureModel
import Testing

@testable import TabaqaRendering

@Suite struct LegendPictureTests {
    @Test(arguments: Fixtures.languages)
    func `the strip runs the way the language is read`(_ language: Language) throws {
        let legend = HeatmapLegend(layer: Fixtures.layer(), department: Fixtures.department)
        let scale = try DensityScale(maximum: 40, ramp: .viridis)
        let bytes = try legend.png(try Fixtures.bump(), scale: scale, language: language)
        let picture = try #require(DecodedPNG(bytes))
        #expect(picture.width == 900 && picture.height > 250)
        // Viridis begins with purple (little green) and ends with yellow (much).
        let row = try #require(
            (0..<picture.height).first { picture[450, $0].green > 120 && picture[450, $0].red < 60 })
        let rise = Int(picture[840, row + 8].green) - Int(picture[60, row + 8].green)
        #expect(language == .ar ? rise < -100 : rise > 100)
    }

    @Test(arguments: Fixtures.languages)
    func `every fixed word has letters in the installed fonts`(_ language: Language) throws {
        let words = LegendWords(language)
        let canvas = try Canvas(width: 10, height: 10, language: language)
        var texts = [
            words.density, words.recordsUsed, words.period, words.newestRecord, words.revision, words.method,
            words.filter, words.noData, words.leftOut, words.kilometres, words.metres,
            words.automaticScale, words.north, words.nothing, words.madeWith, words.unassigned, words.suspect,
            words.unmatched, words.ambiguous, words.bracketsCountAreas, words.noDataOrWithheld,
            words.atLeast("40"), words.below("4"), words.from("1", to: "2"), words.suppressed(3),
            words.printed("x"),
            words.classes(.quantile(5)), words.classes(.fixed([])),
        ]
        texts += Audience.allCases.map(words.audience)
        texts += [
            "no place", "suspect place", "no weight", "negative weight", "no time", "no time of day",
            "outside the frame", "outside the grid's CRS",
        ].map(words.reason)
        texts += ["count", "sum_p", "mean_p", "min_p", "max_p", "rate_p", "numerator_p"].map {
            words.measure($0, label: nil, isPerThousand: true)
        }
        for kernel in Kernel.allCases {
            var description = Fixtures.description()
            description.kernel = kernel
            texts.append(words.method(description))
        }
        let dates = DateWords(language: language, clock: nil)
        texts += (0..<12).map { dates.day(CivilDate(daysSince1970: 15 + 30 * $0)) }
        for text in texts {
            #expect(!text.isEmpty)
            _ = try TextBlock(text, TextStyle(size: 20), on: canvas)
        }
        #expect(Set(texts).count == texts.count - 1, "only count and numerator_p say the same")
    }

    @Test func `dates and numbers are written as each language does`() throws {
        let clock = try ZoneClock(zone: "Europe/Istanbul")
        let year = TimeInterval(start: 1_704_056_400_000, end: 1_735_678_799_999)
        func period(_ language: Language, _ period: TimeInterval) -> String? {
            DateWords(language: language, clock: clock).period(period)?.replacing("\u{A0}", with: " ")
        }
        #expect(period(.tr, year) == "1 Ocak 2024 – 31 Aralık 2024")
        #expect(period(.en, year) == "1 January 2024 – 31 December 2024")
        #expect(period(.ar, year) == "1 كانون الثاني 2024 – 31 كانون الأول 2024")
        #expect(period(.en, TimeInterval(start: year.start, end: year.start)) == "1 January 2024")
        #expect(period(.tr, TimeInterval(start: year.start, end: nil)) == "1 Ocak 2024 tarihinden itibaren")
        #expect(period(.en, TimeInterval(start: nil, end: nil)) == nil)
        #expect(NumberText(.tr).decimal(1_234_567.25, decimals: 1) == "1.234.567,2")
        #expect(NumberText(.ar).decimal(-1234.5, decimals: 2) == "−1,234.5")
        #expect(NumberText(.en).significant(0.000123456) == "0.000123")
        #expect(NumberText(.en).significant(123_456.789) == "123,457")
        #expect(NumberText(.en).whole(.min) == "−9,223,372,036,854,775,808")
    }

    @Test func `ticks are round, rise from zero and end at the maximum`() {
        #expect(ScaleTicks.values(to: 40) == [0, 10, 20, 30, 40])
        #expect(ScaleTicks.values(to: 1).map { ($0 * 10).rounded() } == [0, 2, 4, 6, 8, 10])
        #expect(ScaleTicks.values(to: 37).last == 37)
        for maximum in [1e-300, 0.003, 7, 99, 12_345, 1e300, Double.leastNonzeroMagnitude] {
            let ticks = ScaleTicks.values(to: maximum)
            #expect(ticks.first == 0 && ticks.last == maximum && ticks == ticks.sorted() && ticks.count < 21)
        }
    }
}
