import Synchronization
import TabaqaFeatureModel

/// A store of rows given by the test, flags and all: what no import would let through.
final class BatchStore: FeatureStore {
    private let batches: Mutex<[String: (rows: FeatureBatch, revision: Int64)]>

    init(_ batches: [FeatureBatch]) {
        self.batches = Mutex(
            Dictionary(uniqueKeysWithValues: batches.map { ($0.name, (rows: $0, revision: Int64(1))) }))
    }

    private static let refusal = Fault(.storeFailure, "Not for this test.")

    func prepare(_ catalog: LayerCatalog) throws {}

    func load(
        _ layer: LayerDefinition, _ options: LoadOptions, from next: () throws -> ValidatedBatch?
    ) throws -> LoadReceipt { throw Self.refusal }

    func insert(_ feature: ValidatedBatch, into layer: LayerDefinition, by actor: String) throws -> Int64 {
        throw Self.refusal
    }

    func replace(
        _ feature: ValidatedBatch, in layer: LayerDefinition, expecting revision: Int64?, by actor: String
    ) throws -> Int64 { throw Self.refusal }

    func delete(
        _ id: FeatureID, from layer: LayerDefinition, expecting revision: Int64?, by actor: String
    ) throws -> Int64 { throw Self.refusal }

    func feature(_ id: FeatureID, in layer: LayerDefinition) throws -> Feature? { throw Self.refusal }

    func page(_ layer: LayerDefinition, after id: FeatureID?, limit: Int) throws -> [Feature] {
        throw Self.refusal
    }

    func scan(_ layer: LayerDefinition, _ visit: (FeatureBatch) throws -> Void) throws -> Int64 {
        guard let (rows, revision) = batches.withLock({ $0[layer.id] }) else { throw Self.refusal }
        try visit(rows)
        return revision
    }

    func changes(_ layer: LayerDefinition, after cursor: ChangeCursor?, limit: Int) throws -> ChangePage {
        ChangePage(revision: batches.withLock { $0[layer.id]?.revision ?? 0 }, changes: [])
    }
}
