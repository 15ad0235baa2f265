public import TabaqaFeatureModel

/// Reads GeoJSON (RFC 7946) as a stream: a FeatureCollection with its members in any order, a single Feature
/// or geometry, text sequences (RFC 8142) and one text per line; and plain JSON arrays of objects as tables.
///
/// Files that break the standard are refused with line and member; matters of style are warned about.
public final class GeoJSONReader: RecordReader {
    private enum Phase {
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

    private enum Outcome {
        case more(JSONFailure)
        case finished
    }

    /// Rows a batch has unless the source ends or its text becomes large.
    static let batchRows = 4096
    private static let batchBytes = 1 << 25

    private let window: ByteWindow
    private let options: ReadOptions
    private var cells = CellBuilder()
    private var geometry = GeometryBuilder()
    private var advice = GeoJSONAdvice()
    private var phase = Phase.start
    private var isFirst = true
    private var hasType = false
    private var hasFeatures = false
    private var hadMember = false
    private var declared: GeoJSONCRS.Declared?
    private var notes: [String] = []
    /// Whether control records of `tabaqa-formats` stand between the features.
    var isStream = false
    private(set) var header: JSONValue?
    private(set) var end: JSONValue?

    /// - Throws: `Fault` for a file that is absent, unreadable, or wrong before its first feature.
    public convenience init(path: String, options: ReadOptions = ReadOptions()) throws {
        let name = fileName(path)
        let source = try FileSource(path: path, name: name)
        let tail = source.tail(1 << 16)
        self.init(try DecodedSource.open(source, file: name, encoding: options.encoding).source, name, options)
        try prepare()
        if declared == nil, phase == .features, Self.contains(tail, #""crs""#) {
            let scout = GeoJSONReader(
                try DecodedSource.open(
                    FileSource(path: path, name: name), file: name, encoding: options.encoding).source,
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
    public private(set) var hasGeometry = true
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

    // MARK: Units

    /// Parses unit after unit until the bytes run out or the text ends.
    private func run(_ base: UnsafeMutablePointer<UInt8>, _ end: Int) throws(JSONFailure) -> Outcome {
        var parser = GeoJSONFeatureParser(
            scanner: JSONScanner(base, end: end, position: window.position), advice: advice, cells: cells)
        // The parser must hold the only reference, or its first write would copy everything.
        cells = CellBuilder()
        defer { cells = parser.cells }
        while true {
            let saved = parser.geometry.advice
            do throws(JSONFailure) {
                switch phase {
                case .features: try feature(&parser, base)
                case .sequence:
                    if try !text(&parser, base) { return .finished }
                case .table: try object(&parser, base)
                case .start, .members: try member(&parser.geometry.scanner)
                case .tail:
                    skipSeparators(&parser.geometry.scanner)
                    window.position = parser.geometry.scanner.position
                    guard parser.geometry.scanner.position >= end else {
                        throw parser.geometry.scanner.failure(
                            "Something follows the end of the JSON text: \(parser.geometry.scanner.found).")
                    }
                    advice = parser.geometry.advice
                    return .more(parser.geometry.scanner.failure("The end."))
                case .done: return .finished
                }
                window.position = parser.geometry.scanner.position
                advice = parser.geometry.advice
            } catch {
                parser.cells.discardRow()
                parser.geometry.advice = saved
                advice = saved
                guard error.isAtEnd else { throw error }
                return .more(error)
            }
        }
    }

    /// One feature of a collection and the comma or bracket after it.
    private func feature(
        _ parser: inout GeoJSONFeatureParser, _ base: UnsafeMutablePointer<UInt8>
    ) throws(JSONFailure) {
        parser.geometry.scanner.skipSpace()
        if isFirst, parser.geometry.scanner.current == 0x5D {
            parser.geometry.scanner.position += 1
            return phase = .members
        }
        let place = try parser.record(isElement: true)
        let next = try afterElement(&parser.geometry.scanner)
        geometry.append(place)
        parser.cells.endRow(base)
        isFirst = false
        if next == 0x5D {
            phase = .members
        }
    }

    private func afterElement(_ scanner: inout JSONScanner) throws(JSONFailure) -> UInt8 {
        scanner.skipSpace()
        let byte = scanner.current
        guard byte == 0x2C || byte == 0x5D else {
            throw scanner.failure("“,” or “]” expected after the feature, \(scanner.found) found.")
        }
        scanner.position += 1
        return byte
    }

    /// One text of a sequence; false at the end of the source.
    private func text(
        _ parser: inout GeoJSONFeatureParser, _ base: UnsafeMutablePointer<UInt8>
    ) throws(JSONFailure) -> Bool {
        skipSeparators(&parser.geometry.scanner)
        window.position = parser.geometry.scanner.position
        guard parser.geometry.scanner.position < parser.geometry.scanner.end else {
            if window.isComplete {
                phase = .done
                return false
            }
            throw parser.geometry.scanner.failure("The end.")
        }
        if isStream, try control(&parser.geometry.scanner) { return true }
        let place = try parser.record(isElement: false)
        geometry.append(place)
        parser.cells.endRow(base)
        return true
    }

    /// Reads a control record; false where a feature stands.
    private func control(_ scanner: inout JSONScanner) throws(JSONFailure) -> Bool {
        let word: StaticString = "{\"tabaqa\":"
        for index in 0..<word.utf8CodeUnitCount {
            guard scanner.position + index < scanner.end else { throw scanner.failure("The end.", at: scanner.end) }
            guard scanner.base[scanner.position + index] == word.utf8Start[index] else { return false }
        }
        let value = try JSONValue(&scanner)
        if value["tabaqa"]?.string == "header" { header = value } else { end = value }
        return true
    }

    /// Reads up to and with the header of a stream.
    func prepareStream() throws {
        phase = .sequence
        while header == nil {
            let failure: JSONFailure? = window.withBytes { base, end in
                var scanner = JSONScanner(base, end: end, position: window.position)
                skipSeparators(&scanner)
                do throws(JSONFailure) {
                    guard scanner.position < end else { throw scanner.failure("The end.") }
                    guard try control(&scanner) else { return scanner.failure("No header.", at: 0) }
                    window.position = scanner.position
                    return nil
                } catch {
                    return error
                }
            }
            if failure?.isAtEnd == false { return }
            if failure != nil, try !window.more() { return }
        }
    }

    /// Whether the records' geometry is to be left out because there is none.
    func leavesOutGeometry(_ leavesOut: Bool) { hasGeometry = !leavesOut }

    /// One object of a plain array and the comma or bracket after it.
    private func object(
        _ parser: inout GeoJSONFeatureParser, _ base: UnsafeMutablePointer<UInt8>
    ) throws(JSONFailure) {
        parser.geometry.scanner.skipSpace()
        if isFirst, parser.geometry.scanner.current == 0x5D {
            parser.geometry.scanner.position += 1
            return phase = .tail
        }
        guard parser.geometry.scanner.current == 0x7B else {
            throw parser.geometry.scanner.failure(
                "Every element of a JSON table must be an object, \(parser.geometry.scanner.found) found.")
        }
        try parser.members()
        let next = try afterElement(&parser.geometry.scanner)
        parser.cells.endRow(base)
        isFirst = false
        if next == 0x5D { phase = .tail }
    }

    private func skipSeparators(_ scanner: inout JSONScanner) {
        scanner.skipSpace()
        while scanner.position < scanner.end, scanner.current == 0x1E {
            scanner.position += 1
            scanner.skipSpace()
        }
    }

    // MARK: Root

    /// Finds out what kind of text this is and moves to its first unit.
    private func root(_ scanner: inout JSONScanner) throws(JSONFailure) {
        if scanner.position == 0, scanner.end >= 3, scanner.base[0] == 0xEF, scanner.base[1] == 0xBB {
            scanner.position = 3
        }
        scanner.skipSpace()
        guard scanner.position < scanner.end else { throw scanner.failure("The text is empty.") }
        switch scanner.current {
        case 0x1E: phase = .sequence
        case 0x5B:
            scanner.position += 1
            hasGeometry = false
            phase = .table
        case 0x7B:
            var ahead = scanner
            if try isCollection(&ahead) {
                scanner.position += 1
                phase = .members
            } else {
                phase = .sequence
            }
        default:
            throw scanner.failure("A GeoJSON text must be an object, \(scanner.found) found.")
        }
    }

    private func isCollection(_ scanner: inout JSONScanner) throws(JSONFailure) -> Bool {
        var parser = GeoJSONGeometryParser(scanner: scanner, advice: GeoJSONAdvice())
        parser.scanner.position += 1
        var isFirst = true
        while try parser.member(&isFirst) {
            let name = try parser.scanner.string()
            try parser.colon()
            if parser.scanner.matches(name, "type"), parser.scanner.current == 0x22 {
                return parser.scanner.matches(try parser.scanner.string(), "FeatureCollection")
            }
            if parser.scanner.matches(name, "features"), parser.scanner.current == 0x5B { return true }
            try parser.scanner.skipValue(depth: 1)
        }
        return false
    }

    /// One member of a FeatureCollection, or its end.
    private func member(_ scanner: inout JSONScanner) throws(JSONFailure) {
        scanner.skipSpace()
        if scanner.current == 0x7D {
            guard hasType else {
                throw scanner.failure("The “type” member is missing.", member: "type")
            }
            guard hasFeatures else {
                throw scanner.failure("The “features” member is missing.", member: "features")
            }
            scanner.position += 1
            return phase = .tail
        }
        if hasType || hasFeatures || hadMember {
            if scanner.current == 0x2C {
                scanner.position += 1
                scanner.skipSpace()
            } else {
                throw scanner.failure("“,” or “}” expected, \(scanner.found) found.")
            }
        }
        var parser = GeoJSONGeometryParser(scanner: scanner, advice: advice)
        guard parser.scanner.current == 0x22 else {
            throw parser.scanner.failure("A member name expected, \(parser.scanner.found) found.")
        }
        let name = try parser.scanner.string()
        try parser.colon()
        try collectionMember(name, &parser)
        hadMember = true
        scanner = parser.scanner
    }

    private func collectionMember(
        _ name: JSONScanner.Text, _ parser: inout GeoJSONGeometryParser
    ) throws(JSONFailure) {
        if parser.scanner.matches(name, "type") {
            guard !hasType else { throw parser.duplicate("type") }
            let text = parser.scanner.current == 0x22 ? try parser.scanner.string() : nil
            guard let text, parser.scanner.matches(text, "FeatureCollection") else {
                throw parser.scanner.failure(
                    "An object with “features” must have the type FeatureCollection.", at: name.start,
                    member: "type")
            }
            hasType = true
        } else if parser.scanner.matches(name, "features") {
            guard !hasFeatures else { throw parser.duplicate("features") }
            guard parser.scanner.current == 0x5B else {
                throw parser.scanner.failure(
                    "“features” must be an array, \(parser.scanner.found) found.", member: "features")
            }
            parser.scanner.position += 1
            hasFeatures = true
            isFirst = true
            phase = .features
        } else if parser.scanner.matches(name, "crs") {
            declared = try GeoJSONCRS.parse(&parser.scanner)
        } else if parser.scanner.matches(name, "bbox") {
            try parser.boundingBox()
        } else if parser.scanner.matches(name, "geometry") || parser.scanner.matches(name, "coordinates")
            || parser.scanner.matches(name, "geometries")
        {
            let text = parser.scanner.string(of: name)
            throw parser.scanner.failure(
                "A FeatureCollection cannot contain a “\(text)” member.", at: name.start, member: text)
        } else {
            // ArcGIS servers put their own remarks here.
            if parser.scanner.matches(name, "properties") {
                notes.append("The “properties” member of the collection itself was ignored.")
            }
            try parser.scanner.skipValue(depth: 1)
        }
    }

    // MARK: End and CRS

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
            notes.append("The “crs” member is null and was ignored: GeoJSON is longitude and latitude on WGS 84.")
        case .named(let named):
            crs = named
            if options.crs == nil {
                notes.append(
                    "The file has a “crs” member of the older GeoJSON of 2008; its places are read as \(named).")
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
            remedy: ends ? "Fetch or export the file again." : "Correct the file in the program that made it.")
    }

    private static func contains(_ bytes: [UInt8], _ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard bytes.count >= length else { return false }
        return (0...bytes.count - length).contains { start in
            (0..<length).allSatisfy { bytes[start + $0] == word.utf8Start[$0] }
        }
    }
}
