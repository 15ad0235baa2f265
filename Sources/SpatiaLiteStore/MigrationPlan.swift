internal import TabaqaFeatureModel

/// How one layer's stored table becomes what its definition now asks for.
struct MigrationPlan {
    /// Columns to add, in the order of the definition.
    var added: [FeatureTable.Column] = []
    /// What would lose data, in words.
    var losses: [String] = []

    init(from old: StorageDefinition, to table: FeatureTable) {
        let new = table.storage
        if old.geometry != new.geometry {
            losses.append("geometry \(old.geometry.name) becomes \(new.geometry.name)")
        }
        if old.srid != new.srid, old.geometry != nil, new.geometry != nil {
            losses.append("storage CRS EPSG:\(old.srid) becomes EPSG:\(new.srid)")
        }
        for column in old.columns {
            guard let kept = new.columns.first(where: { $0.name == column.name }) else {
                losses.append("property “\(column.name)” (\(column.type.rawValue)) is removed")
                continue
            }
            if kept.type != column.type {
                losses.append(
                    "property “\(column.name)” turns from \(column.type.rawValue) into \(kept.type.rawValue)")
            }
        }
        let known = Set(old.columns.map(\.name))
        added = table.columns.filter { !known.contains($0.property) }
    }

    /// A loss may also come with columns to add; the plan tells both.
    var lines: [String] { losses + added.map { "property “\($0.property)” (\($0.type.rawValue)) is added" } }
}

extension StorageDefinition.GeometryKind? {
    fileprivate var name: String { self?.rawValue ?? "NONE" }
}

extension StorageDefinition {
    /// Whether a table made for this definition has all that `other` needs.
    func holds(_ other: StorageDefinition) -> Bool {
        geometry == other.geometry && srid == other.srid && other.columns.allSatisfy { columns.contains($0) }
    }
}
