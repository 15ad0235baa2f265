import TabaqaExchange
import Testing

@Suite("A photo's time")
struct PhotoTimeTests {
    /// 2026-03-09T11:05:59.5Z, from `date -d`.
    private let noon: Int64 = 1_773_054_359_500

    private func tags(
        date: String? = nil, time: [(UInt32, UInt32)]? = nil, original: String? = nil, offset: String? = nil
    ) -> PhotoTags {
        var builder = ExifBuilder()
        if let time { builder.gps.append((7, .rationals(time))) }
        if let date { builder.gps.append((0x1D, .text(date))) }
        if let original { builder.photo.append((0x9003, .text(original))) }
        if let offset { builder.photo.append((0x9011, .text(offset))) }
        return PhotoTags(builder.jpeg)
    }

    @Test func `GPS time is UTC and goes first`() {
        let found = tags(
            date: "2026:03:09", time: [(11, 1), (5, 1), (595, 10)], original: "2026:03:09 14:06:02",
            offset: "+03:00")
        #expect(found.instant == noon)
        #expect(found.timeSource == .gps)
        #expect(found.localTime == "2026:03:09 14:06:02")
        #expect(found.issues == [])
    }

    @Test func `Then the camera's clock with its offset`() {
        let east = tags(original: "2026:03:09 14:05:59", offset: "+03:00")
        #expect(east.instant == noon - 500 && east.timeSource == .exif)
        let west = tags(original: "2026:03:09 07:35:59", offset: "-03:30")
        #expect(west.instant == noon - 500)
    }

    @Test func `A clock without a zone is no instant`() {
        let found = tags(original: "2026:03:09 14:05:59")
        #expect(found.instant == nil)
        #expect(found.timeSource == .exifZoneUnknown)
        #expect(found.localTime == "2026:03:09 14:05:59")
        let odd = tags(original: "2026:03:09 14:05:59", offset: "Istanbul")
        #expect(odd.timeSource == .exifZoneUnknown && odd.issues == ["time-offset"])
    }

    @Test(
        arguments: [
            ("2026:02:30", [(11, 1), (5, 1), (59, 1)]), ("2026:03:09", [(24, 1), (5, 1), (59, 1)]),
            ("2026:03:09", [(11, 1), (5, 1), (59, 0)]), ("09.03.2026", [(11, 1), (5, 1), (59, 1)]),
            ("1970:01:01", [(11, 1), (5, 1), (59, 1)]), ("2026:03:09", [(11, 1), (5, 1)]),
        ] as [(String, [(UInt32, UInt32)])])
    func `GPS time that is none is not used`(_ date: String, _ time: [(UInt32, UInt32)]) {
        let found = tags(date: date, time: time, original: "2026:03:09 14:05:59", offset: "+03:00")
        #expect(found.timeSource == .exif)
        #expect(found.issues == ["gps-time"])
    }

    @Test func `A clock that was never set is none, and one that is wrong is told`() {
        #expect(tags(original: "0000:00:00 00:00:00").issues == [])
        #expect(tags(original: "    :  :     :  :  ").localTime == nil)
        let odd = tags(original: "2026:13:09 14:05:59")
        #expect(odd.issues == ["time-malformed"] && odd.timeSource == nil && odd.instant == nil)
    }

    @Test func `A receiver 1,024 weeks back is found out`() {
        // 2026-03-09 less 7,168 days.
        let found = tags(
            date: "2006:07:24", time: [(11, 1), (5, 1), (59, 1)], original: "2026:03:09 14:05:59",
            offset: "+03:00")
        #expect(found.issues == ["gps-week-rollover"])
        #expect(found.timeSource == .exif && found.instant == noon - 500)
        let alone = tags(date: "2006:07:24", time: [(11, 1), (5, 1), (59, 1)])
        #expect(alone.timeIssue(receivedAt: noon) == .gpsWeekRollover)
    }

    @Test func `A time far from when the photo came is told`() {
        let found = tags(date: "2026:03:09", time: [(11, 1), (5, 1), (595, 10)])
        let day: Int64 = 86_400_000
        #expect(found.timeIssue(receivedAt: noon + day) == nil)
        #expect(found.timeIssue(receivedAt: noon + day + 1) == .timeFar)
        #expect(found.timeIssue(receivedAt: noon - day - 1) == .timeFar)
    }

    @Test func `Two clocks farther apart than any two zones are told`() {
        let found = tags(
            date: "2026:03:09", time: [(11, 1), (5, 1), (595, 10)], original: "2026:03:08 10:00:00")
        #expect(found.issues == ["time-disagreement"])
        #expect(found.instant == noon)
    }
}
