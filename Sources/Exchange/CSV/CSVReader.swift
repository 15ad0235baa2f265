public import TabaqaFeatureModel

/// Reads delimited text with a header line: RFC 4180, also with semicolon, tab or bar, in any encoding of
/// `TextEncoding`, with cells over several lines.
///
/// Gives text only; `PlaceFinder` finds places in its columns.
public final class CSVReader: RecordReader {
    private static let batchBytes = 1 << 25

    private let window: ByteWindow
    private var scanner: CSVScanner
    private var row = 0
    private var linesBefore = 0
    private var isDone = false

    public private(set) var names: [String] = []
    public let crs: CRS?
    public var hasGeometry: Bool { false }
    public private(set) var warnings: [String] = []
    public var progress: Double { isDone ? 1 : window.progress }
    /// The delimiter given or found.
    public var delimiter: UInt8 { scanner.delimiter }

    /// - Throws: `Fault` for a file that is absent, unreadable, or without a header.
    public convenience init(path: String, options: ReadOptions = ReadOptions()) throws {
        let name = fileName(path)
        try self.init(FileSource(path: path, name: name), name, options)
    }

    public convenience init(bytes: [UInt8], file: String = "", options: ReadOptions = ReadOptions()) throws {
        try self.init(MemorySource(bytes), file, options)
    }

    private init(_ source: any ByteSource, _ file: String, _ options: ReadOptions) throws {
        let decoded = try DecodedSource.open(source, file: file, encoding: options.encoding)
        window = ByteWindow(decoded.source, file: file, limit: 1 << 26)
        crs = options.crs
        if let warning = decoded.warning { warnings.append(warning) }
        _ = try window.more()
        let sample = window.bytes[..<min(window.end, 1 << 16)]
        scanner = CSVScanner(delimiter: options.delimiter ?? CSVDialect.delimiter(sample))
        try header(isGiven: options.delimiter != nil)
    }

    public func next() throws -> RecordBatch? {
        guard !isDone else { return nil }
        var rows: [Int] = []
        var lines: [Int] = []
        var violations: [Violation] = []
        let width = names.count
        loop: while true {
            let stop: CSVScanner.Stop? = window.withBytes { base, end in
                var position = window.position
                defer { window.position = position }
                while position < end {
                    let line = linesBefore + scanner.lines + 1
                    let count: Int
                    do throws(CSVScanner.Stop) {
                        count = try scanner.record(base, end, &position, isFinal: window.isComplete)
                    } catch {
                        return error
                    }
                    if count == 1, scanner.fields[scanner.fields.count - 1].length == 0, width > 0 {
                        scanner.dropLast(1)
                        continue
                    }
                    row += 1
                    rows.append(row)
                    lines.append(line)
                    if count != width, let violation = fit(count, width, base) {
                        violations.append(violation)
                    }
                }
                return nil
            }
            switch stop {
            case nil, .incomplete:
                if !rows.isEmpty, rows.count >= GeoJSONReader.batchRows || window.end >= Self.batchBytes {
                    break loop
                }
                if rows.isEmpty { window.slide() }
                if try !window.more() {
                    if !window.isComplete || window.position < window.end { continue }
                    isDone = true
                    break loop
                }
            case .unclosedQuote(let offset):
                throw Fault(
                    .fileMalformed, "A quote is opened here and never closed.",
                    at: window.place(offset, row: row + 1),
                    remedy: "Close the quote, or write a quote within a cell twice.")
            case .zeroByte(let offset):
                throw Fault(
                    .fileMalformed, "The text holds a zero byte.", at: window.place(offset, row: row + 1),
                    remedy: "If the file is UTF-16, say --encoding UTF-16LE; else it is damaged.")
            }
        }
        guard !rows.isEmpty else { return nil }
        let cells = columns(window.take(), rows: rows.count, width: width)
        scanner.removeFields()
        return RecordBatch(rows: rows, lines: lines, names: names, cells: cells, violations: violations)
    }

