internal import CSpatialite
internal import TabaqaFeatureModel

/// Matches incoming rows with stored ones by id, and writes only what differs.
final class RowMerge {
    private unowned let load: BulkLoad
    private let updates: Bool
    private let insertsMissing: Bool
    private let comparesGeometry: Bool
    /// Indexes of the compared properties.
    private let compared: [Int]
    private let lookup: SQLStatement
    private let update: SQLStatement
    private let remember: SQLStatement
    /// The column of the fid in `lookup`.
    private let fidColumn: Int32
    /// Rows whose geometry was written, by fid.
    private(set) var reshaped: [Int64] = []

    init(
        _ load: BulkLoad, _ updates: Bool, _ properties: Set<String>?, _ geometry: Bool,
        _ insertsMissing: Bool
    ) throws {
        self.load = load
        self.updates = updates
        self.insertsMissing = insertsMissing
        let table = load.table
        comparesGeometry = geometry
        compared = table.columns.indices.filter { properties?.contains(table.columns[$0].property) ?? true }
        lookup = try SQLStatement(load.connection, table.selectByID)
        fidColumn = table.firstProperty + Int32(table.columns.count)
        update = try SQLStatement(load.connection, table.update(compared, geometry: geometry))
        remember = try SQLStatement(load.connection, table.remember)
        try remember.bind([
            .null, .integer(load.revision), .text(AuditLog.now()), .text(load.options.actor), .text("import"),
        ])
    }

    func add(_ row: Int, of batch: FeatureBatch) throws {
        try load.writer.bindID(row, to: lookup.handle, 1)
        guard try lookup.step() else {
            lookup.reset()
            if insertsMissing { try load.insert(row) } else { load.countUnmatched(load.writer.id(row)) }
            return
        }
        let fid = lookup.integer(fidColumn)
        let sameProperties = compared.allSatisfy {
            CellComparison.equal(
                lookup.handle, load.table.firstProperty + Int32($0), batch.columns[$0].values, row)
        }
        // What a source says of a row does not touch its review.
        let flags = FeatureFlags(rawValue: UInt32(truncatingIfNeeded: lookup.integer(1)))
        let sameFlags = !comparesGeometry || flags.quality == batch.flags[row].quality
        let samePlace = try !comparesGeometry || !load.table.hasGeometry || hasSamePlace(row)
        lookup.reset()
        if sameProperties, sameFlags, samePlace {
            load.countUnchanged()
        } else if updates {
            try load.beginWriting()
            try remember.bind(1, .integer(fid))
            try remember.run()
            sqlite3_bind_int64(update.handle, 1, fid)
            sqlite3_bind_int64(update.handle, 4, load.revision)
            try load.writer.bind(row, to: update.handle, only: compared, geometry: comparesGeometry)
            try update.run()
            if !samePlace { reshaped.append(fid) }
            load.countUpdated()
        } else {
            load.countConflicting(load.writer.id(row))
        }
    }

    private func hasSamePlace(_ row: Int) throws -> Bool {
        let stored = lookup.blob(3)
        return try load.writer.withPlace(row) { incoming in
            incoming.count == stored.count && incoming.elementsEqual(stored)
        }
    }
}
