public import TabaqaFeatureModel

/// Reads a Shapefile, GeoPackage, KML, Excel sheet and the like through `tabaqa-formats`, a program of its
/// own whose crash or refusal is an error message here.
public final class FormatsReader: RecordReader {
    private let process: FormatsProcess
    private let stream: GeoJSONReader
    private let file: String
    private let expected: Int
    private var rows = 0
    private var notes: [String] = []
    private var isDone = false

    public let crs: CRS?
    public let crsRefusal: Fault?
    public let hasGeometry: Bool
    public var names: [String] { fields + stream.names.filter { !fields.contains($0) } }
    public var warnings: [String] { notes + stream.warnings }
    public var progress: Double {
        isDone ? 1 : expected > 0 ? min(0.99, Double(rows) / Double(expected)) : 0
    }
    private let fields: [String]

    /// - Throws: `option.invalid` when the file has several layers and none is chosen, listing them; what the
    ///   program says.
    public init(
        path: String, options: ReadOptions = ReadOptions(), languages: [Language], executable: String
    ) throws {
        file = fileName(path)
        let info = try FormatsInfo(executable: executable, path: path, file: file)
        let layer = try info.choose(options.layer, file: file)
        var arguments = ["read"]
        if info.layers.count > 1 { arguments += ["--layer", layer.name] }
        var encoding = options.encoding
        if encoding == nil, layer.encodingDeclared == nil, !info.rawSamples.isEmpty {
            let guess = EncodingGuess.guess(samples: info.rawSamples, languages: languages)
            encoding = guess.encoding
            if guess.encoding != .utf8 {
                notes.append(
                    "The file names no encoding; \(guess.encoding.rawValue) was assumed by the city's "
                        + "languages: " + guess.names.map { "“\($0)”" }.joined(separator: ", ")
                        + ". If these names are wrong, say --encoding.")
            }
        }
        if let encoding { arguments += ["--encoding", encoding.iconvName] }
        process = try FormatsProcess(
            executable: executable, arguments: arguments + ["--", path], file: file, takesInput: false)
        stream = GeoJSONReader(process, file, ReadOptions())
        stream.isStream = true
        try stream.prepareStream()
        guard let header = stream.header else {
            try process.finish()
            throw Self.broken(file)
        }
        expected = header["featureCount"]?.integer ?? -1
        fields = (header["fields"]?.elements ?? []).compactMap { $0["name"]?.string }
        hasGeometry = header["geometryType"]?.string != "None"
        stream.leavesOutGeometry(!hasGeometry)
        let declared = (header["crs"]?.string ?? header["crsWkt"]?.string).map { CRS($0) }
        crs = options.crs ?? (hasGeometry ? declared : nil)
        crsRefusal =
            crs != nil || !hasGeometry
            ? nil
            : Fault(
                .importCRSUnknown,
                "The file does not name its coordinate system (a Shapefile does so in its .prj).",
                at: .init(file: file), remedy: "Give it with --crs, e.g. --crs EPSG:4326 or --crs EPSG:32637."
            )
        if let given = options.crs, let declared, given != declared, hasGeometry {
            let name =
                declared.epsg == nil ? String(declared.definition.prefix(60)) + "…" : declared.definition
            notes.append("--crs \(given) was used; the file itself names \(name).")
        }
    }

    public func next() throws -> RecordBatch? {
        guard !isDone else { return nil }
        do {
            if var batch = try stream.next() {
                batch.ids = nil
                rows += batch.count
                return batch
            }
        } catch {
            // A stream cut short is the program's failure; what it says about it comes first.
            try process.finish()
            throw error
        }
        try process.finish()
        isDone = true
        guard let end = stream.end, end["count"]?.integer == rows else { throw Self.broken(file) }
        notes += (end["warnings"]?.elements ?? []).compactMap(\.string)
        return nil
    }

    private static func broken(_ file: String) -> Fault {
        Fault(
            .fileMalformed, "Reading broke off before the end of the file.", at: .init(file: file),
            remedy: "Check the file in the program that made it.")
    }
}
