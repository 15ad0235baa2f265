internal import TabaqaFeatureModel

/// SpatiaLite's statistics of one layer, which OGR and QGIS read instead of the rows as long as they are newer
/// than the layer's last change.
struct LayerStatistics {
    private static let now = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
    private static let here = "WHERE f_table_name = lower(?1) AND f_geometry_column = 'geometry'"
    private let connection: SQLConnection
    private let layer: SQLValue

    init(_ connection: SQLConnection, _ table: FeatureTable) {
        self.connection = connection
        layer = .text(table.layer)
    }

    /// Says that rows were added now, and what there is since then.
    func write(_ count: Int64, _ extent: Extent) throws {
        try touch()
        let sql =
            "UPDATE geometry_columns_statistics SET last_verified = \(Self.now), row_count = ?2, "
            + "extent_min_x = ?3, extent_min_y = ?4, extent_max_x = ?5, extent_max_y = ?6 \(Self.here)"
        let bounds = [extent.minX, extent.minY, extent.maxX, extent.maxY]
        let statement = try SQLStatement(connection, sql)
        try statement.bind([layer, .integer(count)])
        for (offset, bound) in bounds.enumerated() where !extent.isEmpty {
            try statement.bind(Int32(offset) + 3, .decimal(bound))
        }
        try statement.run()
    }

    /// Says that rows were added now and that nothing is known since then.
    func forget() throws {
        try touch()
        try connection.run(
            "UPDATE geometry_columns_statistics SET last_verified = NULL, row_count = NULL, extent_min_x = NULL, "
                + "extent_min_y = NULL, extent_max_x = NULL, extent_max_y = NULL \(Self.here)", layer)
    }

    private func touch() throws {
        try connection.run("UPDATE geometry_columns_time SET last_insert = \(Self.now) \(Self.here)", layer)
    }
}
