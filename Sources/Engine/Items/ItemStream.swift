internal import Dispatch
internal import Synchronization
internal import TabaqaFeatureModel
internal import TabaqaRendering

/// A layer on its way out. `next` is called by one thread at a time; while a reader keeps up, another thread
/// makes the piece after.
public final class ItemStream: Sendable {
    /// How many features there are in all.
    public let count: Int
    /// The layer's revision they are read at.
    public let revision: Int64
    private let chunks: ItemChunks
    private let form: StreamForm
    private let state = Mutex(State())

    private struct State {
        var isOpen = false
        var isEnded = false
        var last: ItemChunks.Piece?
        var ahead: Ahead?
    }

    /// Bytes, and how many rows they hold.
    typealias Text = (bytes: [UInt8], rows: Int)

    /// A piece another thread makes.
    private final class Ahead: Sendable {
        let piece: ItemChunks.Piece
        private let done = DispatchSemaphore(value: 0)
        private let isClaimed = Mutex(false)
        private let result = Mutex<Result<Text, any Error>?>(nil)

        init(_ piece: ItemChunks.Piece) {
            self.piece = piece
        }

        /// Whether the caller is the one to make it: a reader does not wait for a thread that has not come to
        /// it yet.
        func claim() -> Bool {
            isClaimed.withLock { isClaimed in
                defer { isClaimed = true }
                return !isClaimed
            }
        }

        func finish(_ result: sending Result<Text, any Error>) {
            self.result.withLock { $0 = result }
            done.signal()
        }

        func wait() throws -> Text {
            done.wait()
            return try result.withLock { try $0?.get() ?? ([], 0) }
        }
    }

    /// Pieces made ahead that nobody has fetched yet, of all streams together: slow readers hold none for
    /// long.
    private static let waiting = Atomic(0)
    private static let mostWaiting = 16

    init(_ chunks: ItemChunks, _ form: StreamForm) {
        self.chunks = chunks
        self.form = form
        count = chunks.count
        revision = chunks.revision
    }

    deinit {
        state.withLock { if $0.ahead != nil { Self.waiting.subtract(1, ordering: .relaxed) } }
    }

    /// The next bytes; nil at the end.
    ///
    /// - Throws: `crs.transform`, `columns.damaged`.
    public func next() throws -> [UInt8]? { try nextPiece()?.bytes }

    func nextPiece() throws -> Text? {
        let (isFirst, ahead, last) = state.withLock { state in
            defer {
                state.isOpen = true
                state.ahead = nil
            }
            return (!state.isOpen, state.ahead, state.last)
        }
        if isFirst { return (try head(), 0) }
        guard !state.withLock(\.isEnded) else { return nil }
        guard let piece = ahead?.piece ?? chunks.next(after: last) else {
            state.withLock { $0.isEnded = true }
            return tail().map { ($0, 0) }
        }
        prepare(chunks.next(after: piece))
        state.withLock { $0.last = piece }
        guard let ahead else { return try Self.text(piece, of: chunks, form) }
        Self.waiting.subtract(1, ordering: .relaxed)
        return ahead.claim() ? try Self.text(piece, of: chunks, form) : try ahead.wait()
    }

    private func prepare(_ piece: ItemChunks.Piece?) {
        guard let piece, piece.number > 1 else { return }
        guard Self.waiting.add(1, ordering: .relaxed).newValue <= Self.mostWaiting else {
            Self.waiting.subtract(1, ordering: .relaxed)
            return
        }
        let ahead = Ahead(piece)
        state.withLock { $0.ahead = ahead }
        DispatchQueue.global().async { [chunks, form] in
            guard ahead.claim() else { return }
            ahead.finish(Result { try Self.text(piece, of: chunks, form) })
        }
    }

    private func head() throws -> [UInt8] {
        switch form {
        case .csv: CSVText.header(try chunks.empty())
        default: geoJSON?.head ?? []
        }
    }

    private func tail() -> [UInt8]? {
        let tail = geoJSON?.tail(isEmpty: count == 0) ?? []
        return tail.isEmpty ? nil : tail
    }

    private var geoJSON: GeoJSONForm? { Self.geoJSON(form, chunks.query) }

    private static func text(
        _ piece: ItemChunks.Piece, of chunks: ItemChunks, _ form: StreamForm
    ) throws -> Text {
        let batch = try chunks.batch(piece)
        guard let geoJSON = geoJSON(form, chunks.query) else {
            return (CSVText.rows(batch), batch.value.count)
        }
        return (try geoJSON.features(batch, isFirst: piece.number == 0), batch.value.count)
    }

    private static func geoJSON(_ form: StreamForm, _ query: ItemsQuery) -> GeoJSONForm? {
        switch form {
        case .csv: nil
        case .geoJSON(let isNorthingFirst, let members):
            GeoJSONForm(
                .collection, name: query.layer.id, crs: query.crs, isNorthingFirst: isNorthingFirst,
                members: members)
        case .geoJSONSequence(let isNorthingFirst):
            GeoJSONForm(.sequence, crs: query.crs, isNorthingFirst: isNorthingFirst)
        }
    }
}
