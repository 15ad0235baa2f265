import TabaqaFeatureModel
import TabaqaSpatiaLiteStore
import TabaqaTestSupport
import Testing

@Suite struct ConformanceTests {
    @Test("a SpatiaLite store", arguments: StoreConformance.all)
    func spatiaLite(_ conformance: StoreConformance) throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try conformance.check(store)
        for check in try store.verify(SampleLayers.catalog([])) {
            #expect(check.holds, "\(check.name): \(check.detail)")
        }
        store.close()
    }

    @Test("a memory store", arguments: StoreConformance.all)
    func memory(_ conformance: StoreConformance) throws {
        try conformance.check(MemoryStore())
    }

    @Test("the suite notices a store that loses rows")
    func suiteCanFail() {
        #expect(throws: BrokenPromise.self) { try checkFeatureStore { ForgetfulStore() } }
    }
}

/// Accepts everything and keeps nothing.
private struct ForgetfulStore: FeatureStore {
    func prepare(_ catalog: LayerCatalog) throws {}
    func load(
        _ layer: LayerDefinition, _ options: LoadOptions, from next: () throws -> ValidatedBatch?
    ) throws -> LoadReceipt { LoadReceipt(revision: 1) }
    func insert(_ feature: ValidatedBatch, into layer: LayerDefinition, by actor: String) throws -> Int64 {
        1
    }
    func replace(
        _ feature: ValidatedBatch, in layer: LayerDefinition, expecting revision: Int64?, by actor: String
    ) throws -> Int64 { 1 }
    func delete(
        _ id: FeatureID, from layer: LayerDefinition, expecting revision: Int64?, by actor: String
    ) throws -> Int64 { 1 }
    func feature(_ id: FeatureID, in layer: LayerDefinition) throws -> Feature? { nil }
    func page(_ layer: LayerDefinition, after id: FeatureID?, limit: Int) throws -> [Feature] { [] }
    func scan(_ layer: LayerDefinition, _ visit: (FeatureBatch) throws -> Void) throws -> Int64 { 1 }
    func changes(_ layer: LayerDefinition, after cursor: ChangeCursor?, limit: Int) throws -> ChangePage {
        ChangePage(revision: 1, changes: [])
    }
}
