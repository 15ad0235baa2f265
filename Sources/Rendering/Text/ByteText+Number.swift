extension ByteText {
    mutating func append(integer value: Int64) {
        extend(20) { target in
            var length = 0
            if value < 0 {
                target[0] = UInt8(ascii: "-")
                length = 1
            }
            return length + Self.digits(value.magnitude, into: target + length)
        }
    }

    /// Writes `value`'s decimal digits and answers how many.
    @inline(__always)
    private static func digits(_ value: UInt64, into target: UnsafeMutablePointer<UInt8>) -> Int {
        var length = 1
        var bound: UInt64 = 10
        while length < 20, value >= bound {
            length += 1
            if length == 20 { break }
            bound &*= 10
        }
        pad(value, width: length, into: target)
        return length
    }

    /// Writes the last `width` decimal digits of `value`, with leading zeros.
    @inline(__always)
    private static func pad(_ value: UInt64, width: Int, into target: UnsafeMutablePointer<UInt8>) {
        var rest = value
        var place = width
        // Two digits at a time, from a table of the hundred pairs.
        let pairs = Self.pairs.utf8Start
        while place > 1 {
            place &-= 2
            let quotient = rest / 100
            let pair = 2 &* Int(truncatingIfNeeded: rest &- quotient &* 100)
            target[place] = pairs[pair]
            target[place &+ 1] = pairs[pair &+ 1]
            rest = quotient
        }
        if place == 1 { target[0] = UInt8(truncatingIfNeeded: rest % 10) &+ UInt8(ascii: "0") }
    }

    /// `value` with leading zeros to `width` digits, for dates.
    mutating func append(padded value: Int, _ width: Int) {
        extend(width) { target in
            Self.pad(UInt64(clamping: value), width: width, into: target)
            return width
        }
    }

    /// `value` rounded to `decimals` places, trailing zeros cut: the form of coordinates. Not finite or too
    /// large for 18 digits: the shortest text that reads back as the same number.
    @inline(__always)
    mutating func append(_ value: Double, decimals: Int) {
        let scale = Self.powers[decimals]
        let scaled = (value * scale).rounded()
        guard abs(scaled) < 9e17 else { return append(shortest: value) }
        let whole = Int64(scaled)
        extend(24) { target in
            var length = 0
            if whole < 0 {
                target[0] = UInt8(ascii: "-")
                length = 1
            }
            let unit = UInt64(scale)
            let magnitude = whole.magnitude
            let front = magnitude / unit
            length += Self.digits(front, into: target + length)
            var fraction = magnitude - front * unit
            guard fraction > 0 else { return length }
            var width = decimals
            while fraction % 10 == 0 {
                fraction /= 10
                width -= 1
            }
            target[length] = UInt8(ascii: ".")
            Self.pad(fraction, width: width, into: target + length + 1)
            return length + 1 + width
        }
    }

    /// The shortest decimal text that reads back as exactly `value`; `null` when it is not finite, for JSON
    /// has no such numbers.
    mutating func append(shortest value: Double) {
        guard value.isFinite else { return append("null") }
        // Most numbers people record have few decimals. A whole number below 2^53 divided by a power of ten up
        // to 10^22 is correctly rounded, so equality here means that the text reads back as the same number.
        for decimals in 0...6 {
            let scaled = value * Self.powers[decimals]
            guard abs(scaled) < 9e15 else { break }
            let rounded = scaled.rounded()
            if rounded / Self.powers[decimals] == value { return append(value, decimals: decimals) }
        }
        append(text: value.description)
    }

    /// The shortest decimal text that reads back as the same 32-bit number.
    mutating func append(shortest value: Float) {
        guard value.isFinite else { return append("null") }
        if abs(value) < 1e15, value == value.rounded() { return append(integer: Int64(value)) }
        append(text: value.description)
    }

    private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11]

    private static let pairs: StaticString = """
        0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
        5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
        """
}
