import TabaqaFeatureModel
import Testing

@testable import TabaqaRendering

@Suite struct SheetPainterTests {
    /// Pixels of `color` with their mean x, as a share of the page's width.
    static func find(_ color: RGB, in page: DecodedPNG) -> (count: Int, x: Double) {
        let wanted = DecodedPNG.Pixel(red: color.red, green: color.green, blue: color.blue, alpha: 255)
        var count = 0
        var sum = 0
        for (index, pixel) in page.pixels.enumerated() where pixel == wanted {
            count += 1
            sum += index % page.width
        }
        return (count, count == 0 ? 0 : Double(sum) / Double(count) / Double(page.width))
    }

    static func page(_ content: SheetContent) throws -> DecodedPNG {
        try #require(DecodedPNG(try SheetPainter.png(content)))
    }

    @Test(arguments: Fixtures.languages)
    func `a page is A4 at 200 dots an inch, and its legend stands where the language ends`(
        _ language: Language
    ) throws {
        // Nothing reaches 4,000: what is as dark as that stands in the legend alone.
        let scale = try DensityScale(maximum: 4000, ramp: .viridis)
        let page = try Self.page(Fixtures.sheet(.heatmap(try Fixtures.bump(), scale), language))
        #expect(page.width == 2339 && page.height == 1654)
        let dark = Self.find(RampTable(.viridis).color(at: 0.25), in: page)
        #expect(dark.count > 20)
        #expect(language == .ar ? dark.x < 0.3 : dark.x > 0.7)
        // The map's frame begins 10 mm from the edge at which the language begins.
        let edge = Int(10 * 200 / 25.4)
        let isInk = { (x: Int) in page[x, 900].red < 90 }
        #expect((edge - 3...edge + 3).contains { isInk(language == .ar ? page.width - 1 - $0 : $0) })
    }

    @Test(arguments: Fixtures.languages)
    func `areas have their classes' colours, and an area without a value is hatched`(
        _ language: Language
    ) throws {
        let join = try Fixtures.rates([0.001, 0.01])
        let kind = SheetContent.Kind.choropleth(join, measure: "rate_population", method: .fixed([5]))
        let page = try Self.page(Fixtures.sheet(kind, language))
        let map = try ChoroplethMap(join.value, measure: "rate_population", .fixed([5]), isPerThousand: true)
        #expect(map.values == [1, 10] && map.colors.count == 2)
        let west = Self.find(map.colors[0], in: page)
        let east = Self.find(map.colors[1], in: page)
        #expect(west.count > 300_000 && east.count > 300_000 && west.x < east.x)
        let without = try Fixtures.rates([0.001, .nan])
        let second = try Self.page(
            Fixtures.sheet(.choropleth(without, measure: "rate_population", method: .quantile(5)), language))
        // Grey lines on white in the eastern square, where colour was before.
        let center = language == .ar ? 0.65 : 0.45
        let column = Int(center * 2339)
        let pixels = second.region(column..<column + 60, 700..<760)
        #expect(pixels.contains { $0.red > 250 } && pixels.contains { $0.red < 190 })
        #expect(pixels.allSatisfy { $0.isGrey })
    }

    @Test(arguments: Fixtures.languages)
    func `a page without events says so instead of failing`(_ language: Language) throws {
        var description = Fixtures.description()
        description.used = 0
        description.period = nil
        description.newestRecord = nil
        let empty = try Fixtures.grid([0, 0, 0, 0], columns: 2, description: description)
        let scale = DensityScale.automatic(for: empty, ramp: .inferno)
        let page = try Self.page(Fixtures.sheet(.heatmap(empty, scale), language))
        let middle = language == .ar ? page.width - 862 : 862
        let ink = page.region(middle - 300..<middle + 300, 870..<950).filter { $0.red < 100 }
        #expect(ink.count > 1000)
        let none = try Fixtures.rates([.nan, .nan])
        for method in [ClassMethod.quantile(5), .fixed([1, 2])] {
            _ = try Self.page(
                Fixtures.sheet(.choropleth(none, measure: "rate_population", method: method), language))
        }
    }

