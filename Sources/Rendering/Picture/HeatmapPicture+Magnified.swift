public import TabaqaFeatureModel

extension HeatmapPicture {
    /// The picture with every cell drawn as a square of `magnification` pixels: for grids of few large cells,
    /// whose numbers must not be smoothed into places they do not have.
    ///
    /// - Throws: `grid.too-large` as the plain picture does.
    public static func png(
        _ grid: Released<DensityGrid>, scale: DensityScale, magnification: Int, level: Int
    ) throws(Fault) -> [UInt8] {
        let frame = grid.value.frame
        guard magnification > 1 else { return try png(grid, scale: scale, level: level) }
        guard frame.columns > 0, frame.rows > 0, frame.columns * magnification <= 1 << 16,
            frame.rows * magnification <= 1 << 16, grid.value.values.count == frame.cellCount
        else {
            throw Fault(
                .gridTooLarge, "A grid of \(frame.columns) × \(frame.rows) cells cannot become a picture.")
        }
        let cells = indices(grid.value.values, columns: frame.columns, maximum: scale.maximum)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(frame.rows * magnification * (frame.columns * magnification + 1))
        for row in 0..<frame.rows {
            var line: [UInt8] = [0]
            for column in 0..<frame.columns {
                let index = cells[row * (frame.columns + 1) + 1 + column]
                line.append(contentsOf: repeatElement(index, count: magnification))
            }
            for _ in 0..<magnification { pixels.append(contentsOf: line) }
        }
        return try PNGEncoder.palette(
            width: frame.columns * magnification, height: frame.rows * magnification, pixels: pixels,
            palette: palette(scale.ramp), alpha: [0], level: level)
    }
}
