internal import TabaqaFeatureModel

/// A 64-bit digest per row over place and every value, column by column, to find rows that are the same.
struct RowDigests {
    private(set) var digests: [UInt64]

    init(_ batch: FeatureBatch) {
        digests = [UInt64](repeating: 0xcbf2_9ce4_8422_2325, count: batch.count)
        mix(batch.geometry)
        for column in batch.columns { mix(column.values) }
    }

    /// Rows equal to an earlier row.
    func repeated() -> [Int] {
        var seen = DigestSet(capacity: digests.count)
        return digests.indices.filter { !seen.insert(UInt128(digests[$0])) }
    }

    private mutating func mix(_ row: Int, _ word: UInt64) {
        var value = (digests[row] ^ word) &* 0x9E37_79B9_7F4A_7C15
        value ^= value >> 29
        digests[row] = value
    }

    private mutating func mix(_ geometry: GeometryColumn) {
        switch geometry {
        case .none: break
        case .points(let x, let y):
            for row in digests.indices {
                mix(row, x[row].bitPattern)
                mix(row, y[row].bitPattern)
            }
        case .shapes(let shapes):
            for row in digests.indices {
                guard let shape = shapes[row] else { continue }
                shape.forEachPosition { position in
                    mix(row, position.x.bitPattern)
                    mix(row, position.y.bitPattern)
                }
            }
        }
    }

    private mutating func mix(_ column: PropertyColumn) {
        switch column {
        case .text(let texts):
            for row in digests.indices {
                texts.withUTF8(row) { bytes in
                    guard let bytes else { return mix(row, .max) }
                    var hash = StableHash()
                    hash.mix(UnsafeRawBufferPointer(bytes))
                    mix(row, UInt64(truncatingIfNeeded: hash.value))
                }
            }
        case .integer(let values), .instant(let values):
            for row in digests.indices { mix(row, UInt64(bitPattern: values[row])) }
        case .decimal(let values):
            for row in digests.indices { mix(row, values[row].bitPattern) }
        case .boolean(let values):
            for row in digests.indices { mix(row, UInt64(bitPattern: Int64(values[row]))) }
        case .date(let values):
            for row in digests.indices { mix(row, UInt64(bitPattern: Int64(values[row]))) }
        }
    }
}
