public import TabaqaFeatureModel

extension HeatmapPicture {
    /// A picture of some part of a grid: every pixel shows the cell it is said to lie in.
    ///
    /// - Parameter cells: per pixel, row-major from the north-west, a cell's index; none, or one outside of
    /// the
    ///   grid, is transparent.
    /// - Returns: nil when no pixel shows data.
    /// - Throws: `grid.too-large` for a picture without pixels or with more than 65,536 on a side.
    public static func png(
        _ grid: Released<DensityGrid>, scale: DensityScale, cells: [Int32], width: Int
    ) throws(Fault) -> [UInt8]? {
        guard width > 0, !cells.isEmpty, cells.count % width == 0, width <= 1 << 16,
            cells.count / width <= 1 << 16
        else { throw Fault(.gridTooLarge, "A picture of \(cells.count) cells cannot be drawn.") }
        let values = grid.value.values
        let shown = cells.map { values.indices.contains(Int($0)) ? values[Int($0)] : .nan }
        guard shown.contains(where: { !$0.isNaN }) else { return nil }
        return try PNGEncoder.palette(
            width: width, height: cells.count / width,
            pixels: indices(shown, columns: width, maximum: scale.maximum), palette: palette(scale.ramp),
            alpha: [0], level: 1)
    }
}
