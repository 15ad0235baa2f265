/// A HEIC file without pictures whose one item is an EXIF block.
enum HEICFile {
    static func with(_ tiff: [UInt8]) -> [UInt8] {
        let item = box("infe", [2, 0, 0, 0, 0, 1, 0, 0] + Array("Exif".utf8) + [0])
        let information = box("iinf", [0, 0, 0, 0, 0, 1] + item)
        let type = box("ftyp", Array("heic".utf8) + [0, 0, 0, 0] + Array("mif1heic".utf8))
        // Four bytes that say how far the block is, then its name as JPEG has it.
        let content: [UInt8] = [0, 0, 0, 6] + Array("Exif\0\0".utf8) + tiff
        let metaSize = 12 + information.count + 36
        let offset = type.count + metaSize + 8
        let location = box(
            "iloc",
            [1, 0, 0, 0, 0x44, 0x40, 0, 1, 0, 1, 0, 0, 0, 0] + number(offset) + [0, 1] + number(0)
                + number(content.count))
        let meta = box("meta", [0, 0, 0, 0] + information + location)
        return type + meta + box("mdat", content)
    }

    private static func box(_ name: String, _ content: [UInt8]) -> [UInt8] {
        number(content.count + 8) + Array(name.utf8) + content
    }

    private static func number(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
