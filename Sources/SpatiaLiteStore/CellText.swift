/// Dates and instants as the text SpatiaLite, OGR and QGIS agree on.
enum CellText {
    /// Bytes of the longest text: `YYYY-MM-DDTHH:MM:SS.sssZ`.
    static let capacity = 24
    private static let millisecondsPerDay: Int64 = 86_400_000
    /// 0001-01-01 and 9999-12-31.
    static let days: ClosedRange<Int> = -719_162...2_932_896
    static let instants: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    /// Writes `YYYY-MM-DD` and returns its length. `day` must lie in `days`.
    static func write(day: Int, to bytes: UnsafeMutablePointer<UInt8>) -> Int {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let index = (5 * dayOfYear + 2) / 153
        let month = index < 10 ? index + 3 : index - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        write(year / 100, to: bytes)
        write(year % 100, to: bytes + 2)
        bytes[4] = 0x2D
        write(month, to: bytes + 5)
        bytes[7] = 0x2D
        write(dayOfYear - (153 * index + 2) / 5 + 1, to: bytes + 8)
        return 10
    }

    /// Writes `YYYY-MM-DDTHH:MM:SS[.sss]Z` and returns its length. `instant` must lie in `instants`.
    static func write(instant: Int64, to bytes: UnsafeMutablePointer<UInt8>) -> Int {
        let day = (instant >= 0 ? instant : instant - (millisecondsPerDay - 1)) / millisecondsPerDay
        let time = Int(instant - day * millisecondsPerDay)
        _ = write(day: Int(day), to: bytes)
        bytes[10] = 0x54
        write(time / 3_600_000, to: bytes + 11)
        bytes[13] = 0x3A
        write(time / 60_000 % 60, to: bytes + 14)
        bytes[16] = 0x3A
        write(time / 1000 % 60, to: bytes + 17)
        var length = 19
        let millis = time % 1000
        if millis != 0 {
            bytes[19] = 0x2E
            bytes[20] = UInt8(0x30 + millis / 100)
            write(millis % 100, to: bytes + 21)
            length = 23
        }
        bytes[length] = 0x5A
        return length + 1
    }

    private static func write(_ number: Int, to bytes: UnsafeMutablePointer<UInt8>) {
        bytes[0] = UInt8(truncatingIfNeeded: 0x30 + number / 10)
        bytes[1] = UInt8(truncatingIfNeeded: 0x30 + number % 10)
    }

    /// Days since 1970 of a text that begins with a date; nil for anything else.
    static func day(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard text.count >= 10, text[4] == 0x2D || text[4] == 0x2F, text[7] == text[4],
            let century = two(text, 0), let years = two(text, 2), let month = two(text, 5),
            let day = two(text, 8), (1...12).contains(month), day >= 1
        else { return nil }
        let year = century * 100 + years
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard year >= 1, day <= lengths[month - 1] else { return nil }
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Milliseconds since 1970 of what we, OGR or QGIS write; a text without zone is UTC; nil for no instant.
    static func instant(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard let day = day(text) else { return nil }
        let midnight = Int64(day) * millisecondsPerDay
        if text.count == 10 { return midnight }
        guard text.count >= 16, text[10] == 0x54 || text[10] == 0x20, text[13] == 0x3A,
            let hour = two(text, 11), let minute = two(text, 14), hour < 24, minute < 60
        else { return nil }
        var time = Int64(hour * 60 + minute) * 60_000
        var at = 16
        if at < text.count, text[at] == 0x3A {
            guard let second = two(text, at + 1), second <= 60 else { return nil }
            time += Int64(second) * 1000
            at += 3
            if at < text.count, text[at] == 0x2E {
                at += 1
                var scale: Int64 = 100
                while at < text.count, (0x30...0x39).contains(text[at]) {
                    time += Int64(text[at] - 0x30) * scale
                    scale /= 10
                    at += 1
                }
            }
        }
        guard let offset = offset(text, at) else { return nil }
        let instant = midnight + time - offset
        return instants.contains(instant) ? instant : nil
    }

    /// The zone from `at` on, in milliseconds: nothing, `Z`, `±HH`, `±HHMM` or `±HH:MM`.
    private static func offset(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int64? {
        if at == text.count || (at + 1 == text.count && text[at] == 0x5A) { return 0 }
        guard text[at] == 0x2B || text[at] == 0x2D, let hours = two(text, at + 1), hours < 24 else {
            return nil
        }
        var minutes = 0
        let rest = at + 3
        if rest < text.count {
            let start = text[rest] == 0x3A ? rest + 1 : rest
            guard start + 2 == text.count, let value = two(text, start), value < 60 else { return nil }
            minutes = value
        }
        let offset = Int64(hours * 60 + minutes) * 60_000
        return text[at] == 0x2D ? -offset : offset
    }

    private static func two(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
        guard at + 1 < text.count else { return nil }
        let tens = Int(text[at]) - 0x30
        let units = Int(text[at + 1]) - 0x30
        return (0...9).contains(tens) && (0...9).contains(units) ? tens * 10 + units : nil
    }
}
