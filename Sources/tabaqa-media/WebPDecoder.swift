import CWebP

/// WebP, still pictures only.
enum WebPDecoder {
    static func decode(_ photo: [UInt8]) throws -> Picture {
        var features = WebPBitstreamFeatures()
        guard WebPGetFeatures(photo, photo.count, &features) == VP8_STATUS_OK else {
            throw Refusal.damaged("its WebP header cannot be read")
        }
        guard features.has_animation == 0 else {
            throw Refusal(
                .unsupported, "Pictures are not made of animations.", remedy: "Look at the file itself.")
        }
        let (width, height) = (Int(features.width), Int(features.height))
        try Limits.check(width: width, height: height)
        var pixels = [UInt8](repeating: 0, count: 4 * width * height)
        let size = pixels.count
        guard WebPDecodeRGBAInto(photo, photo.count, &pixels, size, Int32(4 * width)) != nil else {
            throw Refusal.damaged("its WebP data breaks off or is wrong")
        }
        return Picture(width: width, height: height, translucent: pixels)
    }
}
