/// Many geometries. Points have a form of their own because nearly every observation is one.
public enum GeometryColumn: Sendable, Equatable {
    /// A layer without geometry: only how many rows.
    case none(count: Int)
    /// Coordinates in two arrays of equal length; a row without a place is NaN in both.
    case points(x: [Double], y: [Double])
    case shapes([Geometry?])

    public static func == (left: GeometryColumn, right: GeometryColumn) -> Bool {
        left.count == right.count && (0..<left.count).allSatisfy { left[$0] == right[$0] }
    }

    public var count: Int {
        switch self {
        case .none(let count): count
        case .points(let x, _): x.count
        case .shapes(let shapes): shapes.count
        }
    }

    public subscript(row: Int) -> Geometry? {
        switch self {
        case .none: nil
        case .points(let x, let y): x[row].isNaN ? nil : .point(Position(x: x[row], y: y[row]))
        case .shapes(let shapes): shapes[row]
        }
    }

    /// The rows at `rows`, in that order.
    public func gather(_ rows: [Int]) -> GeometryColumn {
        switch self {
        case .none: .none(count: rows.count)
        case .points(let x, let y): .points(x: rows.map { x[$0] }, y: rows.map { y[$0] })
        case .shapes(let shapes): .shapes(rows.map { shapes[$0] })
        }
    }
}
