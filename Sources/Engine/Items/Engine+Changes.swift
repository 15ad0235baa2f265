public import TabaqaFeatureModel

extension Engine {
    /// Most changes of one page.
    public static let mostChanges = 10_000

    /// What changed in a layer after `since`, oldest first, each feature once as it is now. Who applies every page has
    /// the features that `items` would answer.
    ///
    /// Rows the audience may not see count as deleted: a rejected observation leaves those who had it before.
    ///
    /// - Parameter since: the cursor of the page before; nil: everything.
    /// - Throws: `release.refused` for a layer whose rows, ids or pending rows the audience may not know of;
    ///   `option.invalid` for a cursor of another layer, audience or store.
    public func changes(
        of id: String, audience: Audience, since: String?, limit: Int
    ) throws -> ChangesPage {
        guard (1...Self.mostChanges).contains(limit) else {
            throw Fault(
                .optionInvalid, "A page has 1 to \(Self.mostChanges) changes.",
                at: Fault.Place(field: "limit"))
        }
        let query = try ItemsQuery(ItemsRequest(layer: id, audience: audience), catalog: catalog)
        let layer = query.layer
        try Self.requireChanges(layer, audience, hidesIDs: query.hidesIDs)
        let start = try since.map { try ChangeMark($0, of: layer, for: audience).cursor }
        let page = try store.changes(layer, after: start, limit: limit)
        if let start, start.revision > page.revision {
            // A store put back from a copy has forgotten what came after.
            throw Fault(
                .optionInvalid, "The cursor is newer than the layer: it was put back from a copy.",
                at: Fault.Place(field: "since"), remedy: "Begin without it.")
        }
        let hidden = layer.review.hidden(from: audience)
        var changes: [ChangesPage.Change] = []
        changes.reserveCapacity(page.changes.count)
        for change in page.changes {
            var feature: Feature?
            if !change.isDeletion {
                feature = try store.feature(change.id, in: layer)
                // Changed again since the page was read: it comes again, at its new place.
                guard let feature, feature.revision == change.revision else { continue }
            }
            let isVisible = feature.map { $0.flags.isDisjoint(with: hidden) } ?? false
            changes.append(
                ChangesPage.Change(
                    id: change.id, revision: change.revision,
                    feature: isVisible ? try feature.map { try ItemBatches.batch($0, query) } : nil))
        }
        let end = page.changes.last.map { ChangeCursor(revision: $0.revision, id: $0.id) }
        let cursor = end ?? start ?? ChangeCursor(revision: 0, id: FeatureID(""))
        return ChangesPage(
            changes: changes, cursor: ChangeMark(cursor).text(of: layer, for: audience),
            hasMore: page.changes.count == limit, revision: page.revision)
    }

    /// A feed tells ids, when rows come, and that there are rows nobody approved yet.
    private static func requireChanges(
        _ layer: LayerDefinition, _ audience: Audience, hidesIDs: Bool
    ) throws(Fault) {
        let tellsPending = audience == .public && layer.review.visible == .approved
        guard hidesIDs || tellsPending || !ReleaseGate.mayReadTime(of: layer, audience) else { return }
        throw Fault(
            .releaseRefused,
            "Changes of layer “\(layer.id)” do not leave for audience \(audience.rawValue).",
            remedy: "Ask for its items.")
    }
}
