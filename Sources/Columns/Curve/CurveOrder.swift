/// Rows sorted along the curve.
struct CurveOrder {
    var square: CurveSquare
    /// Original row numbers, in curve order; rows outside the square last, in their first order.
    var rows: [UInt32]
    /// The keys of the first `regularCount` rows, ascending.
    var keys: [UInt32]
    var regularCount: Int { keys.count }

    init(x: [Double], y: [Double]) {
        let square = CurveSquare(around: x, y)
        self.square = square
        let count = min(x.count, y.count)
        var inside: [UInt32] = []
        var keys: [UInt32] = []
        var outside: [UInt32] = []
        inside.reserveCapacity(count)
        keys.reserveCapacity(count)
        HilbertCurve.steps.withUnsafeBufferPointer { steps in
            for row in 0..<count {
                if let cell = square.cell(x: x[row], y: y[row]) {
                    keys.append(HilbertCurve.key(cell.x, cell.y, steps))
                    inside.append(UInt32(truncatingIfNeeded: row))
                } else {
                    outside.append(UInt32(truncatingIfNeeded: row))
                }
            }
        }
        Self.sort(&keys, &inside)
        self.keys = keys
        rows = inside + outside
    }

    /// Stable least-significant-digit radix sort, 11 bits a pass.
    static func sort(_ keys: inout [UInt32], _ rows: inout [UInt32]) {
        let count = keys.count
        var otherKeys = [UInt32](repeating: 0, count: count)
        var otherRows = [UInt32](repeating: 0, count: count)
        for shift in [0, 11, 22] as [UInt32] {
            var starts = [Int](repeating: 0, count: 2049)
            keys.withUnsafeBufferPointer { keys in
                starts.withUnsafeMutableBufferPointer { starts in
                    for key in keys { starts[Int((key >> shift) & 2047) + 1] &+= 1 }
                    for digit in 0..<2048 { starts[digit + 1] &+= starts[digit] }
                }
            }
            if starts.contains(count) && zip(starts, starts.dropFirst()).contains(where: { $1 - $0 == count })
            {
                continue
            }
            keys.withUnsafeBufferPointer { keys in
                rows.withUnsafeBufferPointer { rows in
                    starts.withUnsafeMutableBufferPointer { starts in
                        otherKeys.withUnsafeMutableBufferPointer { otherKeys in
                            otherRows.withUnsafeMutableBufferPointer { otherRows in
                                for index in 0..<count {
                                    let digit = Int((keys[index] >> shift) & 2047)
                                    let place = starts[digit]
                                    starts[digit] = place &+ 1
                                    otherKeys[place] = keys[index]
                                    otherRows[place] = rows[index]
                                }
                            }
                        }
                    }
                }
            }
            swap(&keys, &otherKeys)
            swap(&rows, &otherRows)
        }
    }
}
