internal import TabaqaFeatureModel

/// Dates and times as text, read byte by byte.
enum DateText {
    struct Parsed: Equatable {
        /// Days since 1970-01-01.
        var days: Int
        /// Milliseconds since midnight; nil for a bare date.
        var time: Int64?
        /// Milliseconds ahead of UTC; nil when the text names no offset.
        var offset: Int64?
    }

    /// What `bytes` say by the first of `orders` that fits; nil when none does.
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>, _ orders: [DateOrder]) -> Parsed? {
        guard let base = bytes.baseAddress, bytes.count <= 64 else { return nil }
        if let parsed = Cursor(base: base, end: bytes.count).parse(orders) { return parsed }
        guard bytes.contains(where: { $0 >= 0x80 }) else { return nil }
        let plain = TextFolding.normalizeDigits(String(decoding: bytes, as: UTF8.self))
        let marks = Set<Unicode.Scalar>(["\u{200E}", "\u{200F}", "\u{061C}"])
        let scalars = plain.unicodeScalars.filter { !marks.contains($0) }
            .map { $0 == "\u{060C}" ? "," : $0 == "\u{A0}" || $0 == "\u{202F}" ? " " : $0 }
        var text = String(String.UnicodeScalarView(scalars))
        for (word, sign) in [("ÖÖ", "AM"), ("ÖS", "PM"), ("ص", "AM"), ("م", "PM")] where text.hasSuffix(word)
        {
            text = String(text.dropLast(word.count)) + sign
        }
        return text.withUTF8 { ascii in
            ascii.baseAddress.flatMap { Cursor(base: $0, end: ascii.count).parse(orders) }
        }
    }

    private struct Cursor {
        let base: UnsafePointer<UInt8>
        var end: Int
        var index = 0

        init(base: UnsafePointer<UInt8>, end: Int) {
            self.base = base
            self.end = end
            while index < self.end, base[index] == 0x20 { index += 1 }
            while self.end > index, base[self.end - 1] == 0x20 { self.end -= 1 }
        }

        private var current: UInt8 { index < end ? base[index] : 0 }

        /// Up to `most` digits; nil where there are none or more.
        private mutating func digits(_ most: Int) -> (value: Int, count: Int)? {
            let start = index
            var value = 0
            while index < end, base[index] &- 0x30 < 10, index - start <= most {
                value = value * 10 + Int(base[index] &- 0x30)
                index += 1
            }
            let count = index - start
            return count > 0 && count <= most ? (value, count) : nil
        }

        func parse(_ orders: [DateOrder]) -> Parsed? {
            var cursor = self
            guard let first = cursor.digits(8) else { return nil }
            if first.count == 8 {
                guard orders.contains(.iso), cursor.index == end else { return nil }
                return CivilDate(
                    year: first.value / 10000, month: first.value / 100 % 100, day: first.value % 100
                ).map { Parsed(days: $0.daysSince1970) }
            }
            let mark = cursor.current
            guard mark == 0x2D || mark == 0x2E || mark == 0x2F else { return nil }
            cursor.index += 1
            guard let second = cursor.digits(2), cursor.current == mark else { return nil }
            cursor.index += 1
            guard let third = cursor.digits(4) else { return nil }
            guard let days = Self.days(first, second, third, mark, orders) else { return nil }
            guard cursor.index < cursor.end else { return Parsed(days: days) }
            return cursor.time(days)
        }

        private static func days(
            _ first: (value: Int, count: Int), _ second: (value: Int, count: Int),
            _ third: (value: Int, count: Int), _ mark: UInt8, _ orders: [DateOrder]
        ) -> Int? {
            for order in orders {
                let date: CivilDate?
                switch order {
                case .iso where first.count == 4 && third.count <= 2:
                    date = CivilDate(year: first.value, month: second.value, day: third.value)
                case .dotted where mark == 0x2E && first.count <= 2 && third.count == 4,
                    .dayFirst where mark != 0x2E && first.count <= 2 && third.count == 4:
                    date = CivilDate(year: third.value, month: second.value, day: first.value)
                case .monthFirst where mark != 0x2E && first.count <= 2 && third.count == 4:
                    date = CivilDate(year: third.value, month: first.value, day: second.value)
                default: continue
                }
                if let date { return date.daysSince1970 }
            }
            return nil
        }

        private mutating func time(_ days: Int) -> Parsed? {
            if current | 0x20 == 0x74 {
                index += 1
            } else {
                let start = index
                if current == 0x2C { index += 1 }
                while current == 0x20 { index += 1 }
                guard index > start else { return nil }
            }
            guard var hour = digits(2)?.value, current == 0x3A else { return nil }
            index += 1
            guard let minute = digits(2), minute.count == 2, minute.value < 60 else { return nil }
            var seconds = 0
            var milliseconds = 0
            if current == 0x3A {
                index += 1
                guard let whole = digits(2), whole.value <= 60 else { return nil }
                seconds = whole.value
                if current == 0x2E || current == 0x2C {
                    index += 1
                    guard let fraction = digits(9) else { return nil }
                    var value = fraction.value
                    var places = fraction.count
                    while places > 3 {
                        value /= 10
                        places -= 1
                    }
                    while places < 3 {
                        value *= 10
                        places += 1
                    }
                    milliseconds = value
                }
            }
            while current == 0x20 { index += 1 }
            if index + 2 <= end, base[index + 1] | 0x20 == 0x6D, [0x61, 0x70].contains(base[index] | 0x20) {
                guard (1...12).contains(hour) else { return nil }
                hour = hour % 12 + (base[index] | 0x20 == 0x70 ? 12 : 0)
                index += 2
            }
            guard hour < 24 || (hour == 24 && minute.value == 0 && seconds == 0 && milliseconds == 0) else {
                return nil
            }
            guard let offset = zone() else { return nil }
            let clock = Int64((hour * 60 + minute.value) * 60 + seconds) * 1000 + Int64(milliseconds)
            return Parsed(days: days, time: clock, offset: offset.value)
        }

        /// The offset at the end; outer nil where something else stands there.
        private mutating func zone() -> (value: Int64?, Void)? {
            guard index < end else { return (nil, ()) }
            if current | 0x20 == 0x7A { return index + 1 == end ? (0, ()) : nil }
            let sign = current
            guard sign == 0x2B || sign == 0x2D else { return nil }
            index += 1
            guard var hours = digits(4) else { return nil }
            var minutes = 0
            if hours.count > 2 {
                minutes = hours.value % 100
                hours.value /= 100
            } else if current == 0x3A {
                index += 1
                guard let part = digits(2), part.count == 2 else { return nil }
                minutes = part.value
            }
            guard index == end, hours.value <= 18, minutes < 60 else { return nil }
            let offset = Int64(hours.value * 60 + minutes) * 60_000
            return (sign == 0x2D ? -offset : offset, ())
        }
    }
}
