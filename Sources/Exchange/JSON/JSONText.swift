public import TabaqaFeatureModel

/// JSON text as a whole, by RFC 8259.
public enum JSONText {
    /// Accepts exactly one value, with white space around it, nested at most 512 deep.
    ///
    /// - Throws: `file.malformed` with line and column.
    public static func validate(_ bytes: [UInt8], file: String = "") throws(Fault) {
        var copy = bytes
        let failure: JSONFailure? = copy.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else {
                return JSONFailure(offset: 0, message: "The text is empty.", isAtEnd: true)
            }
            var scanner = JSONScanner(base, end: buffer.count)
            do throws(JSONFailure) {
                scanner.skipSpace()
                try scanner.skipValue()
                scanner.skipSpace()
                return scanner.position < scanner.end
                    ? scanner.failure("Something follows the value: \(scanner.found).") : nil
            } catch {
                return error
            }
        }
        guard let failure else { return }
        let before = bytes.prefix(failure.offset)
        let line = 1 + before.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
        let column = failure.offset - (before.lastIndex(of: 0x0A) ?? -1)
        throw Fault(
            .fileMalformed, "This is not JSON: \(failure.message)",
            at: .init(file: file.isEmpty ? nil : file, line: line, column: column),
            remedy: "Check the file in the program that made it.")
    }
}
