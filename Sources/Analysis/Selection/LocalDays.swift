internal import TabaqaFeatureModel

/// Local hours and weekdays of many instants: the zone is asked once a day instead of once a row.
struct LocalDays {
    private let clock: ZoneClock

    /// In the zone of the layer's time property, else UTC.
    init(_ layer: LayerDefinition) throws {
        clock = try ZoneClock(zone: layer.time?.zone ?? "UTC")
    }

    /// First millisecond of a local day, given as days since 1970-01-01.
    func start(_ day: Int64) -> Int64 {
        guard abs(day) < 100_000_000 else { return day < 0 ? .min / 2 : .max / 2 }
        return clock.instant(local: day * 86_400_000)
    }

    /// Calls `body` with the local hour (0–23) and ISO weekday of each instant of `rows` that is not null.
    func forEach(
        _ rows: Range<Int>, of instants: UnsafeBufferPointer<Int64>,
        _ body: (_ row: Int, _ hour: Int, _ weekday: Int) -> Void
    ) {
        var cachedDay = Int64.min
        var isConstant = false
        var offset: Int64 = 0
        for row in rows where instants[row] != .min {
            let instant = instants[row]
            let day = instant >> 26  // 18.6 hours: shorter than any gap between two clock changes
            if day != cachedDay {
                cachedDay = day
                offset = clock.offset(at: day << 26)
                isConstant = clock.offset(at: (day << 26) | ((1 << 26) - 1)) == offset
            }
            let local = instant &+ (isConstant ? offset : clock.offset(at: instant))
            let localDay = (local >= 0 ? local : local &- 86_399_999) / 86_400_000
            let hour = (local &- localDay &* 86_400_000) / 3_600_000
            let weekday = ((localDay &+ 3) % 7 &+ 7) % 7 &+ 1
            body(row, Int(hour), Int(weekday))
        }
    }
}
