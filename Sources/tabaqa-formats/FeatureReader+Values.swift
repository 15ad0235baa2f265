import CGDAL

/// One value of a row as JSON.
extension FeatureReader {
    /// A value out of a description: numbers as they are written there, they were found canonical.
    func write(_ value: String?, as type: ColumnType) {
        guard let value, type == .string || !value.isEmpty else { return json.raw("null") }
        if type == .string { json.string(value) } else { json.raw(Array(value.utf8)) }
    }

    func write(_ column: Column, of feature: OGRFeatureH, id: Int64) throws {
        switch column.value {
        case .integer: json.integer(Int64(OGR_F_GetFieldAsInteger64(feature, column.index)))
        case .boolean: json.raw(OGR_F_GetFieldAsInteger(feature, column.index) != 0 ? "true" : "false")
        case .decimal, .single: number(OGR_F_GetFieldAsDouble(feature, column.index), column, id: id)
        case .date, .dateTime, .time: moment(of: feature, column)
        case .binary: binary(feature, column.index)
        case .text, .described: try text(feature, column, id: id)
        }
    }

    private func number(_ value: Double, _ column: Column, id: Int64) {
        guard value.isFinite else {
            messages.warn("Row \(id), column \(column.name): not a number; left empty.")
            return json.raw("null")
        }
        if column.value == .single {
            json.raw(Array(Float(value).description.utf8))
        } else {
            json.double(value)
        }
    }

    private func text(_ feature: OGRFeatureH, _ column: Column, id: Int64) throws {
        guard let text = OGR_F_GetFieldAsString(feature, column.index) else { return json.raw("null") }
        if json.string(cString: text) { return }
        guard description.layer.encoding != nil else {
            throw Failure(
                .badData, "Row \(id), column \(column.name): the file does not say how its text is encoded.",
                remedy: "Name the encoding: --encoding CP1254 for Turkish, CP1256 for Arabic.", file: file)
        }
        messages.warn("Row \(id), column \(column.name): bytes that are no text were replaced.")
    }

    private func binary(_ feature: OGRFeatureH, _ index: Int32) {
        var length: Int32 = 0
        let bytes = OGR_F_GetFieldAsBinary(feature, index, &length)
        json.base64(UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : Int(max(0, length))))
    }

    /// ISO 8601. A moment without a zone in the file comes without one here.
    private func moment(of feature: OGRFeatureH, _ column: Column) {
        var (year, month, day, hour, minute, zone): (Int32, Int32, Int32, Int32, Int32, Int32) = (
            0, 0, 0, 0, 0, 0
        )
        var second: Float = 0
        guard
            OGR_F_GetFieldAsDateTimeEx(
                feature, column.index, &year, &month, &day, &hour, &minute, &second, &zone) != 0,
            (0...9999).contains(year),
            column.value == .time || (1...12).contains(month) && (1...31).contains(day)
        else { return json.raw("null") }
        json.byte(UInt8(ascii: "\""))
        if column.value != .time {
            json.padded(Int(year), digits: 4)
            json.byte(UInt8(ascii: "-"))
            json.padded(Int(month), digits: 2)
            json.byte(UInt8(ascii: "-"))
            json.padded(Int(day), digits: 2)
        }
        if column.value != .date {
            if column.value == .dateTime { json.byte(UInt8(ascii: "T")) }
            clock(hour, minute, second, zone)
        }
        json.byte(UInt8(ascii: "\""))
    }

    private func clock(_ hour: Int32, _ minute: Int32, _ second: Float, _ zone: Int32) {
        json.padded(Int(hour), digits: 2)
        json.byte(UInt8(ascii: ":"))
        json.padded(Int(minute), digits: 2)
        json.byte(UInt8(ascii: ":"))
        let thousandths = Int((Double(min(max(second, 0), 60.999)) * 1000).rounded())
        json.padded(thousandths / 1000, digits: 2)
        if thousandths % 1000 != 0 {
            json.byte(UInt8(ascii: "."))
            json.padded(thousandths % 1000, digits: 3)
        }
        // OGR counts zones in quarters of an hour from 100, which is UTC; 0 and 1 mean "not said".
        if zone == 100 {
            json.byte(UInt8(ascii: "Z"))
        } else if zone > 1 {
            let quarters = Int(zone) - 100
            json.raw(quarters < 0 ? "-" : "+")
            json.padded(abs(quarters) / 4, digits: 2)
            json.byte(UInt8(ascii: ":"))
            json.padded(abs(quarters) % 4 * 15, digits: 2)
        }
    }
}
