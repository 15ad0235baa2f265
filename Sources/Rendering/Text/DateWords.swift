internal import TabaqaFeatureModel

/// Dates in words, by our own tables: what a server's locale says never shows on a sheet.
struct DateWords {
    let language: Language
    /// Nil: UTC.
    let clock: ZoneClock?

    private static let months: [Language: [String]] = [
        .en: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ],
        .tr: [
            "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim",
            "Kasım", "Aralık",
        ],
        .ar: [
            "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول",
            "تشرين الثاني", "كانون الأول",
        ],
    ]

    /// `1 January 2024`, `1 Ocak 2024`, `1 كانون الثاني 2024`.
    func day(_ date: CivilDate) -> String {
        let months = Self.months[language] ?? []
        guard months.indices.contains(date.month - 1) else { return date.iso }
        // Within a date nothing may break: a year alone on a line reads as a number.
        return "\(date.day)\u{A0}\(months[date.month - 1])\u{A0}\(date.year)"
    }

    /// The local day of an instant.
    func day(of instant: Int64) -> String { day(date(of: instant)) }

    func date(of instant: Int64) -> CivilDate {
        if let clock { return CivilDate(daysSince1970: clock.local(instant).days) }
        return CivilDate(
            daysSince1970: Int(instant >= 0 ? instant / 86_400_000 : (instant + 1) / 86_400_000 - 1))
    }

    /// Both days included; one day, or an open end, in words.
    func period(_ period: TimeInterval) -> String? {
        switch (period.start, period.end) {
        case (nil, nil): nil
        case (let start?, nil):
            choose(
                "منذ \(day(of: start))", "since \(day(of: start))", "\(day(of: start)) tarihinden itibaren")
        case (nil, let end?):
            choose("حتى \(day(of: end))", "until \(day(of: end))", "\(day(of: end)) tarihine kadar")
        case (let start?, let end?):
            date(of: start) == date(of: end) ? day(of: start) : "\(day(of: start)) – \(day(of: end))"
        }
    }

    private func choose(_ arabic: String, _ english: String, _ turkish: String) -> String {
        switch language {
        case .ar: arabic
        case .en: english
        case .tr: turkish
        }
    }
}
