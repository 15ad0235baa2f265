internal import Foundation
internal import Synchronization
internal import TabaqaColumns
internal import TabaqaFeatureModel

/// A column file made from rows that are just being stored, beside its place until it is known that the store
/// took all of them, at the revision expected, and nothing else.
final class ColumnDraft: Sendable {
    /// Fewer rows are as quickly scanned when their columns are first asked for.
    static let worthwhile = 20_000

    private let path: String
    private let layer: LayerDefinition
    private let revision: Int64
    private let isBuilt = Mutex(false)

    init(of layer: LayerDefinition, directory: String, revision: Int64) {
        self.layer = layer
        self.revision = revision
        path = "\(directory)/\(layer.id)@draft-\(UInt32.random(in: 0 ... .max))"
    }

    deinit {
        unlink(path)
    }

    /// Writes the batches `next` gives until nil, in the order a scan of the store will give them. A draft
    /// that cannot be made is no error: the columns are then built when first asked for.
    func build(_ next: () throws -> FeatureBatch?) {
        do {
            try FileManager.default.createDirectory(
                atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
                withIntermediateDirectories: true)
            try ColumnFile.build(at: path, layer: layer) { visit in
                while let batch = try next() { try visit(batch) }
                return revision
            }
            isBuilt.withLock { $0 = true }
        } catch {
            unlink(path)
        }
    }

    /// Puts the draft in its place, or throws it away when the store's rows are not, or not only, its own.
    ///
    /// - Returns: whether it is in its place.
    func settle(at target: String, revision stored: Int64, isWhole: Bool) -> Bool {
        guard stored == revision, isWhole, isBuilt.withLock({ $0 }) else { return false }
        return rename(path, target) == 0
    }
}
