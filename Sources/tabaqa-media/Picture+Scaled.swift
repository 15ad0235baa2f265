extension Picture {
    /// Width and height of a picture whose longer side is `side`; its own where it is smaller already.
    static func size(_ width: Int, _ height: Int, fitting side: Int) -> (width: Int, height: Int) {
        let longer = max(width, height)
        guard longer > side else { return (width, height) }
        return (max(1, (width * side + longer / 2) / longer), max(1, (height * side + longer / 2) / longer))
    }

    /// Smaller, each pixel the mean of the area it covers. Never larger.
    func scaled(fitting side: Int) -> Picture {
        let target = Self.size(width, height, fitting: side)
        guard target.width < width || target.height < height else { return self }
        let columns = Coverage.spans(from: width, to: target.width)
        let rows = Coverage.spans(from: height, to: target.height)
        var result: [UInt8] = []
        result.reserveCapacity(3 * target.width * target.height)
        var line = [UInt32](repeating: 0, count: 3 * target.width)
        var sum = [UInt64](repeating: 0, count: 3 * target.width)
        var shrunken = -1
        for span in rows {
            for index in sum.indices { sum[index] = 0 }
            for (step, weight) in span.weights.enumerated() {
                let row = span.first + step
                // Neighbours share the row at their border.
                if row != shrunken { shrink(row, columns, into: &line) }
                shrunken = row
                for index in sum.indices { sum[index] += UInt64(line[index]) * UInt64(weight) }
            }
            let half = UInt64(1) << (2 * Coverage.bits - 1)
            for value in sum { result.append(UInt8(min(255, (value + half) >> (2 * Coverage.bits)))) }
        }
        return Picture(width: target.width, height: target.height, pixels: result)
    }

    private func shrink(_ row: Int, _ columns: [Coverage], into line: inout [UInt32]) {
        var place = 0
        pixels.withUnsafeBufferPointer { pixels in
            for span in columns {
                var source = 3 * (row * width + span.first)
                var (red, green, blue): (UInt32, UInt32, UInt32) = (0, 0, 0)
                for weight in span.weights {
                    red += UInt32(pixels[source]) * weight
                    green += UInt32(pixels[source + 1]) * weight
                    blue += UInt32(pixels[source + 2]) * weight
                    source += 3
                }
                line[place] = red
                line[place + 1] = green
                line[place + 2] = blue
                place += 3
            }
        }
    }
}

/// The source pixels under one pixel of a smaller picture, along one axis.
struct Coverage {
    /// The weights of a span sum up to 2 to this power.
    static let bits: UInt32 = 16

    let first: Int
    let weights: [UInt32]

    static func spans(from source: Int, to target: Int) -> [Coverage] {
        (0..<target).map { index in
            // In units of 1 / target of a source pixel, so that borders are whole numbers.
            let (start, end) = (index * source, (index + 1) * source)
            let (first, last) = (start / target, (end - 1) / target)
            var weights = (first...last).map { pixel in
                let covered = min(end, (pixel + 1) * target) - max(start, pixel * target)
                return UInt32((covered << Int(bits)) / source)
            }
            // What rounding left goes to the middle one.
            weights[weights.count / 2] += 1 << bits - weights.reduce(0, +)
            return Coverage(first: first, weights: weights)
        }
    }
}
