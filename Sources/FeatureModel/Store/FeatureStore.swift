/// Where layers are kept. Nine verbs, none of which needs what a sharded store cannot give: no serial ids,
/// no generated values returned, no triggers, no transaction over several features promised to the caller
/// except within one `load`.
///
/// All verbs block; call them off any event loop. All throw `Fault` with a `store.*` code.
public protocol FeatureStore: Sendable {
    /// Creates the tables of `layers`, or migrates them when their definitions only add.
    ///
    /// - Throws: `store.migration` with the printed plan when a change would lose data.
    func prepare(_ catalog: LayerCatalog) throws

    /// Loads all batches `next` gives, all or nothing, as one revision of the layer.
    ///
    /// - Parameter next: the next batch, or nil at the end; ids are set by the caller. What it throws aborts
    ///   the load and is rethrown.
    func load(
        _ layer: LayerDefinition, _ options: LoadOptions, from next: () throws -> ValidatedBatch?
    ) throws -> LoadReceipt

    /// Adds one feature under its own id; the same id with the same content again answers the first result.
    ///
    /// - Returns: the layer's revision after the write. - Throws: `store.conflict` for another content.
    @discardableResult
    func insert(_ feature: ValidatedBatch, into layer: LayerDefinition, by actor: String) throws -> Int64

    /// Replaces the feature of that id, keeping the old row in the history.
    ///
    /// - Parameter revision: the feature revision the caller saw; another one is `store.conflict`.
    @discardableResult
    func replace(
        _ feature: ValidatedBatch, in layer: LayerDefinition, expecting revision: Int64?, by actor: String
    ) throws -> Int64

    /// Deletes the feature, keeping its row in the history.
    @discardableResult
    func delete(
        _ id: FeatureID, from layer: LayerDefinition, expecting revision: Int64?, by actor: String
    ) throws -> Int64

    func feature(_ id: FeatureID, in layer: LayerDefinition) throws -> Feature?

    /// Up to `limit` features in order of id, after `id`.
    func page(_ layer: LayerDefinition, after id: FeatureID?, limit: Int) throws -> [Feature]

    /// Calls `visit` with every row in batches, at one consistent revision, which it returns.
    @discardableResult
    func scan(_ layer: LayerDefinition, _ visit: (FeatureBatch) throws -> Void) throws -> Int64

    /// What changed after `cursor` in order of (revision, id), and the layer's current revision.
    /// A `limit` of 0 asks for the revision alone and is cheap.
    func changes(_ layer: LayerDefinition, after cursor: ChangeCursor?, limit: Int) throws -> ChangePage
}
