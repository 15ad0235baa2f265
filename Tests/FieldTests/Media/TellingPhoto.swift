import TabaqaRendering

/// A photo that tells where it was taken, by whom and with what, in every way known.
enum TellingPhoto {
    /// What must not be found in anything made of it. Latitude 37.0665722, longitude 37.3833306.
    static let secrets: [[UInt8]] =
        [
            "37.0665", "37.3833", "+37.06", "37,3.99", "37,22.99", "SN-4471-0815", "Exif\0\0", "Fatma",
            "http://ns.adobe.com/xap", "Photoshop 3.0", "ISO6709", "ftyp", "CASTLE", "JFXX",
            "MPF\0",
        ].map { Array($0.utf8) } + [
            [0xA9] + Array("xyz".utf8),
            // Degrees, minutes and seconds as rationals, in both byte orders.
            [37, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0],
            [37, 0, 0, 0, 1, 0, 0, 0, 22, 0, 0, 0, 1, 0, 0, 0],
            [0, 0, 0, 37, 0, 0, 0, 1, 0, 0, 0, 3], [0, 0, 0, 37, 0, 0, 0, 1, 0, 0, 0, 22],
        ]

    /// - Parameter plain: a JPEG to hide it in.
    static func made(of plain: [UInt8], thumbnail: [UInt8]) -> [UInt8] {
        var exif = ExifBuilder()
        exif.main = [(0x0112, .short(6)), (0x010F, .text("CASTLE CAMERA")), (0x013B, .text("Fatma"))]
        exif.photo = [(0x9003, .text("2026:03:09 14:05:59")), (0xA431, .text("SN-4471-0815"))]
        var big = exif
        big.isBig = true
        let inside = { (block: [UInt8]) in Array("Exif\0\0".utf8) + block }
        let xmp = """
            http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description \
            exif:GPSLatitude="37,3.9943N" exif:GPSLongitude="37,22.9998E" place="37.0665722 37.3833306"/></x:xmpmeta>
            """
        let iptc =
            Array("Photoshop 3.0\08BIM\u{4}\u{4}\0\0".utf8) + [0, 0, 0, 16, 0x1C, 2, 90] + [0, 6]
            + Array("CASTLE".utf8)
        let parts: [(UInt8, [UInt8])] = [
            (0xE0, Array("JFXX\0".utf8) + [0x10] + thumbnail.prefix(20_000)),
            (0xE1, inside(exif.tiff) + thumbnail.prefix(20_000)), (0xE1, Array(xmp.utf8)),
            (0xE1, inside(big.tiff)), (0xE2, Array("MPF\0".utf8) + big.tiff), (0xED, iptc),
            (0xFE, Array("taken at 37.0665722, 37.3833306 by Fatma".utf8)),
        ]
        let film =
            Array("\0\0\0\u{18}ftypmp42\0\0\0\0isommp42\0\0\0\u{22}".utf8) + [0xA9]
            + Array("xyz\0\u{12}+37.0665+037.3833/com.apple.quicktime.location.ISO6709".utf8)
        return Array(plain.prefix(2)) + parts.flatMap { ExifBuilder.segment($0.0, $0.1) } + plain.dropFirst(2)
            + film
    }

    static func secretsFound(in bytes: [UInt8]) -> [String] {
        secrets.filter { secret in
            bytes.indices.contains { bytes[$0] == secret[0] && bytes[$0...].starts(with: secret) }
        }.map { String(decoding: $0, as: UTF8.self) }
    }
}
