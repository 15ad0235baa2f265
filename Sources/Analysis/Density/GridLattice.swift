internal import TabaqaFeatureModel

/// A frame's place on the one lattice all frames with the same cells share: cells have whole numbers counted
/// from the CRS's origin, so that no sum depends on where a picture begins.
struct GridLattice {
    /// In CRS units; rounded to 40 bits, lest two ways to work out the same cell make two lattices.
    let width: Double
    let height: Double
    /// How far the lattice's lines lie from the CRS's origin, in cells, from 0 to 1.
    private let shiftX: Double
    private let shiftY: Double
    /// Number of the westmost column; columns count eastward.
    let firstColumn: Int
    /// Number of the northmost row; rows count southward.
    let firstRow: Int
    let columns: Int
    let rows: Int

    /// - Parameter parts: into how many columns and rows each cell is divided.
    init(_ frame: GridFrame, parts: Int = 1) {
        let whole = Self.rounded(frame.cellWidth)
        let tall = Self.rounded(frame.cellHeight)
        let fractionX = Self.fraction(frame.originX / whole)
        let fractionY = Self.fraction(-frame.originY / tall)
        firstColumn = Int((frame.originX / whole - fractionX).rounded()) * parts
        firstRow = Int((-frame.originY / tall - fractionY).rounded()) * parts
        width = whole / Double(parts)
        height = tall / Double(parts)
        shiftX = fractionX * Double(parts)
        shiftY = fractionY * Double(parts)
        columns = frame.columns * parts
        rows = frame.rows * parts
    }

    /// Whether the lattice's lines go through the CRS's origin, as those of tiles do.
    var isAnchored: Bool { shiftX == 0 && shiftY == 0 }

    /// Columns east of the lattice's first line; the centre of column `i` is at `i + 0.5`.
    @inline(__always) func column(_ x: Double) -> Double { x / width - shiftX }
    @inline(__always) func row(_ y: Double) -> Double { -y / height - shiftY }
    @inline(__always) func x(_ column: Double) -> Double { (column + shiftX) * width }
    @inline(__always) func y(_ row: Double) -> Double { -(row + shiftY) * height }

    private static func fraction(_ value: Double) -> Double {
        let scale = 1_048_576.0
        let fraction = ((value - value.rounded(.down)) * scale).rounded() / scale
        return fraction == 1 ? 0 : fraction
    }

    static func rounded(_ value: Double) -> Double {
        let kept = UInt64(1) << 12
        return Double(bitPattern: (value.bitPattern &+ kept / 2) & ~(kept - 1))
    }
}
