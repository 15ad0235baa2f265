internal import TabaqaFeatureModel

/// The words of the duty board.
enum DutyWord {
    case title, about, layer, duty, newest, due, overdue, rows, completeness, flagged, reviews, files,
        conflicts
    case trend, withheld, never, noDuty, current, overdueLayers, lateFiles, missing, late, complete, steward
    case received, hasIssues, edited, approved, rejected, download, review, signIn, signOut, key, keyHelp,
        keyWrong
    case empty, trendReceived, trendRecorded, most, today, required

    func callAsFunction(_ language: Language) -> String {
        let (ar, en, tr) = texts
        return switch language {
        case .ar: ar
        case .en: en
        case .tr: tr
        }
    }

    private var texts: (ar: String, en: String, tr: String) {
        switch self {
        case .title: ("لوحة الواجبات", "Duty board", "Görev panosu")
        case .about:
            (
                "من يحدّث طبقاته في موعدها، وما تأخّر، وما ينتظر المراجعة، وما ينقص من ملفات.",
                "Who keeps layers current, what is overdue, what waits for review, and which files are missing.",
                "Katmanlarını kim güncel tutuyor, ne gecikti, ne inceleme bekliyor, hangi dosyalar eksik."
            )
        case .layer: ("الطبقة", "Layer", "Katman")
        case .duty: ("الواجب", "Duty", "Görev")
        case .newest: ("أحدث سجل", "Newest record", "En yeni kayıt")
        case .due: ("الموعد", "Due", "Son tarih")
        case .overdue: ("التأخير", "Overdue by", "Gecikme")
        case .rows: ("السجلات", "Records", "Kayıt")
        case .completeness: ("الاكتمال", "Completeness", "Doluluk")
        case .flagged: ("عليها ملاحظات", "Flagged", "İşaretli")
        case .reviews: ("المراجعة", "Review", "İnceleme")
        case .files: ("الملفات", "Files", "Dosyalar")
        case .conflicts: ("تعديلات متعارضة", "Edits in conflict", "Çakışan düzenleme")
        case .trend: ("آخر 30 يوماً", "Last 30 days", "Son 30 gün")
        case .withheld: ("محجوبة", "withheld", "gizli")
        case .never: ("لا شيء بعد", "nothing yet", "henüz yok")
        case .noDuty: ("بلا موعد", "no date set", "süre konmamış")
        case .current: ("في موعدها", "up to date", "güncel")
        case .overdueLayers: ("طبقات متأخرة", "layers overdue", "geciken katman")
        case .lateFiles:
            (
                "مشاهدات تنقصها ملفات منذ أكثر من 24 ساعة",
                "observations with files missing for more than 24 hours",
                "24 saatten uzun süredir dosyası eksik gözlem"
            )
        case .missing: ("ناقصة", "missing", "eksik")
        case .late: ("منذ أكثر من 24 ساعة", "for over 24 h", "24 saatten uzun")
        case .complete: ("كاملة", "complete", "tamam")
        case .steward: ("المسؤول", "Steward", "Sorumlu")
        case .received: ("واردة", "received", "alındı")
        case .hasIssues: ("بها مشكلات", "with issues", "sorunlu")
        case .edited: ("معدّلة", "edited", "düzenlendi")
        case .approved: ("معتمدة", "approved", "onaylandı")
        case .rejected: ("مرفوضة", "rejected", "reddedildi")
        case .download: ("تنزيل CSV", "Download CSV", "CSV indir")
        case .review: ("المراجعة", "Review", "İnceleme")
        case .signIn: ("تسجيل الدخول", "Sign in", "Oturum aç")
        case .signOut: ("تسجيل الخروج", "Sign out", "Oturumu kapat")
        case .key: ("مفتاح الوصول", "Access key", "Erişim anahtarı")
        case .keyHelp:
            (
                "بمفتاح الدائرة تظهر طبقاتها الداخلية أيضاً.",
                "With a department's key its internal layers show as well.",
                "Birimin anahtarıyla iç katmanları da görünür."
            )
        case .keyWrong: ("المفتاح غير معروف", "This key is not known", "Bu anahtar bilinmiyor")
        case .empty: ("لا طبقات هنا", "No layers here", "Burada katman yok")
        case .trendReceived: ("وصلت في آخر 30 يوماً", "received in the last 30 days", "son 30 günde alınan")
        case .trendRecorded:
            ("سُجّلت في آخر 30 يوماً", "recorded in the last 30 days", "son 30 günde kaydedilen")
        case .most: ("الأكثر في يوم", "most on a day", "bir günde en çok")
        case .today: ("اليوم", "today", "bugün")
        case .required: ("المطلوبة", "required", "zorunlu")
        }
    }
}

