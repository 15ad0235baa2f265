/// The interval of OGC API's `datetime` parameter and of `--datetime`.
public enum DatetimeParameter {
    /// `2024-01-01/2024-12-31`, `2024-03`, `../2024`, `2024-01-01T08:00:00Z/..`. Closed at both ends; a year, month
    /// or day without a time is the whole of it in the clock's zone; `..` or nothing is open.
    ///
    /// - Throws: `option.invalid`.
    public static func parse(_ text: String, clock: ZoneClock) throws(Fault) -> TimeInterval {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, text.utf8.count <= 100 else { throw malformed(text) }
        let first = try bound(parts[0], text, clock)
        guard parts.count == 2 else {
            guard let first else { throw malformed(text) }
            return first
        }
        let last = try bound(parts[1], text, clock)
        if let start = first?.start, let end = last?.end, start > end {
            throw Fault(
                .optionInvalid, "The interval “\(text)” ends before it begins.", remedy: "Exchange its ends.")
        }
        return TimeInterval(start: first?.start, end: last?.end)
    }

    private static func bound(
        _ part: Substring, _ text: String, _ clock: ZoneClock
    ) throws(Fault) -> TimeInterval? {
        if part.isEmpty || part == ".." { return nil }
        if let period = TemporalText.period(String(part), clock) { return period }
        throw malformed(text)
    }

    private static func malformed(_ text: String) -> Fault {
        Fault(
            .optionInvalid, "“\(text.prefix(100))” is no date or interval.",
            remedy:
                "Write 2024-03-15, 2024-03, 2024 or an interval such as 2024-01-01/2024-12-31 or 2024-06/..")
    }
}
