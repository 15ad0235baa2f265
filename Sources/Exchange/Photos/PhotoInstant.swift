internal import TabaqaFeatureModel

/// Dates and times as EXIF writes them, in milliseconds since 1970.
enum PhotoInstant {
    static let day: Int64 = 86_400_000
    /// After 1,024 weeks GPS counts from zero again.
    private static let cycle = 1_024 * 7 * day

    /// `2025:03:09 14:05:59` as if it were UTC.
    static func milliseconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 19, bytes[10] == 0x20 || bytes[10] == UInt8(ascii: "T"),
            let date = day(String(decoding: bytes[..<10], as: UTF8.self)),
            let hour = number(bytes[11...12]), let minute = number(bytes[14...15]),
            let second = number(bytes[17...18]), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        return date + Int64((hour * 60 + minute) * 60 + second) * 1000
    }

    /// The midnight that begins `2025:03:09`, between 1980 and 2100.
    static func day(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        let separators: [UInt8] = [UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "/")]
        guard bytes.count == 10, separators.contains(bytes[4]), bytes[7] == bytes[4],
            let year = number(bytes[0...3]), let month = number(bytes[5...6]), let day = number(bytes[8...9]),
            (1980...2100).contains(year), let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        return Int64(date.daysSince1970) * Self.day
    }

    /// Whether `instant` is a multiple of the cycle before `reference`, to two days.
    static func isRollover(_ instant: Int64, before reference: Int64) -> Bool {
        let gap = reference - instant
        let cycles = (gap + 2 * day) / cycle
        return cycles >= 1 && abs(gap - cycles * cycle) <= 2 * day
    }

    /// A number of decimal digits only.
    static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return digits.reduce(0) { $0 * 10 + Int($1 & 15) }
    }
}
