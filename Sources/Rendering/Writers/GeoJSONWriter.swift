public import TabaqaFeatureModel

/// Writes features as GeoJSON, batch by batch, in constant memory.
///
/// Longitude/latitude is written as RFC 7946 wants it: degrees with at most 7 decimals (1 cm), exterior rings
/// counterclockwise. Another CRS is what RFC 7946 leaves to prior arrangement: coordinates in millimetres of the
/// CRS's metre, announced by the `crs` member of the 2008 format and a `note`. Dates are ISO 8601, instants
/// UTC.
public struct GeoJSONWriter {
    public enum Form: Sendable {
        /// One FeatureCollection (RFC 7946).
        case collection
        /// One Feature a record, each led by U+001E (RFC 8142).
        case sequence
    }

    private var sink: any ByteSink
    private let form: Form
    private let name: String?
    private let crs: CRS
    private var rows = 0
    private var isOpen = false

    /// - Parameters:
    ///   - name: the collection's `name` member, as OGR reads it.
    ///   - crs: of every batch to come.
    public init(to sink: any ByteSink, form: Form = .collection, name: String? = nil, crs: CRS) {
        self.sink = sink
        self.form = form
        self.name = name
        self.crs = crs
    }

    /// Writes the batch's rows. A row without a geometry has `"geometry": null`.
    ///
    /// - Throws: `crs.unknown` when the batch is in another CRS, and what the sink throws.
    public mutating func append(_ batch: Released<FeatureBatch>) throws {
        try append(rowsOf: batch.value)
    }

    /// Writes a join: areas (or, of `--each`, events) with their measures. The row for events in no area is a
    /// feature with the id `unassigned` and no geometry, so that the counts add up.
    public mutating func append(_ join: Released<JoinTable>) throws {
        try append(rowsOf: join.value.table)
    }

    /// Completes the text and hands the last bytes to the sink.
    public mutating func end() throws {
        var text = ByteText()
        begin(&text)
        if form == .collection { text.append(rows == 0 ? "]}\n" : "\n]}\n") }
        try text.drain(into: &sink, over: 0)
    }

    private mutating func append(rowsOf batch: FeatureBatch) throws {
        guard batch.crs == crs else {
            throw Fault(
                .crsUnknown, "Rows in \(batch.crs) cannot join a file in \(crs).",
                remedy: "Transform them first.")
        }
        var text = ByteText(capacity: 1 << 19)
        begin(&text)
        let geometry = GeoJSONGeometry(crs: crs)
        let columns = batch.columns.map(GeoJSONColumn.init)
        let tail = form == .sequence ? Self.crsMember(crs) : []
        for row in 0..<batch.count {
            if form == .sequence {
                text.append(0x1E)
            } else {
                text.append(rows == 0 ? "\n" : ",\n")
            }
            rows += 1
            text.append("{\"type\":\"Feature\"")
            batch.ids.withUTF8(row) { id in
                guard let id else { return }
                text.append(",\"id\":")
                text.append(json: id)
            }
            if !tail.isEmpty {
                text.append(",")
                text.append(tail)
            }
            text.append(",\"geometry\":")
            geometry.append(batch.geometry, row, to: &text)
            text.append(",\"properties\":{")
            for (index, column) in columns.enumerated() { column.append(row, isFirst: index == 0, to: &text) }
            text.append(form == .sequence ? "}}\n" : "}}")
            try text.drain(into: &sink)
        }
        try text.drain(into: &sink, over: 0)
    }

    private mutating func begin(_ text: inout ByteText) {
        guard !isOpen else { return }
        isOpen = true
        guard form == .collection else { return }
        text.append("{\"type\":\"FeatureCollection\"")
        if let name {
            text.append(",\"name\":")
            text.append(json: name)
        }
        let member = Self.crsMember(crs)
        if !member.isEmpty {
            text.append(",")
            text.append(member)
            text.append(",\"note\":")
            text.append(json: "Coordinates are in \(crs), by prior arrangement (RFC 7946, section 4).")
        }
        text.append(",\"features\":[")
    }

    /// The legacy `crs` member; empty for longitude and latitude on WGS 84, which needs none.
    static func crsMember(_ crs: CRS) -> [UInt8] {
        guard !isGeographic(crs) else { return [] }
        var text = ByteText()
        text.append("\"crs\":{\"type\":\"name\",\"properties\":{\"name\":")
        if let code = crs.epsg {
            text.append(json: "urn:ogc:def:crs:EPSG::\(code)")
        } else {
            text.append(json: crs.definition)
        }
        text.append("}}")
        return text.array
    }

    static func isGeographic(_ crs: CRS) -> Bool { crs == .wgs84 || crs.definition == "OGC:CRS84" }
}
