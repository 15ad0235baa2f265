internal import TabaqaFeatureModel

/// A batch's rows as Feature objects.
struct GeoJSONRows {
    private let batch: FeatureBatch
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
        self.batch = batch
        kind = form.kind
        geometry = GeoJSONGeometry(crs: form.crs, isNorthingFirst: form.isNorthingFirst)
        columns = batch.columns.enumerated().map { GeoJSONColumn($1, isFirst: $0 == 0) }
        ofRecord = form.kind == .sequence ? form.crsMember : []
    }

    func append(_ rows: Range<Int>, isFirst: Bool, to text: inout ByteText) {
        for row in rows {
            switch kind {
            case .sequence:
                text.append(0x1E)
                append(feature: row, members: ofRecord, to: &text)
                text.append(UInt8(ascii: "\n"))
            case .collection:
                if isFirst, row == rows.lowerBound { text.append("\n") } else { text.append(",\n") }
                append(feature: row, members: [], to: &text)
            }
        }
    }

    @inline(__always)
    func append(feature row: Int, members: [UInt8], to text: inout ByteText) {
        text.append("{\"type\":\"Feature\"")
        batch.ids.withUTF8(row) { id in
            guard let id else { return }
            text.append(",\"id\":")
            text.append(json: id)
        }
        if !members.isEmpty {
            text.append(",")
            text.append(members)
        }
        text.append(",\"geometry\":")
        geometry.append(batch.geometry, row, to: &text)
        text.append(",\"properties\":{")
        for column in columns { column.append(row, to: &text) }
        text.append("}}")
    }
}
