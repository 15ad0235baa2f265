internal import TabaqaFeatureModel

/// A batch's rows as Feature objects.
struct GeoJSONRows {
    private let rows: PlainRows
    private let geometry: GeoJSONGeometry
    private let columns: [GeoJSONColumn]
    private let kind: GeoJSONForm.Kind
    /// Members every record of a sequence carries.
    private let ofRecord: [UInt8]

    /// - Throws: `crs.unknown` when the batch is in another CRS than the form.
    init(_ batch: FeatureBatch, form: GeoJSONForm) throws(Fault) {
        guard batch.crs == form.crs else {
            throw Fault(
                .crsUnknown, "Rows in \(batch.crs) cannot join a file in \(form.crs).",
                remedy: "Transform them first.")
        }
        let rows = PlainRows(batch)
        self.rows = rows
        kind = form.kind
        geometry = GeoJSONGeometry(crs: form.crs, isNorthingFirst: form.isNorthingFirst)
        columns = batch.columns.indices.map {
            GeoJSONColumn(batch.columns[$0].name, rows.columns[$0], isFirst: $0 == 0, in: rows)
        }
        ofRecord = form.kind == .sequence ? form.crsMember : []
    }

    func append(_ range: Range<Int>, isFirst: Bool, to text: inout ByteText) {
        columns.withUnsafeBufferPointer { columns in
            for row in range {
                switch kind {
                case .sequence:
                    text.append(0x1E)
                    append(feature: row, columns, members: ofRecord, to: &text)
                    text.append(UInt8(ascii: "\n"))
                case .collection:
                    if isFirst, row == range.lowerBound { text.append("\n") } else { text.append(",\n") }
                    append(feature: row, columns, members: [], to: &text)
                }
            }
        }
    }

    /// The first row, with more members.
    func appendFirst(members: [UInt8], to text: inout ByteText) {
        columns.withUnsafeBufferPointer { append(feature: 0, $0, members: members, to: &text) }
    }

    @inline(__always)
    private func append(
        feature row: Int, _ columns: UnsafeBufferPointer<GeoJSONColumn>, members: [UInt8],
        to text: inout ByteText
    ) {
        text.append("{\"type\":\"Feature\"")
        if let id = rows.ids[row] {
            text.append(",\"id\":")
            text.append(json: id)
        }
        if !members.isEmpty {
            text.append(",")
            text.append(members)
        }
        text.append(",\"geometry\":")
        geometry.append(rows.geometry, row, to: &text)
        text.append(",\"properties\":{")
        for column in columns { column.append(row, to: &text) }
        text.append("}}")
    }
}
