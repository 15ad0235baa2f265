extension PhotoTagReader {
    /// GPS time, which is UTC; else the camera's clock with its offset; else that clock, of a zone nobody knows.
    mutating func readTime(_ gps: [Int: TIFFBlock.Field], _ photo: [Int: TIFFBlock.Field]) {
        let satellites = gpsTime(gps)
        let original = tiff.text(photo[0x9003])
        var clock: Int64?
        if let original, original.contains(where: { $0.isNumber && $0 != "0" }) {
            localTime = original
            clock = PhotoInstant.milliseconds(original)
            if clock == nil { note(.timeMalformed) }
        }
        let offset = clock == nil ? nil : self.offset(tiff.text(photo[0x9011]))
        if let satellites, !isRollover(satellites, clock.map { $0 - (offset ?? 0) }) {
            instant = satellites
            timeSource = .gps
            // Clocks may be 14 hours from UTC to the east and 12 to the west.
            if let clock, abs(clock - (offset ?? 0) - satellites) > 15 * 3_600_000 { note(.timeDisagreement) }
        } else if let clock {
            instant = offset.map { clock - $0 + fraction(tiff.text(photo[0x9291])) }
            timeSource = instant == nil ? .exifZoneUnknown : .exif
        }
    }

    private mutating func isRollover(_ satellites: Int64, _ clock: Int64?) -> Bool {
        guard let clock, PhotoInstant.isRollover(satellites, before: clock) else { return false }
        note(.gpsWeekRollover)
        return true
    }

    private mutating func gpsTime(_ gps: [Int: TIFFBlock.Field]) -> Int64? {
        guard let dateText = tiff.text(gps[0x1D]), let field = gps[7] else { return nil }
        let values = tiff.rationals(field)?.compactMap { $0 } ?? []
        guard let date = PhotoInstant.day(dateText), values.count == 3, (0..<24).contains(values[0]),
            (0..<60).contains(values[1]), (0...60).contains(values[2])
        else {
            note(.gpsTime)
            return nil
        }
        let seconds = values[0] * 3600 + values[1] * 60 + values[2]
        return date + Int64((seconds * 1000).rounded())
    }

    /// Milliseconds east of UTC out of `+03:00`.
    private mutating func offset(_ text: String?) -> Int64? {
        guard let text else { return nil }
        if text == "Z" { return 0 }
        let bytes = Array(text.utf8)
        guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
            bytes[3] == UInt8(ascii: ":"), let hours = PhotoInstant.number(bytes[1...2]),
            let minutes = PhotoInstant.number(bytes[4...5]), hours <= 14, minutes < 60
        else {
            note(.timeOffset)
            return nil
        }
        return Int64((hours * 60 + minutes) * 60_000) * (bytes[0] == UInt8(ascii: "-") ? -1 : 1)
    }

    /// Milliseconds out of the digits after the second.
    private func fraction(_ text: String?) -> Int64 {
        guard let digits = text?.utf8.prefix(3), let value = PhotoInstant.number(Array(digits)[...]) else {
            return 0
        }
        return Int64(value * [0, 100, 10, 1][digits.count])
    }
}
