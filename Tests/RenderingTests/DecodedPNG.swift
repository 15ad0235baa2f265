import CPangoCairo

/// A PNG read by Cairo (libpng), independently of our encoder.
struct DecodedPNG {
    struct Pixel: Hashable {
        var red: UInt8
        var green: UInt8
        var blue: UInt8
        var alpha: UInt8

        /// Whether red and blue are about equal: white, grey, black.
        var isGrey: Bool { abs(Int(red) - Int(blue)) < 30 }
    }

    let width: Int
    let height: Int
    /// Row by row, colours as they were before Cairo multiplied them by alpha, for opaque and clear pixels.
    let pixels: [Pixel]

    init?(_ bytes: [UInt8]) {
        final class Reader {
            var rest: ArraySlice<UInt8>
            init(_ bytes: [UInt8]) { rest = bytes[...] }
        }
        let reader = Reader(bytes)
        let surface = cairo_image_surface_create_from_png_stream(
            { closure, target, length in
                guard let closure, let target else { return CAIRO_STATUS_READ_ERROR }
                let reader = Unmanaged<Reader>.fromOpaque(closure).takeUnretainedValue()
                guard reader.rest.count >= Int(length) else { return CAIRO_STATUS_READ_ERROR }
                for (offset, byte) in reader.rest.prefix(Int(length)).enumerated() { target[offset] = byte }
                reader.rest = reader.rest.dropFirst(Int(length))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(reader).toOpaque())
        defer { cairo_surface_destroy(surface) }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
            let data = cairo_image_surface_get_data(surface)
        else { return nil }
        width = Int(cairo_image_surface_get_width(surface))
        height = Int(cairo_image_surface_get_height(surface))
        let hasAlpha = cairo_image_surface_get_format(surface) == CAIRO_FORMAT_ARGB32
        let stride = Int(cairo_image_surface_get_stride(surface))
        var pixels: [Pixel] = []
        pixels.reserveCapacity(width * height)
        for row in 0..<height {
            for column in 0..<width {
                let pixel = data + row * stride + 4 * column
                pixels.append(
                    Pixel(red: pixel[2], green: pixel[1], blue: pixel[0], alpha: hasAlpha ? pixel[3] : 255))
            }
        }
        self.pixels = pixels
    }

    subscript(column: Int, row: Int) -> Pixel { pixels[row * width + column] }

    /// The pixels of a box.
    func region(_ columns: Range<Int>, _ rows: Range<Int>) -> [Pixel] {
        var region: [Pixel] = []
        for row in rows {
            region += pixels[row * width + columns.lowerBound..<row * width + columns.upperBound]
        }
        return region
    }
}
