/// Dates and times as people and clients write them in queries.
public enum TemporalText {
    static let examples = "Write 2026-01-31, 2026-01, 2026 or 2026-01-31T08:15:00+03:00."

    /// The closed period a text stands for: a year, month or day as a whole in the clock's zone, or the instant of
    /// a date with a time (`T` or a space between; `Z` or an offset, else local).
    ///
    /// - Returns: nil when the text is none of these or the calendar has no such day.
    public static func period(_ text: String, _ clock: ZoneClock) -> TimeInterval? {
        let bytes = Array(TextFolding.normalizeDigits(text).utf8)
        guard bytes.count >= 4, bytes.count <= 40, let year = number(bytes[0..<4]) else { return nil }
        if bytes.count == 4 { return span(from: (year, 1, 1), through: (year, 12, 31), clock) }
        guard bytes.count >= 7, bytes[4] == 0x2D, let month = number(bytes[5..<7]), (1...12).contains(month)
        else { return nil }
        if bytes.count == 7 {
            return span(
                from: (year, month, 1), through: (year, month, CivilDate.days(inMonth: month, year: year)),
                clock)
        }
        guard bytes.count >= 10, bytes[7] == 0x2D, let day = number(bytes[8..<10]),
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        if bytes.count == 10 { return clock.day(date) }
        guard [0x54, 0x74, 0x20].contains(bytes[10]), let time = time(bytes[11...]) else { return nil }
        let local = Int64(date.daysSince1970) * 86_400_000 + time.milliseconds
        let instant = time.offset.map { local - $0 } ?? clock.instant(local: local)
        return TimeInterval(start: instant, end: instant)
    }

    private static func span(
        from first: (Int, Int, Int), through last: (Int, Int, Int), _ clock: ZoneClock
    ) -> TimeInterval? {
        guard let first = CivilDate(year: first.0, month: first.1, day: first.2),
            let last = CivilDate(year: last.0, month: last.1, day: last.2)
        else { return nil }
        return TimeInterval(start: clock.day(first).start, end: clock.day(last).end)
    }

    /// `08:15`, `08:15:00`, `08:15:00.250`, each with `Z`, an offset or nothing after it.
    private static func time(_ bytes: ArraySlice<UInt8>) -> (milliseconds: Int64, offset: Int64?)? {
        let zoneStart = bytes.firstIndex { [0x5A, 0x7A, 0x2B, 0x2D].contains($0) } ?? bytes.endIndex
        let clock = bytes[..<zoneStart]
        let fields = clock.split(separator: 0x3A, omittingEmptySubsequences: false)
        guard (2...3).contains(fields.count), let hour = twoDigits(fields[0]), hour < 24,
            let minute = twoDigits(fields[1]), minute < 60
        else { return nil }
        var milliseconds = Int64(hour * 60 + minute) * 60_000
        if fields.count == 3 {
            let parts = fields[2].split(separator: 0x2E, omittingEmptySubsequences: false)
            guard parts.count <= 2, let second = twoDigits(parts[0]), second < 60 else { return nil }
            milliseconds += Int64(second) * 1000
            if parts.count == 2 {
                guard !parts[1].isEmpty, parts[1].count <= 9, number(parts[1]) != nil else { return nil }
                let padded =
                    Array(parts[1].prefix(3)) + [UInt8](repeating: 0x30, count: max(0, 3 - parts[1].count))
                milliseconds += Int64(number(padded[...]) ?? 0)
            }
        }
        if zoneStart == bytes.endIndex { return (milliseconds, nil) }
        guard let offset = offset(bytes[zoneStart...]) else { return nil }
        return (milliseconds, offset)
    }

    /// `Z`, `+03:00`, `+0300` or `+03`, in milliseconds.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int64? {
        guard let sign = bytes.first else { return nil }
        if sign | 0x20 == 0x7A { return bytes.count == 1 ? 0 : nil }
        let digits = bytes.dropFirst().filter { $0 != 0x3A }
        guard digits.count == 2 || digits.count == 4, let hour = number(digits[0..<2]), hour <= 18 else {
            return nil
        }
        let minute = digits.count == 4 ? number(digits[2..<4]) : 0
        guard let minute, minute < 60 else { return nil }
        let offset = Int64(hour * 60 + minute) * 60_000
        return sign == 0x2D ? -offset : offset
    }

    private static func twoDigits(_ bytes: ArraySlice<UInt8>) -> Int? {
        bytes.count == 2 ? number(bytes) : nil
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard !bytes.isEmpty, bytes.count <= 9 else { return nil }
        var value = 0
        for byte in bytes {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }
}
