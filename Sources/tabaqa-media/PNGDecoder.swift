import CPNG

/// PNG by libpng's simplified interface: any depth and palette, gamma made sRGB, transparency laid over white.
enum PNGDecoder {
    static func decode(_ photo: [UInt8]) throws -> Picture {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        defer { png_image_free(&image) }
        return try photo.withUnsafeBytes { bytes in
            guard png_image_begin_read_from_memory(&image, bytes.baseAddress, bytes.count) != 0 else {
                throw Refusal.damaged(message(image))
            }
            let (width, height) = (Int(image.width), Int(image.height))
            try Limits.check(width: width, height: height)
            image.format = png_uint_32(PNG_FORMAT_FLAG_COLOR)
            var white = png_color(red: 255, green: 255, blue: 255)
            var pixels = [UInt8](repeating: 0, count: 3 * width * height)
            guard png_image_finish_read(&image, &white, &pixels, png_int_32(3 * width), nil) != 0 else {
                throw Refusal.damaged(message(image))
            }
            return Picture(width: width, height: height, pixels: pixels)
        }
    }

    private static func message(_ image: png_image) -> String {
        withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
