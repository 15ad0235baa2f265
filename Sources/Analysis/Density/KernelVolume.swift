internal import TabaqaFeatureModel

/// How much of a kernel lies south-west of a point: G(u, v), both in reaches from the event, tabulated.
struct KernelVolume: Sendable {
    private static let side = 128
    /// (side + 1)² values from (−1, −1), u running fastest.
    private let table: [Float]

    static func of(_ kernel: Kernel) -> KernelVolume {
        switch kernel {
        case .gaussian: gaussian
        case .quartic: quartic
        case .epanechnikov: epanechnikov
        case .triweight: triweight
        case .uniform: uniform
        case .triangular: triangular
        }
    }

    private static let gaussian = KernelVolume(.gaussian)
    private static let quartic = KernelVolume(.quartic)
    private static let epanechnikov = KernelVolume(.epanechnikov)
    private static let triweight = KernelVolume(.triweight)
    private static let uniform = KernelVolume(.uniform)
    private static let triangular = KernelVolume(.triangular)

    private init(_ kernel: Kernel) {
        let shape = KernelShape(kernel: kernel)
        let (side, parts) = (Self.side, 8)
        let fine = side * parts
        let step = 2 / Double(fine)
        // Running sums along rows, added up from the south.
        var column = [Double](repeating: 0, count: side + 1)
        var sums = [Double](repeating: 0, count: (side + 1) * (side + 1))
        for row in 0..<fine {
            let v = (Double(row) + 0.5) * step - 1
            var line = 0.0
            for place in 0..<fine {
                let u = (Double(place) + 0.5) * step - 1
                let square = u * u + v * v
                if square < 1 { line += shape.value(square * shape.reach * shape.reach) }
                if (place + 1) % parts == 0 { column[(place + 1) / parts] += line }
            }
            guard (row + 1) % parts == 0 else { continue }
            for place in 0...side { sums[(row + 1) / parts * (side + 1) + place] = column[place] }
        }
        let total = sums[sums.count - 1]
        table = sums.map { Float($0 / total) }
    }

    /// - Parameters: u, v between −1 and 1.
    @inline(__always)
    static func value(_ table: UnsafeBufferPointer<Float>, _ u: Float, _ v: Float) -> Float {
        let half = Float(side / 2)
        let (x, y) = ((u + 1) * half, (v + 1) * half)
        let (i, j) = (min(max(Int(x), 0), side - 1), min(max(Int(y), 0), side - 1))
        let (a, b) = (x - Float(i), y - Float(j))
        let at = j &* (side + 1) &+ i
        let south = table[at] + (table[at &+ 1] - table[at]) * a
        let north = table[at &+ side &+ 1] + (table[at &+ side &+ 2] - table[at &+ side &+ 1]) * a
        return south + (north - south) * b
    }

    func withTable<Result>(_ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
        table.withUnsafeBufferPointer(body)
    }
}
