public import TabaqaFeatureModel

extension GridWriter {
    /// The stream `tabaqa-formats` makes a GeoTIFF of: one line of JSON, then `width × height` little-endian
    /// 32-bit floats, row by row from the north-west.
    ///
    /// - Returns: the header with its line feed, and the floats.
    public static func raster(
        _ grid: Released<DensityGrid>
    ) throws(Fault) -> (header: [UInt8], values: [UInt8]) {
        let frame = try checked(grid)
        let description = grid.value.description
        var json = JSONText()
        json.object { json in
            json.member("tabaqa", "raster")
            json.member("width", frame.columns)
            json.member("height", frame.rows)
            json.member("geotransform") { json in
                json.array(
                    [frame.originX, frame.cellWidth, 0, frame.originY, 0, -frame.cellHeight]
                ) { number, json in json.value(number) }
            }
            json.member("crs", frame.crs.definition)
            json.member("nodata", "nan")
            json.member("description", description.layer)
            json.member("unit", description.unit)
            json.member("metadata") { json in
                json.object { json in
                    for (name, value) in metadata(of: grid) { json.member(name, value) }
                }
            }
        }
        let values = grid.value.values.withUnsafeBytes { bytes in
            #if _endian(little)
                Array(bytes)
            #else
                grid.value.values.flatMap { number in
                    (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) }
                }
            #endif
        }
        return (json.text.array + [0x0A], values)
    }

    /// What a legend says, as GeoTIFF keeps it: names and texts.
    private static func metadata(of grid: Released<DensityGrid>) -> [(String, String)] {
        let description = grid.value.description
        var metadata = [
            ("layer", description.layer), ("audience", grid.audience.rawValue),
            ("kernel", description.kernel.rawValue), ("bandwidth_m", "\(description.bandwidth)"),
            ("used", "\(description.used)"), ("weight_sum", "\(description.weightSum)"),
            ("revision", "\(description.revision)"), ("cell_area_km2", "\(description.cellArea)"),
        ]
        if let weight = description.weight { metadata.append(("weight", weight)) }
        if let period = description.period { metadata.append(("period", PeriodText.iso(period))) }
        if let newest = description.newestRecord {
            metadata.append(("newest_record", InstantText.utc(newest)))
        }
        if let withheld = description.suppressedCells { metadata.append(("suppressed_cells", "\(withheld)")) }
        if let filter = description.filterText { metadata.append(("filter", filter)) }
        for reason in description.leftOut {
            metadata.append(("left_out_" + reason.reason.replacing(" ", with: "_"), "\(reason.count)"))
        }
        return metadata
    }
}