/// Numbers and durations of the duty board as each language writes them.
enum DutyText {
    /// “every day”, “every 3 months”.
    static func every(_ text: String, _ language: Language) -> String {
        guard let duration = ISODuration(text), let (count, unit) = largest(duration) else { return text }
        switch language {
        case .en: return count == 1 ? "every \(unit.en.one)" : "every \(count) \(unit.en.many)"
        case .tr: return count == 1 ? "her \(unit.tr)" : "\(count) \(unit.trPer) bir"
        case .ar:
            return switch count {
            case 1: "كل \(unit.ar.one)"
            case 2: "كل \(unit.ar.two)"
            case 3...10: "كل \(count) \(unit.ar.few)"
            default: "كل \(count) \(unit.ar.one)"
            }
        }
    }

    /// “3 days”; less than a day as hours.
    static func length(_ milliseconds: Int64, _ language: Language) -> String {
        let hours = max(1, milliseconds / 3_600_000)
        let (count, unit) = hours < 24 ? (hours, Unit.hour) : (hours / 24, Unit.day)
        switch language {
        case .en: return "\(count) \(count == 1 ? unit.en.one : unit.en.many)"
        case .tr: return "\(count) \(unit.tr)"
        case .ar:
            return switch count {
            case 1: unit.ar.one
            case 2: unit.ar.two
            case 3...10: "\(count) \(unit.ar.few)"
            default: "\(count) \(unit.ar.one)"
            }
        }
    }

    static func share(_ share: Double, _ language: Language) -> String {
        let tenths = Int((share * 1000).rounded())
        let figure = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
        return language == .tr ? "%\(figure.replacing(".", with: ","))" : "\(figure) %"
    }

    /// With the thousands apart.
    static func number(_ number: Int, _ language: Language) -> String {
        var groups: [String] = []
        var rest = String(number)
        while rest.count > 3 {
            groups.insert(String(rest.suffix(3)), at: 0)
            rest = String(rest.dropLast(3))
        }
        return ([rest] + groups).joined(separator: language == .tr ? "." : ",")
    }

    private enum Unit {
        case year, month, week, day, hour, minute

        var en: (one: String, many: String) {
            switch self {
            case .year: ("year", "years")
            case .month: ("month", "months")
            case .week: ("week", "weeks")
            case .day: ("day", "days")
            case .hour: ("hour", "hours")
            case .minute: ("minute", "minutes")
            }
        }

        var tr: String {
            switch self {
            case .year: "yıl"
            case .month: "ay"
            case .week: "hafta"
            case .day: "gün"
            case .hour: "saat"
            case .minute: "dakika"
            }
        }

        var trPer: String {
            switch self {
            case .year: "yılda"
            case .month: "ayda"
            case .week: "haftada"
            case .day: "günde"
            case .hour: "saatte"
            case .minute: "dakikada"
            }
        }

        var ar: (one: String, two: String, few: String) {
            switch self {
            case .year: ("سنة", "سنتين", "سنوات")
            case .month: ("شهر", "شهرين", "أشهر")
            case .week: ("أسبوع", "أسبوعين", "أسابيع")
            case .day: ("يوم", "يومين", "أيام")
            case .hour: ("ساعة", "ساعتين", "ساعات")
            case .minute: ("دقيقة", "دقيقتين", "دقائق")
            }
        }
    }

    /// The duration in one unit; nil where it has several.
    private static func largest(_ duration: ISODuration) -> (Int, Unit)? {
        switch (duration.years, duration.months, duration.days, duration.seconds) {
        case (let years, 0, 0, 0): (years, .year)
        case (0, let months, 0, 0): (months, .month)
        case (0, 0, let days, 0): days % 7 == 0 ? (days / 7, .week) : (days, .day)
        case (0, 0, 0, let seconds):
            if seconds % 3600 == 0 { (seconds / 3600, .hour) } else { (seconds / 60, .minute) }
        default: nil
        }
    }
}
