internal import CSpatialite
internal import TabaqaFeatureModel

/// Turns rows of `FeatureTable.selection` into batches.
final class BatchReader {
    private let layer: LayerDefinition
    private let table: FeatureTable
    private let ids = TextReader()
    private let readers: [ColumnReader]
    private let firstProperty: Int32
    private let kind: StorageDefinition.GeometryKind?
    private var flags: [FeatureFlags] = []
    private(set) var revisions: [Int64] = []
    private var x: [Double] = []
    private var y: [Double] = []
    private var shapes: [Geometry?] = []

    init(_ layer: LayerDefinition, _ table: FeatureTable) {
        self.layer = layer
        self.table = table
        readers = table.columns.map { ColumnReader.reader($0.type) }
        firstProperty = table.firstProperty
        kind = table.storage.geometry
    }

    var count: Int { flags.count }

    /// Adds the statement's current row.
    func append(_ statement: OpaquePointer) {
        ids.append(statement, 0)
        flags.append(FeatureFlags(rawValue: UInt32(truncatingIfNeeded: sqlite3_column_int64(statement, 1))))
        revisions.append(sqlite3_column_int64(statement, 2))
        if let kind {
            let blob = UnsafeRawBufferPointer(
                start: sqlite3_column_blob(statement, 3), count: Int(sqlite3_column_bytes(statement, 3)))
            if kind == .point {
                let position = blob.isEmpty ? nil : GeometryBlob.point(blob)
                let isPlace = position?.isFinite ?? false
                x.append(isPlace ? position?.x ?? .nan : .nan)
                y.append(isPlace ? position?.y ?? .nan : .nan)
            } else {
                shapes.append(blob.isEmpty ? nil : GeometryBlob.geometry(blob))
            }
        }
        var column = firstProperty
        for reader in readers {
            reader.append(statement, column)
            column += 1
        }
    }

    /// The rows so far as a batch; starts anew.
    func take() -> FeatureBatch {
        let geometry: GeometryColumn =
            switch table.storage.geometry {
            case nil: .none(count: flags.count)
            case .point: .points(x: x, y: y)
            default: .shapes(shapes)
            }
        let columns = zip(layer.properties, readers).map { property, reader in
            NamedColumn(name: property.name, type: property.type, unit: property.unit, values: reader.take())
        }
        defer {
            flags = []
            revisions = []
            x = []
            y = []
            shapes = []
        }
        return FeatureBatch(
            name: layer.id, crs: layer.crs, ids: ids.takeText(), geometry: geometry, columns: columns,
            flags: flags)
    }

    /// The rows so far as features; starts anew.
    func takeFeatures() -> [Feature] {
        let revisions = revisions
        let batch = take()
        return (0..<batch.count).map { batch.feature($0, revision: revisions[$0]) }
    }
}
