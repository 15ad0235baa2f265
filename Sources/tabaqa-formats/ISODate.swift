/// Dates and moments in ISO 8601 as the stream carries them.
struct ISODate {
    private(set) var year: Int32 = 0
    private(set) var month: Int32 = 0
    private(set) var day: Int32 = 0
    private(set) var hour: Int32 = 0
    private(set) var minute: Int32 = 0
    private(set) var second: Float = 0
    /// As OGR counts: 0 for no zone, 100 for UTC, one more for each quarter of an hour east of it.
    private(set) var zone: Int32 = 0

    /// Parses `2024-02-06`, `2024-02-06T14:50:00.25`, `…Z` and `…+03:00`; nil for anything else.
    init?(_ text: [UInt8]) {
        var rest = text[...]
        guard let year = ISODate.digits(4, &rest), ISODate.take("-", &rest),
            let month = ISODate.digits(2, &rest),
            ISODate.take("-", &rest), let day = ISODate.digits(2, &rest), (1...12).contains(month),
            (1...ISODate.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
        if rest.isEmpty { return }
        guard ISODate.take("T", &rest) || ISODate.take(" ", &rest), let hour = ISODate.digits(2, &rest),
            ISODate.take(":", &rest), let minute = ISODate.digits(2, &rest), hour < 24, minute < 60
        else { return nil }
        (self.hour, self.minute) = (hour, minute)
        if ISODate.take(":", &rest) {
            guard let whole = ISODate.digits(2, &rest), whole <= 60 else { return nil }
            var thousandths: Int32 = 0
            if ISODate.take(".", &rest) {
                let fraction = rest.prefix { (0x30...0x39).contains($0) }
                guard !fraction.isEmpty, fraction.count <= 9 else { return nil }
                rest = rest.dropFirst(fraction.count)
                for place in 0..<3 {
                    let digit =
                        place < fraction.count ? Int32(fraction[fraction.startIndex + place]) - 0x30 : 0
                    thousandths = thousandths * 10 + digit
                }
            }
            second = Float(whole) + Float(thousandths) / 1000
        }
        guard let zone = ISODate.zone(rest) else { return nil }
        self.zone = zone
    }

    /// The same moment on the clock of UTC; unchanged when no zone is known.
    ///
    /// A GeoPackage holds moments in UTC only (OGC 12-128r18, table 1).
    var inUTC: ISODate {
        guard zone != 0, zone != 100 else { return self }
        var moved = self
        let minutes = hour * 60 + minute - (zone - 100) * 15
        let clock = (minutes % 1440 + 1440) % 1440
        (moved.hour, moved.minute, moved.zone) = (clock / 60, clock % 60, 100)
        if minutes < 0 {
            moved.day -= 1
            if moved.day < 1 {
                moved.month -= 1
                if moved.month < 1 { (moved.year, moved.month) = (year - 1, 12) }
                moved.day = ISODate.days(inMonth: moved.month, of: moved.year)
            }
        } else if minutes >= 1440 {
            moved.day += 1
            if moved.day > ISODate.days(inMonth: month, of: year) {
                (moved.day, moved.month) = (1, month + 1)
                if moved.month > 12 { (moved.year, moved.month) = (year + 1, 1) }
            }
        }
        return moved
    }

    private static func days(inMonth month: Int32, of year: Int32) -> Int32 {
        if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    private static func zone(_ text: ArraySlice<UInt8>) -> Int32? {
        var rest = text
        if rest.isEmpty { return 0 }
        if take("Z", &rest) { return rest.isEmpty ? 100 : nil }
        let isWest = take("-", &rest)
        guard isWest || take("+", &rest), let hours = digits(2, &rest), hours <= 14 else { return nil }
        _ = take(":", &rest)
        guard let minutes = rest.isEmpty ? 0 : digits(2, &rest), minutes % 15 == 0, minutes < 60, rest.isEmpty
        else {
            return nil
        }
        let quarters = hours * 4 + minutes / 15
        return 100 + (isWest ? -quarters : quarters)
    }

    private static func digits(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> Int32? {
        guard rest.count >= count, rest.prefix(count).allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count).reduce(0) { $0 * 10 + Int32($1) - 0x30 }
    }

    private static func take(_ sign: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
        guard let first = rest.first, UInt32(first) == sign.value else { return false }
        rest = rest.dropFirst()
        return true
    }
}
