/// The first record of a stream to be written: what the layer is.
struct LayerHeader {
    struct Field {
        let name: String
        let type: ColumnType
    }

    private(set) var name = "layer"
    private(set) var geometryType = "Geometry"
    /// `EPSG:n`, or nil for none.
    private(set) var crs: String?
    private(set) var fields: [Field] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        var cursor = JSONCursor(bytes)
        var kind = ""
        try cursor.object { cursor, key in
            switch key {
            case "tabaqa": kind = try cursor.string()
            case "name": name = try cursor.string()
            case "geometryType": geometryType = try cursor.takeLiteral("null") ? "None" : cursor.string()
            case "crs": crs = try cursor.takeLiteral("null") ? nil : cursor.string()
            case "fields": try cursor.array { try fields.append(LayerHeader.field(&$0)) }
            default: try cursor.skip()
            }
        }
        try cursor.expectEnd()
        guard kind == "header", !name.isEmpty, fields.count <= 2000 else {
            throw cursor.malformed("a header record with a name and at most 2,000 fields")
        }
    }

    private static func field(_ cursor: inout JSONCursor) throws -> Field {
        var name = ""
        var type: ColumnType?
        try cursor.object { cursor, key in
            switch key {
            case "name": name = try cursor.string()
            case "type": type = ColumnType(rawValue: try cursor.string())
            default: try cursor.skip()
            }
        }
        guard !name.isEmpty, let type else { throw cursor.malformed("a field with a name and a known type") }
        return Field(name: name, type: type)
    }
}
