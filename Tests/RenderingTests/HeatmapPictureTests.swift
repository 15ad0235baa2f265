import TabaqaFeatureModel
import Testing

@testable import TabaqaRendering

@Suite struct HeatmapPictureTests {
    @Test(arguments: ColorRamp.allCases)
    func `a density gets the ramp's colour at its share of the maximum`(_ ramp: ColorRamp) throws {
        // 255 equal steps from zero to the maximum, each in the middle of what one colour stands for.
        let values: [Float] = (0..<255).map { Float($0) * 40 / 254 }
        let grid = try Fixtures.grid(values, columns: 51)
        let scale = try DensityScale(maximum: 40, ramp: ramp)
        let picture = try #require(DecodedPNG(try HeatmapPicture.png(grid, scale: scale)))
        #expect(picture.width == 51 && picture.height == 5)
        let table = RampTable(ramp)
        for (step, pixel) in picture.pixels.enumerated() {
            let color = table.color(at: Double(step) / 254)
            #expect(
                pixel == DecodedPNG.Pixel(red: color.red, green: color.green, blue: color.blue, alpha: 255),
                "step \(step)")
        }
    }

    @Test func `no data is transparent, zero is not, and what exceeds the maximum gets its colour`() throws {
        let grid = try Fixtures.grid(
            [.nan, 0, 40, 41, .infinity, -1, -.nan, -.infinity, 1e30, 1e-30, 20, 39.99], columns: 4)
        let scale = try DensityScale(maximum: 40, ramp: .inferno)
        let picture = try #require(DecodedPNG(try HeatmapPicture.png(grid, scale: scale)))
        let top = picture[2, 0]
        let zero = picture[1, 0]
        #expect(picture[0, 0].alpha == 0 && picture[2, 1].alpha == 0)
        #expect(zero == DecodedPNG.Pixel(red: 0, green: 0, blue: 3, alpha: 255))
        #expect(picture[3, 0] == top && picture[0, 1] == top && picture[0, 2] == top && picture[3, 2] == top)
        #expect(picture[1, 1] == zero && picture[3, 1] == zero && picture[1, 2] == zero)
        #expect(top.red > 240 && top.green > 240)
    }

    @Test func `every width leaves every pixel in its place`() throws {
        let scale = try DensityScale(maximum: 1, ramp: .viridis)
        for width in 1...40 {
            var values = [Float](repeating: 0, count: width * 3)
            values[width] = 1
            values[2 * width - 1] = 1
            let bytes = try HeatmapPicture.png(
                try Fixtures.grid(values, columns: width), scale: scale, level: 6)
            let picture = try #require(DecodedPNG(bytes))
            let bright = picture.pixels.enumerated().filter { $0.element.red > 200 }.map(\.offset)
            #expect(Set(bright) == [width, 2 * width - 1])
        }
    }

    @Test func `the same grid gives the same bytes`() throws {
        var generator = SeededGenerator(7)
        let values = (0..<300 * 200).map { _ in Float.random(in: 0...50, using: &generator) }
        let scale = try DensityScale(maximum: 40, ramp: .magma)
        let first = try HeatmapPicture.png(try Fixtures.grid(values, columns: 300), scale: scale)
        #expect(try HeatmapPicture.png(try Fixtures.grid(values, columns: 300), scale: scale) == first)
    }

    @Test func `a grid without cells is a fault, not a crash`() throws {
        let scale = try DensityScale(maximum: 40, ramp: .magma)
        let frame = GridFrame(
            crs: .webMercator, originX: 0, originY: 0, cellWidth: 1, cellHeight: 1, columns: 0, rows: 0)
        let empty = try ReleaseGate.release(
            DensityGrid(frame: frame, values: [], description: Fixtures.description()),
            of: Fixtures.layer(), to: .department)
        #expect(throws: Fault.self) { try HeatmapPicture.png(empty, scale: scale) }
        let short = try ReleaseGate.release(
            DensityGrid(
                frame: GridFrame(
                    crs: .webMercator, originX: 0, originY: 0, cellWidth: 1, cellHeight: 1, columns: 9,
                    rows: 9),
                values: [1], description: Fixtures.description()),
            of: Fixtures.layer(), to: .department)
        #expect(throws: Fault.self) { try HeatmapPicture.png(short, scale: scale) }
    }

    @Test func `an automatic scale ends at the next round number`() throws {
        for (greatest, expected) in [
            (0, 1), (0.9, 1), (1, 1), (1.01, 2), (2.4, 2.5), (3, 5), (7, 10), (99, 100), (101, 200),
            (0.03, 0.05),
            (1234, 2000), (0.0000021, 0.0000025),
        ] as [(Float, Double)] {
            let scale = DensityScale.automatic(
                for: try Fixtures.grid([0, greatest], columns: 2), ramp: .inferno)
            #expect(scale.maximum == expected, "greatest \(greatest)")
            #expect(scale.isAutomatic)
        }
    }

    @Test(arguments: [0, -1, Double.nan, .infinity])
    func `a scale that does not end above zero is refused`(_ maximum: Double) {
        #expect(throws: Fault.self) { try DensityScale(maximum: maximum, ramp: .inferno) }
    }
}
