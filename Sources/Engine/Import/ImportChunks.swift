internal import TabaqaFeatureModel

/// A load's rows in the order they are stored in, gathered on another thread while the store takes in those
/// before; that thread also feeds the column file, where there is one to be made.
struct ImportChunks {
    /// Rows handed to the store at a time.
    private static let size = 65_536

    private let handover: Handover<ValidatedBatch>
    private let count: Int
    /// Handed over so far.
    private(set) var rows = 0

    init(_ valid: ValidatedBatch, order: [Int], draft: ColumnDraft?) {
        count = order.count
        handover = Handover(capacity: 2) { give in
            @Sendable func chunk(_ start: Int) -> ValidatedBatch {
                valid.gather(Array(order[start..<min(start + Self.size, order.count)]))
            }
            let starts = stride(from: 0, to: order.count, by: Self.size)
            guard let draft else {
                for start in starts where !give(chunk(start)) { return }
                return
            }
            var pending = Array(starts)[...]
            draft.build {
                guard let start = pending.popFirst() else { return nil }
                let chunk = chunk(start)
                guard give(chunk) else { throw CancellationError() }
                return chunk.features
            }
            // A draft that failed, for want of space perhaps, is no reason to stop the import.
            for start in pending where !give(chunk(start)) { return }
        }
    }

    /// Nil after the last row, without waiting for the column file.
    mutating func next() throws -> ValidatedBatch? {
        guard rows < count, let chunk = try handover.take() else { return nil }
        rows += chunk.features.count
        return chunk
    }

    /// The part of the rows that was handed over, 0…1.
    var fraction: Double { Double(rows) / Double(max(1, count)) }

    func stop() { handover.stop() }
}
