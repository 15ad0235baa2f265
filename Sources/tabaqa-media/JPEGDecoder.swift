import CTurboJPEG

/// JPEG by TurboJPEG, which keeps libjpeg's long jumps to itself.
enum JPEGDecoder {
    static func decode(_ photo: [UInt8], fitting side: Int) throws -> Picture {
        let header = try JPEGHeader(photo)
        try Limits.check(width: header.width, height: header.height)
        guard let handle = tjInitDecompress() else {
            throw Refusal(.software, "The JPEG decoder did not start.")
        }
        defer { tjDestroy(handle) }
        let (width, height) = size(header, fitting: side)
        let hasInks = header.components == 4
        let format = hasInks ? TJPF_CMYK : TJPF_RGB
        let stride = width * (hasInks ? 4 : 3)
        var pixels = [UInt8](repeating: 0, count: stride * height)
        let result = tjDecompress2(
            handle, photo, UInt(photo.count), &pixels, Int32(width), Int32(stride), Int32(height),
            format.rawValue, TJFLAG_LIMITSCANS | TJFLAG_ACCURATEDCT)
        // Warnings are about bytes between the parts, which cameras leave there.
        guard result == 0 || tjGetErrorCode(handle) == TJERR_WARNING.rawValue else {
            throw Refusal.damaged(String(cString: tjGetErrorStr2(handle)))
        }
        if hasInks { pixels = colors(ofInks: pixels, isInverted: header.isAdobe) }
        return Picture(width: width, height: height, pixels: pixels)
    }

    /// The smallest size the decoder can give at once whose longer side is not below `side`.
    private static func size(_ header: JPEGHeader, fitting side: Int) -> (width: Int, height: Int) {
        var count: Int32 = 0
        var best = (width: header.width, height: header.height)
        guard let factors = tjGetScalingFactors(&count) else { return best }
        for factor in UnsafeBufferPointer(start: factors, count: Int(count)) where factor.num < factor.denom {
            let (top, bottom) = (Int(factor.num), Int(factor.denom))
            let width = (header.width * top + bottom - 1) / bottom
            let height = (header.height * top + bottom - 1) / bottom
            if max(width, height) >= side, width < best.width || height < best.height {
                best = (width, height)
            }
        }
        return best
    }

    /// Red, green and blue out of cyan, magenta, yellow and black.
    private static func colors(ofInks inks: [UInt8], isInverted: Bool) -> [UInt8] {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(inks.count / 4 * 3)
        let flip: UInt8 = isInverted ? 0 : 255
        for place in stride(from: 0, to: inks.count - 3, by: 4) {
            let light = Int(inks[place + 3] ^ flip)
            for channel in 0..<3 {
                pixels.append(UInt8((Int(inks[place + channel] ^ flip) * light + 127) / 255))
            }
        }
        return pixels
    }
}
