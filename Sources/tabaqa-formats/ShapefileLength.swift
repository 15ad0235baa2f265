/// Tells a Shapefile that was cut off, as by a broken download, from a whole one.
///
/// The driver reads a cut file to the end and hands out rows without geometry; the lengths in the headers say
/// what is missing (ESRI Shapefile Technical Description, table 1; dBASE III header).
enum ShapefileLength {
    /// - Parameter path: the .shp or .dbf, not inside an archive (archives have checksums of their own).
    /// - Throws: a ``Failure`` of bad data when a file is shorter than its header says.
    static func check(_ path: String) throws {
        for ending in ["shp", "SHP"] {
            try check(path.dropLast(3) + ending) { head in
                head.count >= 28 ? 2 * UInt64(head[24...27].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }) : nil
            }
        }
        for ending in ["dbf", "DBF"] {
            try check(path.dropLast(3) + ending) { head in
                guard head.count >= 12 else { return nil }
                let number = { (range: ClosedRange<Int>) in
                    head[range].reversed().reduce(0) { $0 << 8 | UInt64($1) }
                }
                return number(8...9) + number(4...7) * number(10...11)
            }
        }
    }

    private static func check(_ path: String, declared: ([UInt8]) -> UInt64?) throws {
        guard let file = try? InputFile(path: path) else { return }
        let head = file.bytes(at: 0, count: Int(min(file.size, 100))) ?? []
        guard let length = declared(head), length <= file.size else {
            throw Failure(
                .badData,
                "The file is cut off: \(FileName.lastComponent(path)) is shorter than its header says.",
                remedy: "Download or copy it again, with all its companions (.shp, .dbf, .shx).")
        }
    }
}
