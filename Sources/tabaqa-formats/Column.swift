import CGDAL

/// The types a column may have in the stream.
enum ColumnType: String {
    case string, integer, decimal, boolean, date, dateTime
}

/// One column of a layer: where its value comes from and how it is written.
struct Column {
    enum Value {
        case text, integer, decimal, single, boolean, date, dateTime, time, binary
        /// A value found in the description's HTML table.
        case described
    }

    let name: String
    let type: ColumnType
    let value: Value
    /// The field's index in GDAL's definition; for described columns the key's index in the survey.
    let index: Int32
    /// `"name":` as JSON.
    let key: [UInt8]

    init(name: String, type: ColumnType, value: Value, index: Int32) {
        self.name = name
        self.type = type
        self.value = value
        self.index = index
        let json = JSONBuffer(capacity: 64)
        json.string(name)
        json.byte(UInt8(ascii: ":"))
        key = json.bytes
    }

    /// The columns of a layer in their order, without those a survey found to be empty by nature, followed by
    /// those it found in descriptions. Names are made unique.
    static func all(of layer: SourceLayer, survey: Survey?) -> [Column] {
        guard let definition = OGR_L_GetLayerDefn(layer.handle) else { return [] }
        var taken: Set<String> = []
        var columns: [Column] = []
        for index in 0..<OGR_FD_GetFieldCount(definition) where survey?.unused.contains(index) != true {
            guard let field = OGR_FD_GetFieldDefn(definition, index) else { continue }
            let raw = OGR_Fld_GetNameRef(field).map { String(cString: $0) } ?? ""
            let (type, value) = kind(of: field)
            let name = unique(raw.isEmpty ? "Field\(index + 1)" : raw, &taken)
            columns.append(Column(name: name, type: type, value: value, index: index))
        }
        for (index, found) in (survey?.described ?? []).enumerated() {
            let name = unique(found.name, &taken)
            columns.append(Column(name: name, type: found.type, value: .described, index: Int32(index)))
        }
        return columns
    }

    private static func kind(of field: OGRFieldDefnH) -> (ColumnType, Value) {
        let subtype = OGR_Fld_GetSubType(field)
        switch OGR_Fld_GetType(field) {
        case OFTInteger: return subtype == OFSTBoolean ? (.boolean, .boolean) : (.integer, .integer)
        case OFTInteger64: return (.integer, .integer)
        case OFTReal: return (.decimal, subtype == OFSTFloat32 ? .single : .decimal)
        case OFTDate: return (.date, .date)
        case OFTDateTime: return (.dateTime, .dateTime)
        case OFTTime: return (.string, .time)
        case OFTBinary: return (.string, .binary)
        default: return (.string, .text)
        }
    }

    private static func unique(_ name: String, _ taken: inout Set<String>) -> String {
        var candidate = name
        var number = 2
        while !taken.insert(candidate).inserted {
            candidate = "\(name)_\(number)"
            number += 1
        }
        return candidate
    }
}
