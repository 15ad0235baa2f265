public import TabaqaFeatureModel

/// The picture of a tile with nothing in it, for clients that take a missing one for an error.
public enum EmptyTile {
    /// A transparent PNG.
    ///
    /// - Throws: `grid.too-large`.
    public static func png(pixels: Int) throws(Fault) -> [UInt8] {
        guard (1...4096).contains(pixels) else {
            throw Fault(.gridTooLarge, "A tile has 1 to 4,096 pixels on a side.")
        }
        return try PNGEncoder.palette(
            width: pixels, height: pixels, pixels: [UInt8](repeating: 0, count: (pixels + 1) * pixels),
            palette: [RGB(red: 0, green: 0, blue: 0)], alpha: [0], level: 9)
    }
}
