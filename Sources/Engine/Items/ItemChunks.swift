internal import TabaqaAnalysis
internal import TabaqaColumns
internal import TabaqaFeatureModel

/// The rows of a query cut into pieces, each of which any thread can make.
struct ItemChunks: Sendable {
    /// One piece's rows.
    struct Piece: Sendable {
        let number: Int
        fileprivate let rows: Range<Int>
    }

    let query: ItemsQuery
    let revision: Int64
    /// How many rows there are in all.
    let count: Int
    private let batches: ItemBatches
    /// Nil: all rows.
    private let mask: RowMask?
    private let rowCount: Int
    private let rowsPerPiece: Int

    /// Bytes a piece is meant to have as text.
    static let pieceSize = 256 << 10

    /// - Throws: `columns.damaged`, `filter.malformed`, `crs.transform`.
    init(_ query: ItemsQuery, _ columns: LayerColumns, store: any FeatureStore) throws {
        self.query = query
        revision = columns.revision
        mask = try query.rows(columns)
        rowCount = columns.count
        count = mask?.population ?? columns.count
        batches = try ItemBatches(query, columns, store: store)
        rowsPerPiece = max(1, min(8192, Self.pieceSize / batches.bytesPerRow(of: columns.count)))
        // What cannot be transformed is known before the first byte.
        _ = try batches.batch([])
    }

    /// The piece after `piece`; nil at the end. Ranges of rows without any that takes part are skipped.
    func next(after piece: Piece?) -> Piece? {
        var start = piece?.rows.upperBound ?? 0
        guard let mask else {
            guard start < rowCount else { return nil }
            return Piece(number: (piece?.number ?? -1) + 1, rows: start..<min(start + rowsPerPiece, rowCount))
        }
        while start < rowCount, !mask[start] { start += 1 }
        guard start < rowCount else { return nil }
        var (end, wanted) = (start, rowsPerPiece)
        while end < rowCount, wanted > 0 {
            if mask[end] { wanted -= 1 }
            end += 1
        }
        return Piece(number: (piece?.number ?? -1) + 1, rows: start..<end)
    }

    /// No rows, with all columns.
    func empty() throws -> Released<FeatureBatch> { try batches.batch([]) }

    /// - Throws: `crs.transform`.
    func batch(_ piece: Piece) throws -> Released<FeatureBatch> {
        guard let mask else { return try batches.batch(Array(piece.rows)) }
        return try batches.batch(piece.rows.filter { mask[$0] })
    }
}
