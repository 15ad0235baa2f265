/// The formats that are decoded, told by their first bytes.
enum PhotoFormat {
    /// - Parameter side: the longer side that will do; a decoder that can gives fewer pixels than the photo has.
    /// - Throws: a ``Refusal``.
    static func decode(_ photo: [UInt8], fitting side: Int) throws -> Picture {
        if photo.starts(with: [0xFF, 0xD8, 0xFF]) { return try JPEGDecoder.decode(photo, fitting: side) }
        if photo.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return try PNGDecoder.decode(photo) }
        if photo.starts(with: "RIFF".utf8), photo.dropFirst(8).starts(with: "WEBP".utf8) {
            return try WebPDecoder.decode(photo)
        }
        if photo.dropFirst(4).starts(with: "ftyp".utf8) { return try HEIFDecoder.decode(photo) }
        throw Refusal(
            .unsupported, "Pictures are made of JPEG, PNG, WebP and HEIF only.",
            remedy: "Look at the file itself, or send a JPEG.")
    }
}