    @Test func `no data on a heatmap is hatched, not white`() throws {
        let scale = try DensityScale(maximum: 50, ramp: .inferno)
        func greys(_ hole: Bool) throws -> Int {
            let page = try Self.page(Fixtures.sheet(.heatmap(try Fixtures.bump(hole: hole), scale), .en))
            return page.region(800..<920, 850..<970).filter { $0.isGrey && $0.red < 240 && $0.red > 150 }
                .count
        }
        #expect(try greys(true) > 500)
        #expect(try greys(false) < 100)
    }

    @Test func `the same content gives the same bytes, as PNG and as PDF`() throws {
        let scale = try DensityScale(maximum: 50, ramp: .magma)
        let content = Fixtures.sheet(
            .heatmap(try Fixtures.bump(), scale), .ar, outlines: try Fixtures.areas())
        let png = try SheetPainter.png(content)
        let pdf = try SheetPainter.pdf(content)
        let again = (try SheetPainter.png(content), try SheetPainter.pdf(content))
        #expect(again.0 == png && again.1 == pdf)
        #expect(pdf.starts(with: Array("%PDF-".utf8)) && pdf.suffix(8).contains(UInt8(ascii: "%")))
    }

    @Test func `an unknown measure is refused by name`() throws {
        let join = try Fixtures.rates([1, 2])
        #expect {
            try SheetPainter.png(
                Fixtures.sheet(.choropleth(join, measure: "sum_x", method: .quantile(5)), .en))
        } throws: { ($0 as? Fault)?.code == .propertyUnknown }
    }

    @Test func `a letter that no font has is a fault with its remedy`() throws {
        var content = Fixtures.sheet(
            .heatmap(try Fixtures.bump(), try DensityScale(maximum: 50, ramp: .magma)), .en)
        content.title = "Fires \u{F8FE}"
        #expect {
            try SheetPainter.png(content)
        } throws: { error in
            (error as? Fault)?.code == .fontMissing && "\(error)".contains("fonts-noto-core")
        }
    }

    @Test func `hostile content draws something or throws a fault`() throws {
        let hostile: [Geometry?] = [
            .polygon([[Position(x: .nan, y: .infinity), Position(x: 1e300, y: -1e300), Position(x: 0, y: 0)]]
            ),
            .polygon([]), .polygon([[]]), .multiPolygon([[]]), .collection([]), nil,
            .point(Position(x: 1, y: 1)),
            .lineString([Position(x: 4_160_000, y: 4_449_000), Position(x: 1e18, y: 5)]),
            .polygon([Fixtures.square(4_160_000, 4_449_000, 0)]),
        ]
        var batch = try Fixtures.shapes(hostile, crs: .webMercator).value
        batch.columns = [
            NamedColumn(
                name: "name", type: .string,
                values: .text(TextColumn(hostile.indices.map { $0 % 2 == 0 ? "\n \u{202E}x" : "" })))
        ]
        let outlines = try Fixtures.release(batch)
        let scale = try DensityScale(maximum: .leastNonzeroMagnitude, ramp: .cividis)
        for metres in [0, -1, Double.nan, .infinity, 1e-300, 1e300] {
            var content = Fixtures.sheet(
                .heatmap(try Fixtures.grid([.infinity], columns: 1), scale), .tr, outlines: outlines)
            content.metersPerUnit = metres
            content.title = String(repeating: "İğdır ", count: 500)
            content.notes = Array(
                repeating: "Şöyle bir not: " + String(repeating: "uzun ", count: 30), count: 60)
            content.department = ""
            _ = try SheetPainter.png(content)
        }
        var table = batch
        table.columns.append(
            NamedColumn(
                name: "count", type: .integer, values: .integer(hostile.indices.map { Int64($0) - 4 })))
        let join = try Fixtures.join(table, measures: ["count"])
        _ = try SheetPainter.pdf(
            Fixtures.sheet(.choropleth(join, measure: "count", method: .quantile(5)), .ar, outlines: outlines)
        )
    }
}
