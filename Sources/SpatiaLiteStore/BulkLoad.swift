internal import CSpatialite
internal import TabaqaFeatureModel

/// One `load` inside its transaction: rows by the raw C API with triggers and, for a big share of new rows,
/// indexes put aside; both come back before the transaction ends.
final class BulkLoad {
    let connection: SQLConnection
    let table: FeatureTable
    let options: LoadOptions
    let writer: RowWriter
    /// The revision all rows of this load get.
    let revision: Int64
    /// The highest fid before this load; 0 for an empty table.
    let lastOldRow: Int64
    private(set) var receipt: LoadReceipt
    private var nextRow: Int64
    private var insertion: SQLStatement?
    private var merge: RowMerge?
    private var triggers: [String]?
    private var hasIndexes = true
    /// While an empty layer is filled: its trees, its rows' ids and boxes.
    private var trees: BareTrees?
    private var ids = LoadedIDs(capacity: 0)
    private var boxes: (rows: [PackedIndex.Box], extent: Extent)?

    init(
        _ connection: SQLConnection, _ layer: LayerDefinition, _ table: FeatureTable, revision: Int64,
        _ options: LoadOptions
    ) throws {
        self.connection = connection
        self.table = table
        self.options = options
        self.revision = revision + 1
        writer = RowWriter(layer, table)
        receipt = LoadReceipt(revision: revision)
        lastOldRow = try connection.integer("SELECT max(fid) FROM \(table.name)") ?? 0
        nextRow = lastOldRow + 1
    }

    deinit {
        trees?.forget()
    }

    func add(_ batch: FeatureBatch) throws {
        guard batch.count > 0 else { return }
        try writer.aim(at: batch) {
            switch options.mode {
            case .append:
                for row in 0..<batch.count { try insert(row) }
            case .merge(let update, let properties, let geometry, let insertsMissing):
                if lastOldRow == 0, insertsMissing {
                    for row in 0..<batch.count { try insert(row) }
                } else {
                    let merge = try merge ?? RowMerge(self, update, properties, geometry, insertsMissing)
                    self.merge = merge
                    for row in 0..<batch.count { try merge.add(row, of: batch) }
                }
            }
        }
    }

    /// Inserts `row`; one whose id the store holds already is a conflict, which without indexes only `finish`
    /// can tell.
    func insert(_ row: Int) throws {
        try beginWriting()
        // A table that takes in more than a tenth of itself is indexed anew, which is quicker.
        if hasIndexes, merge == nil,
            receipt.inserted >= max(Int(clamping: lastOldRow / 10), 1000) || lastOldRow == 0
        {
            insertion = nil
            if lastOldRow == 0 { trees = try BareTrees(connection, table) }
            if trees != nil { boxes = ([], .empty) }
            if trees == nil { try connection.execute(table.dropIndexes) }
            hasIndexes = false
        }
        let statement = try insertion ?? prepareInsertion()
        sqlite3_bind_int64(statement.handle, 1, nextRow)
        try writer.bind(row, to: statement.handle)
        try statement.run()
        if trees != nil {
            writer.note(row, as: nextRow, in: &ids)
            if let box = writer.box(row) {
                boxes?.rows.append(PackedIndex.Box(id: nextRow, box))
                boxes?.extent.include(box)
            }
        }
        if hasIndexes, connection.changes == 0 {
            receipt.conflicting.append(writer.id(row))
        } else {
            nextRow += 1
            receipt.inserted += 1
        }
    }

    private func prepareInsertion() throws -> SQLStatement {
        let statement = try SQLStatement(
            connection,
            table.insert(into: trees == nil ? table.name : BareTrees.rows, ignoringExisting: hasIndexes))
        try statement.bind(4, .integer(revision))
        insertion = statement
        return statement
    }

    /// Puts the layer's triggers aside, ours and SpatiaLite's.
    func beginWriting() throws {
        guard triggers == nil else { return }
        let rows = try connection.rows(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?1 COLLATE NOCASE",
            .text(table.layer))
        triggers = rows.compactMap { $0[1] }
        for row in rows {
            if let name = row[0] { try connection.execute("DROP TRIGGER \(Identifier(name))") }
        }
    }

