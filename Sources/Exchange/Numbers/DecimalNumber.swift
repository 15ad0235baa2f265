internal import Foundation

/// Decimal text as the nearest double, ties to even.
enum DecimalNumber {
    /// ±`mantissa` × 10^`exponent`, correctly rounded; nil where the short ways do not reach.
    @inline(__always)
    static func double(mantissa: UInt64, exponent: Int, negative: Bool) -> Double? {
        if mantissa == 0 { return negative ? -0.0 : 0.0 }
        let magnitude: Double
        if mantissa < 1 << 53, exponent >= -22, exponent <= 22 {
            // Both operands are exact, so the one rounding of the operation is the right one.
            let whole = Double(mantissa)
            magnitude = exponent < 0 ? whole / powers[-exponent] : whole * powers[exponent]
        } else if exponent < 0, exponent >= -19 {
            magnitude = quotient(mantissa, integerPowers[-exponent])
        } else if exponent == 0 {
            magnitude = Double(mantissa)
        } else {
            return nil
        }
        return negative ? -magnitude : magnitude
    }

    /// `numerator / divisor` rounded once, from the exact 64-bit quotient and its remainder.
    static func quotient(_ numerator: UInt64, _ divisor: UInt64) -> Double {
        let shift = numerator.leadingZeroBitCount
        let divisorShift = divisor.leadingZeroBitCount
        let above = numerator << shift
        let below = divisor << divisorShift
        let isLess = above < below
        let (quotient, remainder) = below.dividingFullWidth(
            isLess ? (above, 0) : (above >> 1, (above & 1) << 63))
        let exponent = (isLess ? -64 : -63) + divisorShift - shift
        let kept = quotient >> 11
        let rest = quotient & 0x7FF
        var significand = kept
        if rest > 0x400 || (rest == 0x400 && (remainder != 0 || kept & 1 == 1)) { significand += 1 }
        return Double(sign: .plus, exponent: exponent + 11, significand: Double(significand))
    }

    /// The system's conversion, for what the short ways do not reach; infinite above the range.
    static func slow(_ text: UnsafeBufferPointer<UInt8>) -> Double {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count + 1) { buffer in
            for (index, byte) in text.enumerated() { buffer[index] = CChar(bitPattern: byte) }
            buffer[text.count] = 0
            guard let start = buffer.baseAddress else { return .nan }
            return strtod(start, nil)
        }
    }

    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
        1e18, 1e19, 1e20, 1e21, 1e22,
    ]
    private static let integerPowers: [UInt64] = {
        var powers: [UInt64] = [1]
        for _ in 0..<19 { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()
}
