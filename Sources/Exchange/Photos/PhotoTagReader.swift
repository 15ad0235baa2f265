internal import TabaqaFeatureModel

/// Puts the fields of a photo's directories together, noting what it does not believe.
struct PhotoTagReader {
    let tiff: TIFFBlock
    let main: [Int: TIFFBlock.Field]
    var position: Position?
    var accuracy: Double?
    var altitude: (metres: Double, reference: Int)?
    var instant: Int64?
    var localTime: String?
    var timeSource: PhotoTags.TimeSource?
    var orientation = 1
    var issues: [PhotoIssue] = []

    init(tiff: TIFFBlock, main: [Int: TIFFBlock.Field]) {
        self.tiff = tiff
        self.main = main
    }

    mutating func read() {
        if let value = tiff.integer(main[0x0112]), (1...8).contains(value) { orientation = value }
        let gps = tiff.integer(main[0x8825]).flatMap { tiff.directory(at: $0) } ?? [:]
        let photo = tiff.integer(main[0x8769]).flatMap { tiff.directory(at: $0) } ?? [:]
        position = place(gps)
        readHeight(gps)
        readTime(gps, photo)
    }

    mutating func note(_ issue: PhotoIssue) {
        if !issues.contains(issue) { issues.append(issue) }
    }

    // MARK: Place

    private mutating func place(_ gps: [Int: TIFFBlock.Field]) -> Position? {
        if gps[2] == nil, gps[4] == nil {
            note(.gpsMissing)
            return nil
        }
        guard let latitudes = gps[2], let longitudes = gps[4] else {
            note(.gpsIncomplete)
            return nil
        }
        let latitude = angle(latitudes, reference: tiff.text(gps[1]), signs: "NS", limit: 90)
        let longitude = angle(longitudes, reference: tiff.text(gps[3]), signs: "EW", limit: 180)
        guard let latitude, let longitude else { return nil }
        if latitude == 0, longitude == 0 {
            note(.gpsZero)
            return nil
        }
        if let datum = tiff.text(gps[0x12]), !Self.isWGS84(datum) {
            note(.gpsDatum)
            return nil
        }
        if tiff.text(gps[9])?.uppercased() == "V" { note(.gpsVoid) }
        if let field = gps[0x1F], let value = tiff.rationals(field, limit: 1)?.first ?? nil, value > 0 {
            accuracy = value
        }
        return Position(x: longitude, y: latitude)
    }

    private static func isWGS84(_ datum: String) -> Bool {
        let letters = datum.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return letters.isEmpty || letters.hasPrefix("WGS84") || letters == "WGS1984" || letters == "EPSG4326"
            || letters == "WORLDGEODETICSYSTEM1984"
    }

    /// Degrees out of degrees, minutes and seconds; the first of `signs` is positive.
    private mutating func angle(
        _ field: TIFFBlock.Field, reference: String?, signs: String, limit: Double
    ) -> Double? {
        guard let values = tiff.rationals(field) else {
            note(.gpsType)
            return nil
        }
        guard let first = values.first else {
            note(.gpsIncomplete)
            return nil
        }
        let minute = values.count > 1 ? values[1] : 0
        var second = values.count > 2 ? values[2] : 0
        if values.count > 2, first != nil, minute != nil, second == nil {
            note(.gpsSeconds)
            second = 0
        }
        guard let degree = first, let minute, let second else {
            note(.gpsDenominator)
            return nil
        }
        guard let letter = reference?.uppercased().first, signs.contains(letter) else {
            note(.gpsRefMissing)
            return nil
        }
        let isNegative = letter != signs.first
        let parts = [degree, minute, second]
        // Some write the sign into the numbers too: once is enough, against the letter is not believed.
        guard
            parts.allSatisfy({ $0 >= 0 }) || isNegative && parts.allSatisfy({ $0 <= 0 })
                || isNegative && degree < 0 && minute >= 0 && second >= 0
        else {
            note(.gpsSign)
            return nil
        }
        let size = abs(degree) + abs(minute) / 60 + abs(second) / 3600
        guard abs(minute) <= 60, abs(second) <= 60, size <= limit else {
            note(.gpsRange)
            return nil
        }
        return isNegative && size != 0 ? -size : size
    }

    private mutating func readHeight(_ gps: [Int: TIFFBlock.Field]) {
        guard let field = gps[6], let values = tiff.rationals(field, limit: 1) else { return }
        guard let value = values.first ?? nil else {
            note(.altitudeDenominator)
            return
        }
        let reference = tiff.integer(gps[5]) ?? tiff.text(gps[5]).flatMap { Int($0) } ?? 0
        guard (0...3).contains(reference), (-12_000...100_000).contains(value) else {
            note(.altitudeRange)
            return
        }
        altitude = (reference % 2 == 1 ? -abs(value) : value, reference)
    }
}
