internal import TabaqaFeatureModel

/// A batch's rows in memory of their own, so that reading a value counts no references: a layer of a million
/// rows has ten million values. Pointers are valid as long as this is.
final class PlainRows {
    /// One column's values; nulls as in `PropertyColumn`.
    enum Values {
        case text(Texts)
        case integer(UnsafePointer<Int64>)
        case decimal(UnsafePointer<Double>)
        case boolean(UnsafePointer<Int8>)
        case date(UnsafePointer<Int32>)
        case instant(UnsafePointer<Int64>)
    }

    struct Texts {
        fileprivate let bytes: UnsafePointer<UInt8>
        fileprivate let starts: UnsafePointer<Int>
        fileprivate let lengths: UnsafePointer<Int32>

        /// Nil for null.
        @inline(__always)
        subscript(row: Int) -> UnsafeBufferPointer<UInt8>? {
            let length = Int(lengths[row])
            return length < 0 ? nil : UnsafeBufferPointer(start: bytes + starts[row], count: length)
        }
    }

    enum Geometries {
        case none
        case points(x: UnsafePointer<Double>, y: UnsafePointer<Double>)
        case shapes([Geometry?])
    }

    let count: Int
    private(set) var ids: Texts
    private(set) var geometry = Geometries.none
    private(set) var columns: [Values] = []
    private var memory: [UnsafeMutableRawPointer] = []

    init(_ batch: FeatureBatch) {
        let count = batch.count
        precondition(
            batch.ids.count == count && batch.geometry.count == count
                && batch.columns.allSatisfy { $0.values.count == count }, "a batch of uneven columns")
        self.count = count
        let empty = UnsafeMutableRawPointer.allocate(byteCount: 8, alignment: 8)
        memory.append(empty)
        ids = Texts(
            bytes: UnsafePointer(empty.assumingMemoryBound(to: UInt8.self)),
            starts: UnsafePointer(empty.assumingMemoryBound(to: Int.self)),
            lengths: UnsafePointer(empty.assumingMemoryBound(to: Int32.self)))
        ids = texts(batch.ids)
        switch batch.geometry {
        case .none: break
        case .points(let x, let y): geometry = .points(x: copy(x), y: copy(y))
        case .shapes(let shapes): geometry = .shapes(shapes)
        }
        columns = batch.columns.map { column in
            switch column.values {
            case .text(let column): .text(texts(column))
            case .integer(let values): .integer(copy(values))
            case .decimal(let values): .decimal(copy(values))
            case .boolean(let values): .boolean(copy(values))
            case .date(let values): .date(copy(values))
            case .instant(let values): .instant(copy(values))
            }
        }
    }

    deinit {
        for block in memory { block.deallocate() }
    }

    /// Bytes that live as long as the rows, such as a column's name in the form it is written.
    func keep(_ bytes: [UInt8]) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: copy(bytes), count: bytes.count)
    }

    private func texts(_ column: TextColumn) -> Texts {
        Texts(bytes: copy(column.bytes), starts: copy(column.starts), lengths: copy(column.lengths))
    }

    private func copy<Value: BitwiseCopyable>(_ values: [Value]) -> UnsafePointer<Value> {
        let target = UnsafeMutablePointer<Value>.allocate(capacity: max(1, values.count))
        target.initialize(from: values, count: values.count)
        memory.append(UnsafeMutableRawPointer(target))
        return UnsafePointer(target)
    }
}
