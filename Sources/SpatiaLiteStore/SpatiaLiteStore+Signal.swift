internal import Synchronization
public import TabaqaFeatureModel

extension SpatiaLiteStore: ChangeSignalling {
    /// Read from the shared index of the write-ahead log without a system call. Where that cannot be seen, a
    /// question to the store; after `close` always the same.
    public func changeStamp() -> UInt64 {
        let seen = signal.withLock { state -> UInt64? in
            if case .unopened = state { state = CommitSignal(path: path).map { .open($0) } ?? .absent }
            switch state {
            case .open(let signal): return signal.stamp
            case .closed: return 0
            case .absent, .unopened: return nil
            }
        }
        if let seen { return seen }
        var sum: UInt64 = 0
        for (layer, revision) in (try? revisions()) ?? [:] {
            var part: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in layer.utf8 { part = (part ^ UInt64(byte)) &* 0x100_0000_01B3 }
            sum &+= (part ^ UInt64(bitPattern: revision)) &* 0x9E37_79B9_7F4A_7C15
        }
        return sum
    }

    public func revisions() throws -> [String: Int64] {
        try read { connection in
            let statement = try SQLStatement(connection, "SELECT id, revision FROM tabaqa_layers")
            var revisions: [String: Int64] = [:]
            while try statement.step() { revisions[statement.text(0) ?? ""] = statement.integer(1) }
            return revisions
        }
    }

    public func rows(
        of layer: LayerDefinition, changedAfter revision: Int64, limit: Int
    ) throws -> ChangedRows? {
        try read { connection in
            let (table, current) = try table(layer, connection)
            guard current >= revision else { return nil }
            let bound = SQLValue.integer(Int64(clamping: limit) &+ 1)
            let written = try connection.integer(
                "SELECT count(*) FROM (SELECT 1 FROM \(table.name) WHERE _revision > ?1 LIMIT ?2)",
                .integer(revision), bound)
            let deleted = try connection.integer(
                "SELECT count(*) FROM (SELECT 1 FROM tabaqa_deletions WHERE layer = ?3 AND revision > ?1 LIMIT ?2)",
                .integer(revision), bound, .text(table.layer))
            guard (written ?? 0) + (deleted ?? 0) <= limit else { return nil }
            let statement = try SQLStatement(
                connection, "\(table.selectAll) WHERE _revision > ?1 ORDER BY _revision, id")
            try statement.bind(1, .integer(revision))
            let reader = BatchReader(layer, table)
            while try statement.step() { reader.append(statement.handle) }
            let batch = reader.take()
            var present = Set<String>()
            for row in 0..<batch.count { if let id = batch.ids[row] { present.insert(id) } }
            var gone: [FeatureID] = []
            let deletions = try SQLStatement(
                connection, "SELECT DISTINCT id FROM tabaqa_deletions WHERE layer = ?1 AND revision > ?2")
            try deletions.bind([.text(table.layer), .integer(revision)])
            while try deletions.step() {
                if let id = deletions.text(0), !present.contains(id) { gone.append(FeatureID(id)) }
            }
            return ChangedRows(revision: current, rows: batch, gone: gone)
        }
    }
}
