internal import TabaqaFeatureModel

extension ByteText {
    /// `2026-01-31`.
    mutating func append(date days: Int) {
        let date = CivilDate(daysSince1970: days)
        guard (0...9999).contains(date.year) else { return append(text: date.iso) }
        append(padded: date.year, 4)
        append(UInt8(ascii: "-"))
        append(padded: date.month, 2)
        append(UInt8(ascii: "-"))
        append(padded: date.day, 2)
    }

    /// `2026-01-31T08:15:00Z`, with milliseconds only when there are any.
    mutating func append(instant: Int64) {
        let days = instant >= 0 ? instant / 86_400_000 : (instant + 1) / 86_400_000 - 1
        let time = Int(instant &- days &* 86_400_000)
        append(date: Int(days))
        append(UInt8(ascii: "T"))
        append(padded: time / 3_600_000, 2)
        append(UInt8(ascii: ":"))
        append(padded: time / 60_000 % 60, 2)
        append(UInt8(ascii: ":"))
        append(padded: time / 1000 % 60, 2)
        if time % 1000 != 0 {
            append(UInt8(ascii: "."))
            append(padded: time % 1000, 3)
        }
        append(UInt8(ascii: "Z"))
    }
}
