/// Opaque sRGB pixels, row by row, three bytes each.
struct Picture {
    let width: Int
    let height: Int
    let pixels: [UInt8]

    init(width: Int, height: Int, pixels: [UInt8]) {
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// Of pixels with straight alpha, laid over white.
    ///
    /// - Parameter stride: bytes from row to row; nil: four for each pixel.
    init(width: Int, height: Int, stride: Int? = nil, translucent: UnsafePointer<UInt8>) {
        let stride = stride ?? 4 * width
        self.width = width
        self.height = height
        pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { target, count in
            var place = 0
            for row in 0..<height {
                var source = translucent + row * stride
                for _ in 0..<width {
                    let alpha = Int(source[3])
                    for channel in 0..<3 {
                        target[place + channel] = UInt8(
                            (Int(source[channel]) * alpha + 255 * (255 - alpha) + 127) / 255)
                    }
                    place += 3
                    source += 4
                }
            }
            count = place
        }
    }

    /// As a viewer would show it that obeys EXIF's orientation.
    func turned(_ orientation: Int) -> Picture {
        guard orientation > 1 else { return self }
        let isOnItsSide = orientation >= 5
        let (across, down) = isOnItsSide ? (height, width) : (width, height)
        var turned = [UInt8](repeating: 0, count: pixels.count)
        for y in 0..<down {
            for x in 0..<across {
                let (sourceX, sourceY) =
                    switch orientation {
                    case 2: (width - 1 - x, y)
                    case 3: (width - 1 - x, height - 1 - y)
                    case 4: (x, height - 1 - y)
                    case 5: (y, x)
                    case 6: (y, height - 1 - x)
                    case 7: (width - 1 - y, height - 1 - x)
                    default: (width - 1 - y, x)
                    }
                let (from, to) = (3 * (sourceY * width + sourceX), 3 * (y * across + x))
                for channel in 0..<3 { turned[to + channel] = pixels[from + channel] }
            }
        }
        return Picture(width: across, height: down, pixels: turned)
    }
}
