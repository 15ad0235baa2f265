/// Numbers as JSON: integers in full, doubles in the shortest form that reads back to the same bits.
extension JSONBuffer {
    func integer(_ value: Int64) {
        if value < 0 { byte(UInt8(ascii: "-")) }
        magnitude(value.magnitude)
    }

    private func magnitude(_ value: UInt64) {
        var rest = value
        var length = 1
        var bound: UInt64 = 10
        while rest >= bound {
            length += 1
            let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
            if overflow { break }
            bound = next
        }
        let room = reserve(length)
        var place = length
        repeat {
            place -= 1
            room[place] = UInt8(truncatingIfNeeded: 48 + rest % 10)
            rest /= 10
        } while place > 0
        advance(length)
    }

    /// Writes a finite double; a number that is not finite has no JSON form and becomes `null`.
    func double(_ value: Double) {
        guard value.isFinite else { return raw("null") }
        // A double that equals k / 10⁷ with |k| < 10¹⁵ has that decimal as its only form of at most 15
        // digits, so cutting the trailing zeros gives the shortest one. The division is correctly rounded,
        // hence exact to test.
        let scaled = value * 1e7
        if scaled.magnitude < 1e15 {
            let whole = Int64(scaled.rounded())
            if Double(whole) / 1e7 == value, whole != 0 || value.sign == .plus { return decimal(whole) }
        }
        var text = value.description
        text.withUTF8 { utf8 in
            if let base = utf8.baseAddress { reserve(utf8.count).update(from: base, count: utf8.count) }
            advance(utf8.count)
        }
    }

    /// Writes `tenMillionths` / 10⁷ without trailing zeros.
    private func decimal(_ tenMillionths: Int64) {
        if tenMillionths < 0 { byte(UInt8(ascii: "-")) }
        let (whole, rest) = tenMillionths.magnitude.quotientAndRemainder(dividingBy: 10_000_000)
        magnitude(whole)
        guard rest > 0 else { return }
        var fraction = rest
        var digits = 7
        while fraction % 10 == 0 {
            fraction /= 10
            digits -= 1
        }
        let room = reserve(digits + 1)
        room[0] = UInt8(ascii: ".")
        for place in stride(from: digits, to: 0, by: -1) {
            room[place] = UInt8(truncatingIfNeeded: 48 + fraction % 10)
            fraction /= 10
        }
        advance(digits + 1)
    }

    /// Writes a number with a fixed count of digits, zero-padded, as dates need it.
    func padded(_ value: Int, digits: Int) {
        let room = reserve(digits)
        var rest = max(0, value)
        for place in stride(from: digits - 1, through: 0, by: -1) {
            room[place] = UInt8(truncatingIfNeeded: 48 + rest % 10)
            rest /= 10
        }
        advance(digits)
    }
}