    /// Brings back indexes and triggers and writes the audit row, or nothing when nothing changed.
    func finish() throws -> LoadReceipt {
        insertion = nil
        let reshaped = merge?.reshaped ?? []
        merge = nil
        guard let triggers else { return receipt }
        if !hasIndexes {
            try buildIndexes()
            hasIndexes = true
        }
        if table.hasGeometry { try indexPlaces(reshaped) }
        for sql in triggers { try connection.execute(sql) }
        guard receipt.inserted + receipt.updated > 0 else { return receipt }
        receipt.revision = revision
        try connection.run(
            "UPDATE tabaqa_layers SET revision = ?2, changed = ?3 WHERE id = ?1", .text(table.layer),
            .integer(revision), .text(AuditLog.now()))
        try AuditLog(connection).record(table.layer, revision, options, receipt)
        return receipt
    }

    private func buildIndexes() throws {
        if let trees {
            ids.sort()
            let isComplete = ids.areUniform && !ids.hasDuplicates
            if isComplete {
                try ids.write(connection, into: BareTrees.ids)
                var revisions = try GroupedInsertion.pairs(connection, into: BareTrees.revisions)
                for row in 1..<nextRow { try revisions.add((revision, row)) }
                try revisions.finish()
            }
            ids = LoadedIDs(capacity: 0)
            trees.forget()
            self.trees = nil
            if isComplete { return }
            // Rows will go, so their boxes are to be read anew.
            boxes = nil
            try connection.execute(table.dropIndexes)
        }
        // Enough to sort a few million ids in memory, by a second thread where there are more.
        try connection.execute("PRAGMA threads = 1; PRAGMA cache_size = -262144")
        defer { try? connection.execute("PRAGMA threads = 0; PRAGMA cache_size = -65536") }
        do {
            try connection.execute(table.createIDIndex)
        } catch let fault as Fault where fault.code == .storeConflict {
            try DuplicateRows(self).resolve(&receipt)
            try connection.execute(table.createIDIndex)
        }
        try connection.execute(table.createRevisionIndex)
    }

    /// Few new boxes go in one by one, many are packed anew with all others.
    private func indexPlaces(_ reshaped: [Int64]) throws {
        if receipt.inserted + reshaped.count > max(Int(clamping: lastOldRow / 10), 1000) || lastOldRow == 0 {
            try SpatialConnection.setDefensive(connection.handle, false)
            defer { try? SpatialConnection.setDefensive(connection.handle, true) }
            var index = try PackedIndex(connection, table)
            try index.rebuild(boxes)
            boxes = nil
            try LayerStatistics(connection, table).write(index.count, index.extent)
            return
        }
        let added = try SQLStatement(
            connection, "SELECT fid, geometry FROM \(table.name) WHERE fid > ?1 AND geometry IS NOT NULL")
        let changed = try SQLStatement(connection, "SELECT fid, geometry FROM \(table.name) WHERE fid = ?1")
        let deletion = try SQLStatement(connection, "DELETE FROM \(table.index) WHERE pkid = ?1")
        let insertion = try SQLStatement(connection, "INSERT INTO \(table.index) VALUES (?1, ?2, ?3, ?4, ?5)")
        func index(_ row: SQLStatement) throws {
            guard let box = GeometryBlob.box(row.blob(1)) else { return }
            sqlite3_bind_int64(insertion.handle, 1, row.integer(0))
            for (offset, value) in [box.minX, box.maxX, box.minY, box.maxY].enumerated() {
                sqlite3_bind_double(insertion.handle, Int32(offset) + 2, value)
            }
            try insertion.run()
        }
        try added.bind(1, .integer(lastOldRow))
        while try added.step() { try index(added) }
        for row in reshaped where row <= lastOldRow {
            try deletion.bind(1, .integer(row))
            try deletion.run()
            try changed.bind(1, .integer(row))
            if try changed.step() { try index(changed) }
            changed.reset()
        }
        try LayerStatistics(connection, table).forget()
    }

    // MARK: what a merge counts

    func countUnchanged() { receipt.unchanged += 1 }
    func countUpdated() { receipt.updated += 1 }
    func countConflicting(_ id: FeatureID) { receipt.conflicting.append(id) }
    func countUnmatched(_ id: FeatureID) { receipt.unmatched.append(id) }
}
