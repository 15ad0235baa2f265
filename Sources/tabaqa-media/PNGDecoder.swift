import CPNG

/// PNG by libpng's simplified interface: any depth and palette, gamma made sRGB.
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
            // Without this 16 bits are taken for linear light.
            image.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)
            // Transparency is laid over white by ourselves, as browsers do: libpng would do it in linear light.
            let isOpaque = image.format & png_uint_32(PNG_FORMAT_FLAG_ALPHA) == 0
            let size = isOpaque ? 3 : 4
            image.format =
                png_uint_32(PNG_FORMAT_FLAG_COLOR) | (isOpaque ? 0 : png_uint_32(PNG_FORMAT_FLAG_ALPHA))
            var pixels = [UInt8](repeating: 0, count: size * width * height)
            guard png_image_finish_read(&image, nil, &pixels, png_int_32(size * width), nil) != 0 else {
                throw Refusal.damaged(message(image))
            }
            return isOpaque
                ? Picture(width: width, height: height, pixels: pixels)
                : Picture(width: width, height: height, translucent: pixels)
        }
    }

    private static func message(_ image: png_image) -> String {
        withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
