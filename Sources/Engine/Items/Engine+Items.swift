internal import TabaqaAnalysis
internal import TabaqaColumns
public import TabaqaFeatureModel

extension Engine {
    /// A page of features in order of the sort keys, then of id. All features take part, those with a suspect
    /// place too; a box meets only features that have a place.
    ///
    /// - Throws: `release.refused`, `option.invalid`, `filter.malformed`, `property.unknown`, `crs.*`.
    public func items(_ request: ItemsRequest) throws -> ItemsPage {
        guard (1...ItemsRequest.mostItems).contains(request.limit), request.offset >= 0 else {
            throw Fault(
                .optionInvalid, "A page has 1 to \(ItemsRequest.mostItems) items.",
                at: Fault.Place(field: "limit"))
        }
        var request = request
        request.selection.includesFlagged = true
        let query = try ItemsQuery(request, catalog: catalog)
        let cursor = try request.cursor.map { try ItemCursor.parts($0, mark: query.mark) }
        return try columns.reading([query.layer], for: query.audience) { opened in
            let columns = opened[0]
            let mask = try query.rows(columns)
            let matched = mask?.population ?? columns.count
            let order = try ItemOrder(query.sort, columns: columns, hidesIDs: query.hidesIDs, placing: cursor)
            let position = try cursor.map { parts in
                guard let position = order.position(parts) else { throw ItemCursor.malformed }
                return position
            }
            let skipped = min(request.offset, matched)
            // One more than asked for tells whether there is a next page.
            let wanted = min(request.limit, matched - skipped) + skipped + 1
            let rows =
                order.isByID && wanted * (columns.count / max(1, matched)) < matched / 4
                ? try Self.first(wanted, of: mask, columns, after: cursor?.last)
                : Self.first(wanted, of: mask, count: columns.count, in: order, after: position)
            let page = rows.dropFirst(skipped).prefix(request.limit)
            let next = rows.count > skipped + page.count ? page.last : nil
            return ItemsPage(
                features: try ItemBatches(query, columns, store: store).batch(Array(page)), matched: matched,
                next: next.map { ItemCursor.text(order.parts($0), mark: query.mark) },
                revision: columns.revision)
        }
    }

    private static func first(
        _ wanted: Int, of mask: RowMask?, count: Int, in order: ItemOrder, after position: ItemOrder.Position?
    ) -> [Int] {
        var first = FirstRows(wanted, order: order, after: position)
        if let mask { mask.forEachRun { first.offer($0) } } else { first.offer(0..<count) }
        return first.rows()
    }

    /// The same in order of id, for few rows of many: by walking along the kept order.
    private static func first(
        _ wanted: Int, of mask: RowMask?, _ columns: LayerColumns, after id: [UInt8]?
    ) throws -> [Int] {
        var rows: [Int] = []
        rows.reserveCapacity(wanted)
        try columns.idOrder().forEachRow(after: id.map { String(decoding: $0, as: UTF8.self) }) { row in
            if mask?[row] ?? true { rows.append(row) }
            return rows.count < wanted
        }
        return rows
    }

    /// One feature, nil when there is none of that id or its id may not be known.
    ///
    /// - Throws: `release.refused`, `property.unknown`, `crs.*`.
    public func item(
        _ id: FeatureID, of layer: String, audience: Audience, crs: CRS, properties: [String]? = nil,
        skipsGeometry: Bool = false
    ) throws -> ItemsPage? {
        var request = ItemsRequest(layer: layer, audience: audience)
        request.crs = crs
        request.skipsGeometry = skipsGeometry
        request.properties = properties
        let query = try ItemsQuery(request, catalog: catalog)
        guard !query.hidesIDs, let feature = try store.feature(id, in: query.layer),
            feature.flags.isDisjoint(with: query.layer.review.hidden(from: audience))
        else { return nil }
        return ItemsPage(
            features: try ItemBatches.batch(feature, query), matched: 1, next: nil, revision: feature.revision
        )
    }
}

extension Engine {
    /// All features of the selection, in no promised order, piece by piece in constant memory, at one
    /// revision of the layer. `limit`, `offset`, `cursor` and `sort` play no part.
    ///
    /// - Throws: as `items`; nothing is written then.
    public func stream(_ request: ItemsRequest, as form: StreamForm) throws -> ItemStream {
        var request = request
        request.selection.includesFlagged = true
        return try ItemStream(chunks(request), form)
    }

    /// Released batches of all features of the selection.
    func chunks(_ request: ItemsRequest) throws -> ItemChunks {
        let query = try ItemsQuery(request, catalog: catalog)
        return try columns.reading([query.layer], for: query.audience) {
            try ItemChunks(query, $0[0], store: store)
        }
    }
}
