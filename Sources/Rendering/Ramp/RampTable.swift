public import TabaqaFeatureModel

/// A colour ramp as numbers: 256 opaque sRGB colours from the lowest value to the highest.
public struct RampTable: Sendable {
    public let ramp: ColorRamp
    /// 256 colours; entry 0 stands for zero, entry 255 for the scale's maximum.
    public let colors: [RGB]
    private let points: [RGB]

    public init(_ ramp: ColorRamp) {
        self.ramp = ramp
        let digits = Array(RampPoints.hexadecimal(ramp).utf8)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).map { index in
            Self.nibble(digits[index]) << 4 | Self.nibble(digits[index + 1])
        }
        let points = stride(from: 0, to: bytes.count - 2, by: 3).map { index in
            RGB(red: bytes[index], green: bytes[index + 1], blue: bytes[index + 2])
        }
        self.points = points
        colors = (0..<256).map { Self.color(at: Double($0) / 255, in: points) }
    }

    /// The colour at `fraction` of the scale, clamped to 0...1.
    public func color(at fraction: Double) -> RGB { Self.color(at: fraction, in: points) }

    private static func color(at fraction: Double, in points: [RGB]) -> RGB {
        let place = min(max(fraction.isNaN ? 0 : fraction, 0), 1) * Double(points.count - 1)
        let lower = min(Int(place), points.count - 2)
        return points[lower].mixed(with: points[lower + 1], place - Double(lower))
    }

    private static func nibble(_ digit: UInt8) -> UInt8 {
        digit < UInt8(ascii: "a") ? digit &- UInt8(ascii: "0") : digit &- UInt8(ascii: "a") &+ 10
    }
}
