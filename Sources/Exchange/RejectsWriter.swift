internal import Foundation
public import TabaqaFeatureModel

/// Writes rejected rows as CSV: `row,reason,column,value`, one line per violation.
public enum RejectsWriter {
    /// Replaces `path` when all lines are written.
    ///
    /// - Throws: `file.unwritable`.
    public static func write(_ violations: [Violation], to path: String) throws(Fault) {
        var bytes = Array("row,reason,column,value\r\n".utf8)
        bytes.reserveCapacity(violations.count * 48)
        for violation in violations {
            bytes += String(violation.row).utf8
            bytes.append(0x2C)
            bytes += violation.reason.rawValue.utf8
            bytes.append(0x2C)
            append(violation.column ?? "", to: &bytes)
            bytes.append(0x2C)
            append(violation.value ?? "", to: &bytes)
            bytes += [0x0D, 0x0A]
        }
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw Fault(
                .fileUnwritable, "The list of rejected rows cannot be written.", at: .init(file: path),
                remedy: "Check that the folder exists and may be written to.")
        }
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D, 0x3B].contains($0) }) else {
            bytes += text.utf8
            return
        }
        bytes.append(0x22)
        for byte in text.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }
}
