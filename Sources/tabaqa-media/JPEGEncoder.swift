import CTurboJPEG

/// A progressive JPEG that holds nothing but a picture.
enum JPEGEncoder {
    private static let quality: Int32 = 80

    static func encode(_ picture: Picture) throws -> [UInt8] {
        guard let handle = tjInitCompress() else {
            throw Refusal(.software, "The JPEG encoder did not start.")
        }
        defer { tjDestroy(handle) }
        var data: UnsafeMutablePointer<UInt8>?
        var size: UInt = 0
        let result = tjCompress2(
            handle, picture.pixels, Int32(picture.width), Int32(3 * picture.width), Int32(picture.height),
            TJPF_RGB.rawValue, &data, &size, Int32(TJSAMP_420.rawValue), quality,
            TJFLAG_PROGRESSIVE | TJFLAG_ACCURATEDCT)
        defer { tjFree(data) }
        guard result == 0, let data else {
            throw Refusal(
                .software, "The picture could not be encoded: \(String(cString: tjGetErrorStr2(handle))).")
        }
        let bytes = Array(UnsafeBufferPointer(start: data, count: Int(size)))
        try check(bytes)
        return bytes
    }

    /// The choke point: whatever the encoder did, only these parts leave, and nothing after the end.
    private static func check(_ bytes: [UInt8]) throws {
        var place = 2
        var isOver = false
        while place + 1 < bytes.count, !isOver {
            let marker = bytes[place + 1]
            let isPart = bytes[place] == 0xFF
            let isName = marker != 0xE0 || bytes[(place + 4)...].starts(with: "JFIF\0".utf8)
            guard isPart, isName, [0xC0, 0xC2, 0xC4, 0xD9, 0xDA, 0xDB, 0xE0].contains(marker) else { break }
            place += 2
            if marker == 0xD9 {
                isOver = true
                break
            }
            guard place + 1 < bytes.count else { break }
            place += Int(bytes[place]) << 8 | Int(bytes[place + 1])
            if marker == 0xDA {
                while place + 1 < bytes.count, bytes[place] != 0xFF || bytes[place + 1] == 0 { place += 1 }
            }
        }
        guard isOver, place == bytes.count else {
            throw Refusal(.software, "The encoder wrote more than a picture.", remedy: "Report this.")
        }
    }
}
