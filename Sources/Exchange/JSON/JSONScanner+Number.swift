extension JSONScanner {
    /// A coordinate: its value and how many digits stand behind the point.
    struct Number {
        var value: Double
        var decimals: Int
    }

    /// Moves past one number by the grammar.
    @inline(__always)
    mutating func skipNumber() throws(JSONFailure) {
        if current == 0x2D { position += 1 }
        guard isDigit(current) else { throw failure("A digit expected, \(found) found.") }
        if current == 0x30 { position += 1 } else { skipDigits() }
        if current == 0x2E {
            position += 1
            guard isDigit(current) else { throw failure("A digit expected after the point, \(found) found.") }
            skipDigits()
        }
        if current | 0x20 == 0x65 {
            position += 1
            if current == 0x2B || current == 0x2D { position += 1 }
            guard isDigit(current) else { throw failure("A digit expected in the exponent, \(found) found.") }
            skipDigits()
        }
    }

    /// Moves past one number and gives its value; infinite when it is beyond all doubles.
    mutating func number() throws(JSONFailure) -> Number {
        let start = position
        var negative = false
        if current == 0x2D {
            negative = true
            position += 1
        }
        let first = position
        var mantissa: UInt64 = 0
        while position < end {
            let digit = base[position] &- 0x30
            guard digit < 10 else { break }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            position += 1
        }
        var digits = position - first
        guard digits > 0 else { throw failure("A digit expected, \(found) found.") }
        guard digits == 1 || base[first] != 0x30 else {
            throw failure("A number starts with a needless zero.", at: start)
        }
        if digits == 1, mantissa == 0 { digits = 0 }
        var decimals = 0
        if position < end, base[position] == 0x2E {
            position += 1
            let firstDecimal = position
            while position < end {
                let digit = base[position] &- 0x30
                guard digit < 10 else { break }
                mantissa = mantissa &* 10 &+ UInt64(digit)
                position += 1
            }
            decimals = position - firstDecimal
            guard decimals > 0 else { throw failure("A digit expected after the point, \(found) found.") }
        }
        var exponent = -decimals
        if position < end, base[position] | 0x20 == 0x65 {
            position = start
            try skipNumber()
            exponent = .min
        }
        if digits + decimals <= 19,
            let value = DecimalNumber.double(mantissa: mantissa, exponent: exponent, negative: negative)
        {
            return Number(value: value, decimals: decimals)
        }
        let text = UnsafeBufferPointer(start: base + start, count: position - start)
        return Number(value: DecimalNumber.slow(text), decimals: decimals)
    }

    @inline(__always)
    private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    @inline(__always)
    private mutating func skipDigits() {
        while position < end, base[position] &- 0x30 < 10 { position += 1 }
    }
}