    /// Makes the last record as wide as the header.
    ///
    /// - Returns: what to say about it; superfluous cells that are empty are not worth a word.
    private func fit(_ count: Int, _ width: Int, _ base: UnsafeMutablePointer<UInt8>) -> Violation? {
        if count < width {
            scanner.pad(width - count)
            return Violation(row: row, reason: .tooFewColumns, value: "\(count) of \(width) cells")
        }
        let extra = scanner.fields.suffix(count - width)
        let hasText = extra.contains { $0.length > 0 }
        scanner.dropLast(count - width)
        return hasText
            ? Violation(row: row, reason: .tooManyColumns, value: "\(count) of \(width) cells") : nil
    }

    private func columns(_ bytes: [UInt8], rows: Int, width: Int) -> [TextColumn] {
        scanner.fields.withUnsafeBufferPointer { fields in
            (0..<width).map { column in
                let starts = [Int](unsafeUninitializedCapacity: rows) { buffer, count in
                    for row in 0..<rows { buffer[row] = fields[row * width + column].start }
                    count = rows
                }
                let lengths = [Int32](unsafeUninitializedCapacity: rows) { buffer, count in
                    for row in 0..<rows {
                        buffer[row] = Int32(truncatingIfNeeded: fields[row * width + column].length)
                    }
                    count = rows
                }
                return TextColumn(bytes: bytes, starts: starts, lengths: lengths)
            }
        }
    }

    // MARK: Header

    private func header(isGiven: Bool) throws {
        var cells: [String] = []
        while cells.isEmpty {
            guard window.position < window.end else {
                throw Fault(
                    .fileMalformed, "The file has no header line.", at: .init(file: window.file, line: 1),
                    remedy: "Put the names of the columns into the first line.")
            }
            cells = try line()
            scanner.removeFields()
            if !isGiven, cells.count <= 2, let named = Self.excelHint(cells, scanner.delimiter) {
                scanner = CSVScanner(delimiter: named)
                linesBefore += 1
                cells = []
            } else if cells.allSatisfy({ $0.isEmpty }) {
                cells = []
            }
        }
        names = Self.unique(cells)
        if cells.allSatisfy({ NumberText.decimal($0) != nil }) {
            throw Fault(
                .importColumns, "The first line holds only numbers, so it is no header.",
                at: .init(file: window.file, line: 1),
                remedy: "Put the names of the columns into the first line.")
        }
    }

    /// The first record as strings, trimmed.
    private func line() throws -> [String] {
        while true {
            let stop: CSVScanner.Stop? = window.withBytes { base, end in
                var position = window.position
                do throws(CSVScanner.Stop) {
                    _ = try scanner.record(base, end, &position, isFinal: window.isComplete)
                } catch {
                    return error
                }
                window.position = position
                return nil
            }
            switch stop {
            case nil:
                return scanner.fields.map { field in
                    let bytes = window.bytes[field.start..<field.start + max(0, field.length)]
                    return Self.trimmed(String(decoding: bytes, as: UTF8.self))
                }
            case .incomplete: _ = try window.more()
            case .unclosedQuote(let offset), .zeroByte(let offset):
                throw Fault(
                    .fileMalformed, "The header line cannot be read: an unclosed quote or a zero byte.",
                    at: window.place(offset), remedy: "Correct the first line, or give --encoding.")
            }
        }
    }

    /// Excel's own first line `sep=;`.
    private static func excelHint(_ cells: [String], _ delimiter: UInt8) -> UInt8? {
        let line = cells.joined(separator: String(Unicode.Scalar(delimiter)))
        guard line.lowercased().hasPrefix("sep="), line.utf8.count == 5 else { return nil }
        return line.utf8.last
    }

    private static func trimmed(_ text: String) -> String {
        let characters = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        return String(characters.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// Names for all columns, none twice: `column_3` for a nameless one, `name_2` for a second `name`.
    private static func unique(_ cells: [String]) -> [String] {
        var taken = Set<String>()
        return cells.enumerated().map { index, cell in
            let name = cell.isEmpty ? "column_\(index + 1)" : cell
            var candidate = name
            var number = 2
            while !taken.insert(candidate).inserted {
                candidate = "\(name)_\(number)"
                number += 1
            }
            return candidate
        }
    }
}
