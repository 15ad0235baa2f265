import CGDAL

/// `tabaqa-formats read`: one layer as a GeoJSON text sequence.
struct FeatureReader {
    private static let flushSize = 1 << 17

    let description: LayerDescription
    let file: String
    let messages: Messages
    let json = JSONBuffer()
    private var geometry: GeometryWriter

    init(_ description: LayerDescription, file: String, messages: Messages) {
        self.description = description
        self.file = file
        self.messages = messages
        geometry = GeometryWriter(json: json, swapsAxes: description.crs.swapsAxes)
    }

    mutating func run() throws {
        json.raw("\u{1E}{\"tabaqa\":\"header\",\"driver\":")
        json.string(description.layer.format.rawValue)
        json.raw(",")
        description.write(to: json)
        json.raw("}\n")
        let layer = description.layer.handle
        let expected = OGR_L_GetFeatureCount(layer, 1)
        messages.forget()
        OGR_L_ResetReading(layer)
        var count: Int64 = 0
        while let feature = OGR_L_GetNextFeature(layer) {
            defer { OGR_F_Destroy(feature) }
            try write(feature)
            count += 1
            try json.drain(to: 1, above: FeatureReader.flushSize)
        }
        if messages.failures > 0, count < expected {
            try json.drain(to: 1)
            throw Failure(
                .badData,
                "Damaged: \(count) of \(expected) rows could be read. \(messages.lastFailure ?? "")",
                remedy: "Download or export it again.", file: file)
        }
        json.raw("\u{1E}{\"tabaqa\":\"end\",\"count\":")
        json.integer(count)
        json.raw(",\"warnings\":")
        json.strings(messages.all)
        json.raw("}\n")
        try json.drain(to: 1)
    }

    private mutating func write(_ feature: OGRFeatureH) throws {
        let id = Int64(OGR_F_GetFID(feature))
        json.raw("\u{1E}{\"type\":\"Feature\",\"id\":")
        json.integer(id)
        json.raw(",\"geometry\":")
        if !geometry.write(OGR_F_GetGeometryRef(feature)) {
            messages.warn("Row \(id): a coordinate is not a number; the row comes without geometry.")
        }
        json.raw(",\"properties\":{")
        let described = description.survey.map { $0.described.isEmpty ? [] : $0.values(of: feature) } ?? []
        var isFirst = true
        for column in description.columns {
            if !isFirst { json.byte(UInt8(ascii: ",")) }
            isFirst = false
            json.raw(column.key)
            if column.value == .described {
                write(described[Int(column.index)], as: column.type)
            } else if OGR_F_IsFieldSetAndNotNull(feature, column.index) == 0 {
                json.raw("null")
            } else {
                try write(column, of: feature, id: id)
            }
        }
        json.raw("}}\n")
    }
}
