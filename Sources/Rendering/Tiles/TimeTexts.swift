internal import TabaqaFeatureModel

/// Writes many instants: dates out of a small table of those written before, digits two at a time.
struct TimeTexts: ~Copyable {
    private static let dates = 4096
    private static let dateBytes = 10

    private let days: UnsafeMutablePointer<Int64>
    private let texts: UnsafeMutablePointer<UInt8>
    private let digits: UnsafeMutablePointer<UInt8>

    init() {
        days = .allocate(capacity: Self.dates)
        days.initialize(repeating: .min, count: Self.dates)
        texts = .allocate(capacity: Self.dates * Self.dateBytes)
        texts.initialize(repeating: 0, count: Self.dates * Self.dateBytes)
        digits = .allocate(capacity: 200)
        for number in 0..<100 {
            digits[2 * number] = UInt8(ascii: "0") + UInt8(number / 10)
            digits[2 * number + 1] = UInt8(ascii: "0") + UInt8(number % 10)
        }
    }

    deinit {
        days.deallocate()
        texts.deallocate()
        digits.deallocate()
    }

    /// Appends a string value, field 4 of a layer: `2026-01-31T08:15:00Z`, with milliseconds only when there are
    /// any.
    func append(_ instant: Int64, to values: inout ByteText) {
        let day = instant >= 0 ? instant / 86_400_000 : (instant + 1) / 86_400_000 - 1
        let time = Int(instant &- day &* 86_400_000)
        let thousandths = time % 1000
        guard let date = date(day) else { return appendLong(instant, to: &values) }
        values.extend(28) { target in
            let length = thousandths == 0 ? 20 : 24
            target[0] = 4 << 3 | 2
            target[1] = UInt8(truncatingIfNeeded: length + 2)
            target[2] = 1 << 3 | 2
            target[3] = UInt8(truncatingIfNeeded: length)
            (target + 4).update(from: date, count: Self.dateBytes)
            target[14] = UInt8(ascii: "T")
            write(time / 3_600_000, to: target + 15)
            target[17] = UInt8(ascii: ":")
            write(time / 60_000 % 60, to: target + 18)
            target[20] = UInt8(ascii: ":")
            write(time / 1000 % 60, to: target + 21)
            if thousandths != 0 {
                target[23] = UInt8(ascii: ".")
                target[24] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: thousandths / 100)
                write(thousandths % 100, to: target + 25)
            }
            target[3 + length] = UInt8(ascii: "Z")
            return 4 + length
        }
    }

    @inline(__always)
    private func write(_ number: Int, to target: UnsafeMutablePointer<UInt8>) {
        target[0] = digits[2 * number]
        target[1] = digits[2 * number + 1]
    }

    /// The ten letters of a day of the years 0 to 9999.
    private func date(_ day: Int64) -> UnsafeMutablePointer<UInt8>? {
        let slot = Int(truncatingIfNeeded: day) & (Self.dates - 1)
        let text = texts + slot * Self.dateBytes
        if days[slot] == day { return text }
        let date = CivilDate(daysSince1970: Int(day))
        guard (0...9999).contains(date.year) else { return nil }
        write(date.year / 100, to: text)
        write(date.year % 100, to: text + 2)
        text[4] = UInt8(ascii: "-")
        write(date.month, to: text + 5)
        text[7] = UInt8(ascii: "-")
        write(date.day, to: text + 8)
        days[slot] = day
        return text
    }

    private func appendLong(_ instant: Int64, to values: inout ByteText) {
        var text = ByteText(capacity: 64)
        text.append(instant: instant)
        let length = text.count
        values.append(field: 4, length: 1 + ByteText.varintLength(UInt64(length)) + length)
        values.append(field: 1, length: length)
        values.append(text.array)
    }
}
