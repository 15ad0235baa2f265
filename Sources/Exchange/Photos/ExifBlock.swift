/// Where a file keeps its EXIF block. Walks containers by their own lengths, each step checked.
enum ExifBlock {
    /// More parts than any photo has.
    static let mostParts = 4096

    /// The TIFF structure in the file, from its byte order mark on. Nil where there is none.
    static func find(in bytes: [UInt8]) -> ArraySlice<UInt8>? {
        switch MediaSniffer.type(of: Array(bytes.prefix(4096))) {
        case "image/jpeg": jpeg(bytes)
        case "image/png": png(bytes)
        case "image/webp": webP(bytes)
        case "image/tiff": bytes[...]
        case "image/heic", "image/heif", "image/avif": HEIFItems(bytes)?.exif.map(withoutName)
        default: nil
        }
    }

    /// Without the name JPEG puts before the block, which other containers sometimes copy.
    private static func withoutName(_ block: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        block.starts(with: name) ? block.dropFirst(6) : block
    }

    private static let name: [UInt8] = [0x45, 0x78, 0x69, 0x66, 0x00]

    private static func jpeg(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
        var place = 2
        for _ in 0..<mostParts {
            while place < bytes.count, bytes[place] == 0xFF { place += 1 }
            guard place > 2, place + 2 < bytes.count, bytes[place - 1] == 0xFF else { return nil }
            let marker = bytes[place]
            // The picture itself: what comes after it may look like anything.
            if marker == 0xDA || marker == 0xD9 { return nil }
            let length = Int(bytes[place + 1]) << 8 | Int(bytes[place + 2])
            guard length >= 2 else { return nil }
            let content = bytes[min(place + 3, bytes.count)..<min(place + 1 + length, bytes.count)]
            if marker == 0xE1, content.starts(with: name), content.count > 14 { return content.dropFirst(6) }
            place += 1 + length
        }
        return nil
    }

    private static func png(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
        var place = 8
        for _ in 0..<mostParts {
            guard place + 8 <= bytes.count else { return nil }
            let length = bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
            let end = min(place + 8 + length, bytes.count)
            if bytes[(place + 4)...].starts(with: "eXIf".utf8) {
                return withoutName(bytes[(place + 8)..<end])
            }
            place += 12 + length
        }
        return nil
    }

    private static func webP(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
        var place = 12
        for _ in 0..<mostParts {
            guard place + 8 <= bytes.count else { return nil }
            let length = bytes[(place + 4)..<(place + 8)].reversed().reduce(0) { $0 << 8 | Int($1) }
            let end = min(place + 8 + length, bytes.count)
            if bytes[place...].starts(with: "EXIF".utf8) { return withoutName(bytes[(place + 8)..<end]) }
            place += 8 + length + length % 2
        }
        return nil
    }
}
