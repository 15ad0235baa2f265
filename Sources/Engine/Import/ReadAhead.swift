internal import TabaqaExchange
internal import TabaqaFeatureModel

/// Reads a source on another thread while its last batches are decoded. Only that thread uses the reader
/// until `stop`.
struct ReadAhead {
    struct Part: Sendable {
        var batch: RecordBatch
        var progress: Double
        /// Of the batch's geometry; nil for a batch without, or where places are not wanted.
        var crs: CRS?
    }

    private let handover: Handover<Part>

    init(_ reader: any RecordReader, wantsPlaces: Bool) {
        nonisolated(unsafe) let reader = reader
        handover = Handover(capacity: 4) { give in
            while let batch = try reader.next() {
                let crs = wantsPlaces && batch.geometry != nil ? try reader.knownCRS() : nil
                guard give(Part(batch: batch, progress: reader.progress, crs: crs)) else { return }
            }
        }
    }

    func next() throws -> Part? { try handover.take() }

    func stop() { handover.stop() }
}
