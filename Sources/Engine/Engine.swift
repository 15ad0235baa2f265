public import TabaqaFeatureModel

/// The use cases: import, export, density, join, status. Knows a store only as `any FeatureStore`.
public struct Engine: Sendable {
    public let catalog: LayerCatalog
    public let store: any FeatureStore
    /// Derived column files of the store's layers.
    public let columns: ColumnShelf
    /// The program that reads and writes foreign formats.
    public let formatsExecutable: String
    public let progress: any ProgressReporter

    public init(
        catalog: LayerCatalog, store: any FeatureStore, columnsDirectory: String,
        formatsExecutable: String, progress: any ProgressReporter = NoProgress()
    ) {
        self.catalog = catalog
        self.store = store
        self.columns = ColumnShelf(directory: columnsDirectory, store: store, progress: progress)
        self.formatsExecutable = formatsExecutable
        self.progress = progress
    }

    init(keepingOpen engine: Engine) {
        catalog = engine.catalog
        store = engine.store
        columns = ColumnShelf(keepingOpen: engine.columns)
        formatsExecutable = engine.formatsExecutable
        progress = engine.progress
    }
}
