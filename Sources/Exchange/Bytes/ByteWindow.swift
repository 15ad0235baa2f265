internal import TabaqaFeatureModel

/// A moving view of a source: UTF-8 bytes that a parser may read, and refer to, without copying.
///
/// Offsets stay good until `take`, which hands the bytes over and goes on behind `position`.
final class ByteWindow {
    static let step = 1 << 20
    /// A single record of more bytes than this is refused.
    private let limit: Int

    let file: String
    private let source: any ByteSource
    /// Valid up to `end`, and whole characters only.
    private(set) var bytes: [UInt8] = []
    private(set) var end = 0
    /// Whether nothing follows the bytes up to `end`.
    private(set) var isComplete = false
    /// The next byte to parse; moved by the parser.
    var position = 0
    /// Offset in the source (as UTF-8) of `bytes[0]`, and the line breaks before it.
    private var base = 0
    private var linesBefore = 0
    private var columnsBefore = 0
    /// Bytes read whose last character was cut.
    private var carry: [UInt8] = []

    init(_ source: any ByteSource, file: String, limit: Int = 1 << 28) {
        self.source = source
        self.file = file
        self.limit = limit
    }

    var progress: Double { source.progress }

    /// Reads on, keeping all bytes where they are.
    ///
    /// - Returns: false when there is no more.
    /// - Throws: `import.encoding` for bytes that are not UTF-8; `file.too-large` above `limit`.
    func more() throws -> Bool {
        guard !isComplete else { return false }
        guard end - position < limit else {
            throw Fault(
                .fileTooLarge, "One record is larger than \(limit >> 20) MB.", at: place(position),
                remedy: "Check for an unclosed quote or bracket near this line.")
        }
        let kept = end
        let capacity = max(kept * 2, kept + Self.step)
        var failure: (any Error)?
        var filled = kept
        let old = bytes
        bytes = []
        bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            _ = buffer.update(fromContentsOf: old[..<kept])
            _ = UnsafeMutableBufferPointer(rebasing: buffer[kept...]).update(fromContentsOf: carry)
            filled += carry.count
            do {
                while filled < capacity, !isComplete {
                    let got = try source.read(
                        into: UnsafeMutableRawBufferPointer(
                            UnsafeMutableBufferPointer(rebasing: buffer[filled...])))
                    if got == 0 { isComplete = true }
                    filled += got
                }
            } catch { failure = error }
            count = filled
        }
        carry = []
        end = kept
        if let failure { throw failure }
        let outcome = bytes.withUnsafeBufferPointer {
            UTF8Check.check(UnsafeBufferPointer(rebasing: $0[kept..<filled]))
        }
        switch outcome {
        case .valid: end = filled
        case .cut(let offset) where !isComplete:
            end = kept + offset
            carry = Array(bytes[end..<filled])
        case .cut(let offset), .invalid(let offset):
            throw Fault(
                .importEncoding, "The text is not valid UTF-8.", at: place(kept + offset),
                remedy: "Name the file's encoding, e.g. --encoding windows-1254 (Turkish) or "
                    + "--encoding windows-1256 (Arabic).")
        }
        return end > kept
    }

    /// The bytes so far; the window goes on with those from `position`, which becomes 0.
    func take() -> [UInt8] {
        let taken = bytes
        let rest = bytes[position..<end]
        let (lines, column) = count(upTo: position)
        linesBefore = lines
        columnsBefore = column
        base += position
        bytes = []
        bytes = Array(rest)
        end = bytes.count
        position = 0
        return taken
    }

    /// Drops the bytes before `position` once they are many.
    func slide() {
        if position > 0, position == end || position >= Self.step { _ = take() }
    }

    /// Calls `body` with the bytes and their count.
    func withBytes<Result, Failure: Error>(
        _ body: (UnsafeMutablePointer<UInt8>, Int) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if bytes.isEmpty { bytes = [0] }
        let end = end
        return try bytes.withUnsafeMutableBufferPointer { (buffer) throws(Failure) in
            try body(buffer.baseAddress.unsafelyUnwrapped, end)
        }
    }

    /// Line (from 1) of the byte at `offset`.
    func line(_ offset: Int) -> Int { count(upTo: offset).lines + 1 }

    func place(_ offset: Int, row: Int? = nil, field: String? = nil) -> Fault.Place {
        let (lines, column) = count(upTo: offset)
        return Fault.Place(file: file, line: lines + 1, column: column + 1, row: row, field: field)
    }

    /// Bytes of the source before `offset`.
    func absolute(_ offset: Int) -> Int { base + offset }

    private func count(upTo offset: Int) -> (lines: Int, column: Int) {
        var lines = linesBefore
        var column = columnsBefore
        bytes.withUnsafeBufferPointer { buffer in
            let part = buffer[..<min(offset, buffer.count)]
            lines += Self.breaks(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: part)))
            let last = part.lastIndex(of: 0x0A)
            column = last.map { part.count - $0 - 1 } ?? columnsBefore + part.count
        }
        return (lines, column)
    }

    /// Line feeds among `bytes`, eight at a time.
    private static func breaks(_ bytes: UnsafeRawBufferPointer) -> Int {
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        var total = 0
        var index = 0
        while index + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ 0x0A0A_0A0A_0A0A_0A0A
            // The highest bit of each byte that is zero, and no other.
            total += (~(((word & low) &+ low) | word | low)).nonzeroBitCount
            index += 8
        }
        while index < bytes.count {
            if bytes[index] == 0x0A { total += 1 }
            index += 1
        }
        return total
    }
}
