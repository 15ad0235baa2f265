public import TabaqaFeatureModel

/// A density grid as a picture, one pixel a cell.
public enum HeatmapPicture {
    /// A palette PNG. Entry 0 is transparent and means no data, entry 1 is zero, entry 255 the scale's
    /// maximum and everything above.
    ///
    /// - Parameter level: of compression, 1 (fast, for tiles) to 12.
    /// - Throws: `grid.too-large` for a grid without cells or with more than 65,536 on a side.
    public static func png(
        _ grid: Released<DensityGrid>, scale: DensityScale, level: Int = 1
    ) throws(Fault) -> [UInt8] {
        let frame = grid.value.frame
        guard frame.columns > 0, frame.rows > 0, frame.columns <= 1 << 16, frame.rows <= 1 << 16,
            grid.value.values.count == frame.cellCount
        else {
            throw Fault(
                .gridTooLarge, "A grid of \(frame.columns) × \(frame.rows) cells cannot become a picture.",
                remedy: "Ask for 1 to 65,536 cells on each side.")
        }
        return try PNGEncoder.palette(
            width: frame.columns, height: frame.rows,
            pixels: indices(grid.value.values, columns: frame.columns, maximum: scale.maximum),
            palette: palette(scale.ramp), alpha: [0], level: level)
    }

    /// 256 colours: no data, then 255 from zero to the maximum.
    static func palette(_ ramp: ColorRamp) -> [RGB] {
        let table = RampTable(ramp)
        return [RGB(red: 0, green: 0, blue: 0)] + (0..<255).map { table.color(at: Double($0) / 254) }
    }

    /// Palette indices, each row led by PNG's filter byte.
    static func indices(_ values: [Float], columns: Int, maximum: Double) -> [UInt8] {
        let rows = values.count / columns
        return [UInt8](unsafeUninitializedCapacity: rows * (columns + 1)) { target, count in
            values.withUnsafeBufferPointer { source in
                guard let target = target.baseAddress, let source = source.baseAddress else { return }
                for row in 0..<rows {
                    let line = target + row * (columns + 1)
                    line.initialize(to: 0)
                    fill(line + 1, from: source + row * columns, columns, scale: Float(254 / maximum))
                }
            }
            count = rows * (columns + 1)
        }
    }

    private static func fill(
        _ target: UnsafeMutablePointer<UInt8>, from source: UnsafePointer<Float>, _ count: Int, scale: Float
    ) {
        var place = 0
        while place + 16 <= count {
            let values = UnsafeRawPointer(source + place).loadUnaligned(as: SIMD16<Float>.self)
            UnsafeMutableRawPointer(target + place).storeBytes(
                of: index(values, scale), as: SIMD16<UInt8>.self)
            place += 16
        }
        while place < count {
            target[place] = index(SIMD16(repeating: source[place]), scale)[0]
            place += 1
        }
    }

    /// 1 + round(254 · value / maximum), held within 1...255; 0 for NaN.
    @inline(__always)
    private static func index(_ values: SIMD16<Float>, _ scale: Float) -> SIMD16<UInt8> {
        let isNumber = values .== values
        var scaled = values * scale
        scaled.replace(with: 254, where: scaled .> 254)
        scaled.replace(with: 0, where: .!(scaled .> 0))
        // Adding 2^23 leaves the number, rounded, in the low bits: a conversion without a trap in the way.
        var bits = unsafeBitCast(scaled + 8_388_609, to: SIMD16<UInt32>.self)
        bits.replace(with: 0, where: .!isNumber)
        return SIMD16<UInt8>(truncatingIfNeeded: bits)
    }
}
