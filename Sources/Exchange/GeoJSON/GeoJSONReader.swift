public import TabaqaFeatureModel

/// Reads GeoJSON (RFC 7946) as a stream: a FeatureCollection with its members in any order, a single Feature
/// or geometry, text sequences (RFC 8142) and one text per line; and plain JSON arrays of objects as tables.
///
/// Files that break the standard are refused with line and member; matters of style are warned about.
public final class GeoJSONReader: RecordReader {
    enum Phase {
        case start
        /// Between the members of a FeatureCollection.
        case members
        case features
        /// Texts one after the other.
        case sequence
        /// The objects of a plain array.
        case table
        case tail
        case done
    }

    enum Outcome {
        case more(JSONFailure)
        case finished
    }

    /// Rows a batch has unless the source ends or its text becomes large.
    static let batchRows = 4096
    private static let batchBytes = 1 << 25

    let window: ByteWindow
    let options: ReadOptions
    var cells = CellBuilder()
    var geometry = GeometryBuilder()
    var advice = GeoJSONAdvice()
    var phase = Phase.start
    var isFirst = true
    var hasType = false
    var hasFeatures = false
    var hadMember = false
    var declared: GeoJSONCRS.Declared?
    var notes: [String] = []
    /// Whether control records of `tabaqa-formats` stand between the features.
    var isStream = false
    var header: JSONValue?
    var end: JSONValue?

    /// - Throws: `Fault` for a file that is absent, unreadable, or wrong before its first feature.
    public convenience init(path: String, options: ReadOptions = ReadOptions()) throws {
        let name = fileName(path)
        let source = try FileSource(path: path, name: name)
        let tail = source.tail(1 << 16)
        self.init(
            try DecodedSource.open(source, file: name, encoding: options.encoding).source, name, options)
        try prepare()
        if declared == nil, phase == .features, Self.contains(tail, #""crs""#) {
            let scout = GeoJSONReader(
                try DecodedSource.open(
                    FileSource(path: path, name: name), file: name, encoding: options.encoding
                ).source,
                name, options)
            while try scout.next() != nil {}
            declared = scout.declared
        }
        judgeCRS()
    }

    /// Bytes in memory; a `crs` member after the features is honoured only by `init(path:)`.
    public convenience init(bytes: [UInt8], file: String = "", options: ReadOptions = ReadOptions()) throws {
        let source = try DecodedSource.open(MemorySource(bytes), file: file, encoding: options.encoding)
        self.init(source.source, file, options)
        try prepare()
        judgeCRS()
    }

    init(_ source: any ByteSource, _ file: String, _ options: ReadOptions) {
        window = ByteWindow(source, file: file)
        self.options = options
    }

    public var names: [String] { cells.names }
    public private(set) var crs: CRS?
    public private(set) var crsRefusal: Fault?
    public internal(set) var hasGeometry = true
    public var warnings: [String] { notes + advice.warnings }
    public var progress: Double { phase == .done ? 1 : window.progress }

    public func next() throws -> RecordBatch? {
        if phase == .start { try prepare() }
        while phase != .done {
            let outcome: Outcome
            do throws(JSONFailure) {
                outcome = try window.withBytes { (base, end) throws(JSONFailure) in try run(base, end) }
            } catch {
                throw fault(error)
            }
            guard case .more(let failure) = outcome else { break }
            if cells.count > 0, cells.count >= Self.batchRows || window.end >= Self.batchBytes { break }
            if cells.count == 0 { window.slide() }
            if try !window.more() { try conclude(failure) }
        }
        guard cells.count > 0 else { return nil }
        let column = geometry.finish()
        let places = hasGeometry ? column : nil
        return cells.finish(window.take(), geometry: places)
    }

    /// Reads up to the first record, so that type and CRS are known.
    func prepare() throws {
        while phase == .start || phase == .members {
            let failure: JSONFailure? = window.withBytes { base, end in
                var scanner = JSONScanner(base, end: end, position: window.position)
                do throws(JSONFailure) {
                    if phase == .start { try root(&scanner) } else { try self.member(&scanner) }
                    window.position = scanner.position
                    return nil
                } catch {
                    return error
                }
            }
            if let failure {
                guard failure.isAtEnd else { throw fault(failure) }
                if hadMember, cells.count > 0 { return }
                if try !window.more() { throw fault(failure) }
            }
        }
    }

    /// The source ended where `failure` wanted more.
    private func conclude(_ failure: JSONFailure) throws {
        if phase == .tail || (phase == .sequence && window.position >= window.end) {
            phase = .done
        } else {
            throw fault(failure)
        }
    }

    private func judgeCRS() {
        guard phase != .table else { return crs = options.crs }
        switch declared {
        case nil: crs = .wgs84
        case .null:
            crs = .wgs84
            notes.append(
                "The “crs” member is null and was ignored: GeoJSON is longitude and latitude on WGS 84.")
        case .named(let named):
            crs = named
            if options.crs == nil {
                notes.append(
                    "The file has a “crs” member as in the GeoJSON of 2008; places are read as \(named)."
                )
            }
        case .unclear(let text):
            crsRefusal = Fault(
                .importCRSUnknown, "The file's “crs” member is not understood: \(text).",
                at: .init(file: window.file, field: "crs"),
                remedy: "Give the coordinate system with --crs, e.g. --crs EPSG:4326.")
        }
        guard let wanted = options.crs else { return }
        if let crs, crs != wanted {
            notes.append("--crs \(wanted) was used; by itself the file would be \(crs).")
        }
        crs = wanted
    }

    private func fault(_ failure: JSONFailure) -> Fault {
        let ends = failure.isAtEnd && window.isComplete
        let row = cells.before + cells.count + 1
        return Fault(
            .fileMalformed, (ends ? "The file ends too early. " : "") + failure.message,
            at: window.place(
                failure.offset, row: phase == .features || phase == .sequence || phase == .table ? row : nil,
                field: failure.member),
            remedy: ends ? "Fetch or export the file again." : "Correct the file in the program that made it."
        )
    }

    private static func contains(_ bytes: [UInt8], _ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard bytes.count >= length else { return false }
        return (0...bytes.count - length).contains { start in
            (0..<length).allSatisfy { bytes[start + $0] == word.utf8Start[$0] }
        }
    }
}
