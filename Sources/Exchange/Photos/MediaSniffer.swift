/// The type of a file by its first bytes, out of a list of types that are taken.
///
/// Nothing that a browser could run is on the list: SVG, HTML, XML and scripts are
/// `application/octet-stream`. A file that is two things at once has the type its first bytes say, which is the
/// one a decoder would see.
public enum MediaSniffer {
    /// `image/jpeg`, `video/mp4` …; `application/octet-stream` for what is not known.
    ///
    /// - Parameter start: the first 4,096 bytes, or all of a shorter file.
    public static func type(of start: [UInt8]) -> String {
        for (offset, magic, type) in table where has(magic, in: start, at: offset) { return type }
        return riffType(start) ?? baseMediaType(start) ?? zipType(start) ?? audioFrameType(start)
            ?? oggType(start) ?? matroskaType(start) ?? (PlainText.isPlain(start) ? "text/plain" : unknown)
    }

    static let unknown = "application/octet-stream"

    private static let table: [(offset: Int, magic: [UInt8], type: String)] = [
        (0, [0xFF, 0xD8, 0xFF], "image/jpeg"),
        (0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        (0, Array("GIF87a".utf8), "image/gif"),
        (0, Array("GIF89a".utf8), "image/gif"),
        (0, [0x49, 0x49, 0x2A, 0x00], "image/tiff"),
        (0, [0x4D, 0x4D, 0x00, 0x2A], "image/tiff"),
        (0, Array("%PDF-".utf8), "application/pdf"),
        (0, Array("fLaC".utf8), "audio/flac"),
        (0, Array("#!AMR\n".utf8), "audio/amr"),
        (0, Array("#!AMR-WB\n".utf8), "audio/amr-wb"),
        (0, Array("ID3".utf8), "audio/mpeg"),
    ]

    static func has(_ magic: some Collection<UInt8>, in bytes: [UInt8], at offset: Int) -> Bool {
        bytes.count - offset >= magic.count && bytes[offset...].starts(with: magic)
    }

    private static func riffType(_ start: [UInt8]) -> String? {
        guard has("RIFF".utf8, in: start, at: 0) else { return nil }
        if has("WEBP".utf8, in: start, at: 8) { return "image/webp" }
        if has("WAVE".utf8, in: start, at: 8) { return "audio/wav" }
        return has("AVI ".utf8, in: start, at: 8) ? "video/x-msvideo" : nil
    }

    /// ISO base media (ISO/IEC 14496-12): the brands of the `ftyp` box tell pictures, sound and film apart.
    private static func baseMediaType(_ start: [UInt8]) -> String? {
        guard has("ftyp".utf8, in: start, at: 4), start.count >= 12 else { return nil }
        let end = start[..<4].reduce(0) { $0 << 8 | Int($1) }
        let brands = stride(from: 8, to: min(max(end, 12), start.count, 264) - 3, by: 4)
            .filter { $0 != 12 }  // The minor version stands between the brands.
            .map { String(decoding: start[$0..<($0 + 4)], as: UTF8.self) }
        for brand in brands {
            switch brand {
            case "avif", "avis": return "image/avif"
            case "heic", "heix", "heim", "heis", "hevc", "hevx": return "image/heic"
            default: break
            }
        }
        guard let major = brands.first else { return nil }
        if major == "mif1" || major == "msf1" { return "image/heif" }
        if major == "qt  " { return "video/quicktime" }
        if major == "M4A " || major == "M4B " { return "audio/mp4" }
        return major.hasPrefix("3gp") || major.hasPrefix("3g2") ? "video/3gpp" : "video/mp4"
    }

    /// Frames of MPEG audio without a tag before them: MP3 and AAC (ADTS).
    private static func audioFrameType(_ start: [UInt8]) -> String? {
        guard start.count >= 4, start[0] == 0xFF, start[1] & 0xE0 == 0xE0 else { return nil }
        if start[1] & 0xF6 == 0xF0 { return "audio/aac" }
        let isLayerThree = start[1] & 0x06 == 0x02 && start[1] & 0x18 != 0x08
        let hasRates = start[2] & 0xF0 != 0xF0 && start[2] & 0xF0 != 0 && start[2] & 0x0C != 0x0C
        return isLayerThree && hasRates ? "audio/mpeg" : nil
    }

    private static func oggType(_ start: [UInt8]) -> String? {
        guard has("OggS".utf8, in: start, at: 0), start.count > 27 else { return nil }
        let packet = 27 + Int(start[26])
        let hasTheora = has([0x80] + Array("theora".utf8), in: start, at: min(packet, start.count))
        return hasTheora ? "video/ogg" : "audio/ogg"
    }

    private static func matroskaType(_ start: [UInt8]) -> String? {
        guard has([0x1A, 0x45, 0xDF, 0xA3], in: start, at: 0) else { return nil }
        let head = Array(start.prefix(128))
        let isWebM = head.indices.contains { has("webm".utf8, in: head, at: $0) }
        return isWebM ? "video/webm" : "video/x-matroska"
    }
}
