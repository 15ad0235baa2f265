public import TabaqaFeatureModel

/// Writes foreign formats through `tabaqa-formats`: the caller encodes features as a GeoJSON text sequence,
/// the program makes the file and puts it in place when it is whole.
public final class FormatsWriter {
    /// A column as the header record declares it.
    public struct Field: Sendable {
        public var name: String
        public var type: PropertyType

        public init(name: String, type: PropertyType) {
            self.name = name
            self.type = type
        }
    }

    private let process: FormatsProcess

    /// - Parameter driver: `GPKG`, `ESRI Shapefile`, `KML`, `XLSX`, `GeoTIFF`, …
    /// - Throws: `file.unsupported` where the program is missing.
    public init(driver: String, to path: String, formatsExecutable: String) throws {
        process = try FormatsProcess(
            executable: formatsExecutable, arguments: ["write", "--format", driver, "--", path],
            file: fileName(path), takesInput: true)
    }

    /// Declares the layer; comes before any feature.
    ///
    /// - Parameter geometryType: a GeoJSON type, `Geometry` for any, `None` for a table.
    public func begin(name: String, geometryType: String, crs: CRS?, fields: [Field]) throws {
        var text = "\u{1E}{\"tabaqa\":\"header\",\"name\":\(Self.quoted(name)),\"geometryType\":"
        text += Self.quoted(geometryType) + ",\"crs\":" + (crs.map { Self.quoted($0.definition) } ?? "null")
        text += ",\"fields\":["
        text += fields.map { "{\"name\":\(Self.quoted($0.name)),\"type\":\"\(Self.type($0.type))\"}" }
            .joined(separator: ",")
        try write(Array((text + "]}\n").utf8))
    }

    /// Passes bytes on: records of a GeoJSON text sequence, each 0x1E, one Feature, 0x0A.
    ///
    /// - Throws: what the program says where it has given up.
    public func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try write($0) }
    }

    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard process.send(bytes) else {
            try process.finish()
            throw Self.broken
        }
    }

    /// Ends a sequence of `count` features and waits until the file is in place.
    ///
    /// - Returns: the program's warnings.
    @discardableResult
    public func end(count: Int) throws -> [String] {
        try write(Array("\u{1E}{\"tabaqa\":\"end\",\"count\":\(count)}\n".utf8))
        return try finish()
    }

    /// Writes a raster: one line of JSON, then float32 values from the north-west corner.
    @discardableResult
    public static func writeRaster(
        header: [UInt8], values: [UInt8], to path: String, formatsExecutable: String
    ) throws -> [String] {
        let writer = try FormatsWriter(driver: "GeoTIFF", to: path, formatsExecutable: formatsExecutable)
        try writer.write(header.last == 0x0A ? header : header + [0x0A])
        try writer.write(values)
        return try writer.finish()
    }

    private func finish() throws -> [String] {
        process.closeInput()
        let said = try process.readAll()
        try process.finish()
        let line = said.split(separator: 0x0A).last.map(Array.init) ?? []
        guard let end = JSONValue(line.first == 0x1E ? Array(line.dropFirst()) : line),
            end["tabaqa"]?.string == "end"
        else { throw Self.broken }
        return (end["warnings"]?.elements ?? []).compactMap(\.string)
    }

    private static let broken = Fault(
        .fileUnwritable, "Writing broke off before the file was whole.",
        remedy: "Check the disk and try again.")

    private static func type(_ type: PropertyType) -> String {
        switch type {
        case .integer, .decimal, .boolean, .date, .dateTime: type.rawValue
        default: "string"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
