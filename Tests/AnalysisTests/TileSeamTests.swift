import Foundation
import TabaqaColumns
import TabaqaFeatureModel
import Testing

@testable import TabaqaAnalysis

/// Tiles beside each other, in blocks and in one picture.
@Suite struct TileSeamTests {
    /// 150,000 events in clusters, with weights: enough for every way of summing.
    nonisolated(unsafe) static let crowd: Result<ColumnFixture, any Error> = Result { try fixture(150_000) }
    nonisolated(unsafe) static let few: Result<ColumnFixture, any Error> = Result { try fixture(900) }

    private static func fixture(_ count: Int) throws -> ColumnFixture {
        let layer = makeLayer("events", .point, properties: [("loss", .decimal)])
        let points = clusteredPoints(count, longitude: 37.4, latitude: 37.06, seed: 31)
        var random = SeededGenerator(state: 6)
        let weights = points.x.map { _ in random.uniform(0...1e3) / 3 }
        let fixture = try ColumnFixture(
            layer, pointBatch(layer, x: points.x, y: points.y, columns: [.decimal(weights)]))
        // Kept for all tests; the mapped file needs no name.
        try FileManager.default.removeItem(at: fixture.folder)
        return fixture
    }

    static func address(_ zoom: Int, longitude: Double = 37.4, latitude: Double = 37.06) throws -> TileAddress
    {
        let side = Double(1 << zoom)
        let sine = sin(latitude * .pi / 180)
        return try #require(
            TileAddress(
                zoom: zoom, row: Int((0.5 - log((1 + sine) / (1 - sine)) / (4 * .pi)) * side),
                column: Int((longitude / 360 + 0.5) * side)))
    }

    /// The frame of `width` × `height` tiles whose tile in column `left` and row `top` is the address's.
    static func frame(
        _ address: TileAddress, left: Int, top: Int, width: Int, height: Int, pixels: Int = 256
    ) -> GridFrame {
        var frame = address.frame(pixels: pixels)
        frame.originX -= Double(left * pixels) * frame.cellWidth
        frame.originY += Double(top * pixels) * frame.cellHeight
        frame.columns = width * pixels
        frame.rows = height * pixels
        return frame
    }

    private static func differences(_ own: [Float], _ other: DensityGrid, left: Int, top: Int) -> Int {
        var count = 0
        for row in 0..<256 {
            for column in 0..<256 {
                let place = (row + top * 256) * other.frame.columns + column + left * 256
                if own[row * 256 + column].bitPattern != other.values[place].bitPattern { count += 1 }
            }
        }
        return count
    }

    @Test(
        "From zoom 8 to 18 a tile has the float bits of a 3 × 3 block and of one picture",
        arguments: Kernel.allCases, Array(8...18))
    func seams(kernel: Kernel, zoom: Int) throws {
        let address = try Self.address(zoom)
        for (fixture, weight) in [(try Self.crowd.get(), nil), (try Self.few.get(), "loss")] {
            func options(_ frame: GridFrame) -> DensityOptions {
                DensityOptions(kernel: kernel, bandwidth: 500, weight: weight, frame: frame)
            }
            let tile = try #require(
                try DensityEstimator.tile(
                    columns: fixture.columns, selection: Selection(),
                    options: options(address.frame(pixels: 256))))
            let block = try DensityEstimator.density(
                columns: fixture.columns, selection: Selection(),
                options: options(Self.frame(address, left: 1, top: 1, width: 3, height: 3)))
            let picture = try DensityEstimator.density(
                columns: fixture.columns, selection: Selection(),
                options: options(Self.frame(address, left: 0, top: 2, width: 2, height: 3)))
            #expect(tile.maximum > 0)
            #expect(Self.differences(tile.values, block, left: 1, top: 1) == 0, "in a block")
            #expect(Self.differences(tile.values, picture, left: 0, top: 2) == 0, "in a picture")
        }
    }

    @Test(
        "Neighbouring tiles are the picture's, whatever bandwidth and however they were made before",
        arguments: [
            (Kernel.gaussian, 40.0), (.quartic, 60), (.uniform, 2500), (.quartic, 9000), (.gaussian, 15_000),
        ])
    func neighbours(kernel: Kernel, bandwidth: Double) throws {
        let fixture = try Self.crowd.get()
        for zoom in [9, 13, 15] {
            let first = try Self.address(zoom)
            let picture = try DensityEstimator.density(
                columns: fixture.columns, selection: Selection(),
                options: DensityOptions(
                    kernel: kernel, bandwidth: bandwidth,
                    frame: Self.frame(first, left: 0, top: 0, width: 2, height: 2)))
            for (left, top) in [(1, 1), (0, 1), (1, 0), (0, 0)] {
                let address = try #require(
                    TileAddress(zoom: zoom, row: first.row + top, column: first.column + left))
                let tile = try DensityEstimator.tile(
                    columns: fixture.columns, selection: Selection(),
                    options: DensityOptions(
                        kernel: kernel, bandwidth: bandwidth, frame: address.frame(pixels: 256)))
                let values = tile?.values ?? [Float](repeating: .nan, count: 65_536)
                #expect(
                    Self.differences(values, picture, left: left, top: top) == 0, "\(zoom) \(left) \(top)")
            }
        }
    }

    @Test("Pixels of a tile of 512 at one zoom are those of tiles of 256 at the next")
    func doubled() throws {
        let fixture = try Self.crowd.get()
        let address = try Self.address(12)
        let large = try #require(
            try DensityEstimator.tile(
                columns: fixture.columns, selection: Selection(),
                options: DensityOptions(kernel: .gaussian, bandwidth: 500, frame: address.frame(pixels: 512)))
        )
        let quarter = try #require(
            TileAddress(zoom: 13, row: address.row * 2 + 1, column: address.column * 2))
        let small = try #require(
            try DensityEstimator.tile(
                columns: fixture.columns, selection: Selection(),
                options: DensityOptions(kernel: .gaussian, bandwidth: 500, frame: quarter.frame(pixels: 256)))
        )
        #expect(Self.differences(small.values, large, left: 0, top: 1) == 0)
    }
}
