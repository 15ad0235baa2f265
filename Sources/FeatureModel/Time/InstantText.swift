/// Instants as ISO 8601 text without Foundation's formatters, which are a hundred times slower.
public enum InstantText {
    /// `2026-01-31T08:15:00Z`, with milliseconds only when there are any.
    public static func utc(_ instant: Int64) -> String { text(instant, offset: 0) + "Z" }

    /// Local time with its offset, `2026-01-31T11:15:00+03:00`.
    public static func local(_ instant: Int64, _ clock: ZoneClock) -> String {
        let offset = clock.offset(at: instant)
        let minutes = abs(offset) / 60_000
        return text(instant, offset: offset) + (offset < 0 ? "-" : "+") + two(minutes / 60) + ":"
            + two(minutes % 60)
    }

    private static func text(_ instant: Int64, offset: Int64) -> String {
        let local = instant &+ offset
        let days = (local >= 0 ? local : local - 86_399_999) / 86_400_000
        let time = local - days * 86_400_000
        let millis = time % 1000
        var text = CivilDate(daysSince1970: Int(days)).iso + "T" + two(time / 3_600_000) + ":"
        text += two(time / 60_000 % 60) + ":" + two(time / 1000 % 60)
        if millis != 0 { text += "." + (millis < 100 ? "0" : "") + two(millis) }
        return text
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
