internal import Foundation

/// Local time in one zone, without asking Foundation row by row: the zone's transitions from 1970 to 2100 are
/// read once.
public struct ZoneClock: Sendable {
    /// IANA name.
    public let zone: String
    /// Milliseconds (UTC) from which `offsets[i]` holds.
    private let transitions: [Int64]
    /// Milliseconds to add to UTC.
    private let offsets: [Int64]

    /// - Throws: `option.invalid` for a zone the system does not know.
    public init(zone name: String) throws(Fault) {
        guard let zone = TimeZone(identifier: name) else {
            throw Fault(
                .optionInvalid, "Unknown time zone “\(name)”.",
                remedy: "Use an IANA name such as Europe/Istanbul or Asia/Hebron.")
        }
        self.zone = name
        var starts: [Int64] = [.min]
        var date = Date(timeIntervalSince1970: 0)
        var offsets = [Int64(zone.secondsFromGMT(for: date)) * 1000]
        let end = Date(timeIntervalSince1970: 4_102_444_800)
        while let next = zone.nextDaylightSavingTimeTransition(after: date), next < end, next > date {
            let offset = Int64(zone.secondsFromGMT(for: next)) * 1000
            if offset != offsets.last {
                starts.append(Int64(next.timeIntervalSince1970 * 1000))
                offsets.append(offset)
            }
            date = next
        }
        transitions = starts
        self.offsets = offsets
    }

    /// Milliseconds to add to `instant` to get local time.
    public func offset(at instant: Int64) -> Int64 {
        var low = 0
        var high = transitions.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if transitions[middle] <= instant { low = middle } else { high = middle }
        }
        return offsets[low]
    }

    /// The instant of a local time given as milliseconds of the local clock since 1970-01-01T00:00. A time
    /// that a clock change skips or repeats is read with the offset before the change.
    public func instant(local: Int64) -> Int64 {
        let first = local - offset(at: local - offset(at: local))
        let before = local - offset(at: first - 7_200_000)
        return before + offset(at: before) == local ? before : first
    }

    /// Local days since 1970-01-01, hour 0–23 and ISO weekday 1–7 of `instant`.
    public func local(_ instant: Int64) -> (days: Int, hour: Int, weekday: Int) {
        let local = instant &+ offset(at: instant)
        let days = Int((local >= 0 ? local : local - 86_399_999) / 86_400_000)
        let hour = Int((local - Int64(days) * 86_400_000) / 3_600_000)
        return (days, hour, ((days + 3) % 7 + 7) % 7 + 1)
    }

    /// The closed interval of the local day.
    public func day(_ date: CivilDate) -> TimeInterval {
        let start = instant(local: Int64(date.daysSince1970) * 86_400_000)
        let end = instant(local: Int64(date.daysSince1970 + 1) * 86_400_000) - 1
        return TimeInterval(start: start, end: end)
    }
}
