internal import TabaqaFeatureModel

/// Instants as HTTP writes them (RFC 9110, section 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// - Parameter instant: milliseconds since 1970.
    static func text(_ instant: Int64) -> String {
        let (day, rest) = floored(instant / 1000, 86_400)
        let date = CivilDate(daysSince1970: Int(clamping: day))
        let (_, weekday) = floored(day, 7)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let month = months.indices.contains(date.month - 1) ? months[date.month - 1] : months[0]
        return "\(days[Int(weekday)]), \(two(Int64(date.day))) \(month) \(date.year) "
            + "\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60)) GMT"
    }

    private static func floored(_ number: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let remainder = (number % divisor + divisor) % divisor
        return ((number - remainder) / divisor, remainder)
    }
}
