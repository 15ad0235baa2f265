internal import TabaqaFeatureModel
internal import TabaqaRendering
internal import TabaqaTopology

extension Engine {
    /// Writes a join as GeoJSON (in degrees) or CSV.
    ///
    /// - Throws: `file.unsupported`, `file.unwritable`, `crs.*`.
    public func write(_ join: Join, to path: String) throws {
        let suffix = OutputFile.suffix(of: path)
        guard ["csv", "geojson", "json"].contains(suffix) else {
            throw OutputFile.unsupported(path, ".geojson or .csv")
        }
        let sink = try FileSink(path: path)
        try write(join, asCSV: suffix == "csv", to: sink)
        try sink.commit()
    }

    func write(_ join: Join, asCSV: Bool, to sink: any ByteSink) throws {
        if asCSV {
            var writer = CSVWriter(to: sink)
            try writer.append(join.table, key: join.areas.key)
        } else {
            let table = try reprojected(join.table, to: .wgs84)
            var writer = GeoJSONWriter(to: sink, name: "\(join.points.id)-by-\(join.areas.id)", crs: .wgs84)
            try writer.append(table)
            try writer.end()
        }
    }

    /// The same table with its geometry in another CRS.
    func reprojected(_ join: Released<JoinTable>, to crs: CRS) throws -> Released<JoinTable> {
        guard join.value.table.crs != crs else { return join }
        let transform = try CoordinateTransform(from: join.value.table.crs, to: crs)
        var geometry = join.value.table.geometry
        _ = transform.transform(&geometry)
        return join.replacingGeometry(geometry, crs: crs)
    }
}
