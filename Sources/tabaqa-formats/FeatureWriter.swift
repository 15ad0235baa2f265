import CGDAL

/// `tabaqa-formats write`, vector formats: a text sequence from standard input becomes one file.
///
/// The file appears only when the end record came and its count is right; otherwise nothing is left behind.
final class FeatureWriter {
    private let format: OutputFormat
    private let file: String
    private let input: RecordReader
    private let messages: Messages
    private var geometry = GeometryReader()
    private var text: [UInt8] = []
    private var count: Int64 = 0

    init(format: OutputFormat, file: String, input: RecordReader, messages: Messages) {
        self.format = format
        self.file = file
        self.input = input
        self.messages = messages
    }

    func run() throws {
        let output = try TemporaryOutput(target: file, workingName: try format.workingName(for: file))
        try fill(output.path)
        try output.finish(removing: format.staleFiles(beside: file))
        let json = JSONBuffer(capacity: 1024)
        json.raw("{\"tabaqa\":\"end\",\"count\":")
        json.integer(count)
        json.raw(",\"warnings\":")
        json.strings(messages.all)
        json.raw("}\n")
        try json.drain(to: 1)
    }

    private func fill(_ path: String) throws {
        guard let header = try record({ try LayerHeader($0) }) else {
            throw input.broken("is missing: no header came")
        }
        let target = try TargetLayer(header, format: format, path: path, file: file, messages: messages)
        var isDone = false
        while !isDone {
            guard let ended = try record({ try self.take($0, into: target) }) else {
                throw Failure(
                    .badData, "The input stops after \(count) rows without an end record.",
                    remedy: "Check why the program that sent it stopped.")
            }
            isDone = ended
        }
        guard try input.isAtEnd() else { throw input.broken("is followed by more bytes") }
        try target.close()
    }

    private func record<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) throws -> Result? {
        do {
            return try input.next(body)
        } catch let malformed as JSONCursor.Malformed {
            throw input.broken("lacks \(malformed.expected) at byte \(malformed.offset)")
        }
    }

    /// Takes one feature, or the end record.
    ///
    /// - Returns: whether it was the end record.
    private func take(_ bytes: UnsafeBufferPointer<UInt8>, into target: TargetLayer) throws -> Bool {
        let feature = try target.makeFeature()
        defer { OGR_F_Destroy(feature) }
        var cursor = JSONCursor(bytes)
        var isFeature = false
        var isEnd = false
        var declared: Int64?
        try cursor.object { cursor, key in
            switch key {
            case "type": isFeature = try cursor.string() == "Feature"
            case "tabaqa": isEnd = try cursor.string() == "end"
            case "count": declared = Int64(exactly: try cursor.number().value)
            case "geometry": try target.set(try geometry.geometry(&cursor), of: feature)
            case "properties":
                if cursor.takeLiteral("null") { return }
                var next = 0
                try cursor.object { cursor, name in
                    guard let column = target.column(named: name, likely: next) else {
                        throw Failure(
                            .badData, "Row \(count + 1): the property \(name) is not declared in the header.",
                            remedy: "Declare it among the header's fields.")
                    }
                    next = column + 1
                    try set(target.columns[column], of: feature, &cursor)
                }
            default: try cursor.skip()
            }
        }
        try cursor.expectEnd()
        if isEnd {
            guard declared == nil || declared == count else {
                throw Failure(
                    .badData, "The end record counts \(declared ?? 0) rows, but \(count) came.",
                    remedy: "Check the program that sent the stream.")
            }
            return true
        }
        guard isFeature else { throw cursor.malformed("a Feature or the end record") }
        if !format.holdsRowsWithoutGeometry, OGR_F_GetGeometryRef(feature) == nil {
            throw Failure(
                .badData, "Row \(count + 1): \(format.rawValue) holds no rows without geometry.",
                remedy: "Leave the row out, or write another format.")
        }
        try target.add(feature, row: count + 1)
        count += 1
        return false
    }

    private func set(
        _ column: TargetLayer.Column, of feature: OGRFeatureH, _ cursor: inout JSONCursor
    ) throws {
        if cursor.takeLiteral("null") { return OGR_F_SetFieldNull(feature, column.index) }
        text.removeAll(keepingCapacity: true)
        switch (column.type, cursor.peek()) {
        case (.string, UInt8(ascii: "\"")):
            try cursor.string(into: &text)
            setText(feature, column.index)
        case (.string, _):
            text += cursor.bytes[try cursor.skip()]
            setText(feature, column.index)
        case (.integer, _):
            let (range, number) = try cursor.number()
            let text = String(decoding: cursor.bytes[range], as: UTF8.self)
            guard let value = Int64(text) ?? (number.magnitude < 0x1p53 ? Int64(exactly: number) : nil) else {
                throw mismatch(column, "an integer of 64 bits")
            }
            OGR_F_SetFieldInteger64(feature, column.index, value)
        case (.decimal, _):
            OGR_F_SetFieldDouble(feature, column.index, try cursor.number().value)
        case (.boolean, _):
            let isTrue = cursor.takeLiteral("true")
            guard isTrue || cursor.takeLiteral("false") else { throw mismatch(column, "true or false") }
            OGR_F_SetFieldInteger(feature, column.index, isTrue ? 1 : 0)
        case (.date, _), (.dateTime, _):
            try cursor.string(into: &text)
            guard var date = ISODate(text) else { throw mismatch(column, "a date in ISO 8601") }
            if format == .geoPackage { date = date.inUTC }
            if date.zone != 0, !format.holdsTimeZones {
                messages.warn("\(format.rawValue) holds no time zones; they were left out of \(column.name).")
            }
            OGR_F_SetFieldDateTimeEx(
                feature, column.index, date.year, date.month, date.day, date.hour, date.minute, date.second,
                date.zone)
        }
    }

    private func setText(_ feature: OGRFeatureH, _ index: Int32) {
        // A NUL would end the C string early.
        text.removeAll { $0 == 0 }
        text.append(0)
        text.withUnsafeBytes { bytes in
            if let base = bytes.bindMemory(to: CChar.self).baseAddress {
                OGR_F_SetFieldString(feature, index, base)
            }
        }
    }

    private func mismatch(_ column: TargetLayer.Column, _ expected: String) -> Failure {
        Failure(
            .badData, "Row \(count + 1), column \(column.name): not \(expected).",
            remedy: "Declare the column as string, or send the declared type.")
    }
}
