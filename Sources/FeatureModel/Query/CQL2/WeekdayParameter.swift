/// The days of `--weekday`.
public enum WeekdayParameter {
    /// `mon-fri`, `sat,sun`, `6,7`, `Pzt-Cum`, `السبت،الأحد`: names in English, Turkish and Arabic, or ISO
    /// numbers; a range may run over the week's end.
    ///
    /// - Returns: ISO weekdays, Monday 1 … Sunday 7. - Throws: `option.invalid`.
    public static func parse(_ text: String) throws(Fault) -> Set<Int> {
        let days = CyclicList.parse(text, values: 1...7) { word in
            word.utf8.count == 1 ? Int(word) : numbers[TextFolding.fold(word)]
        }
        if let days { return days }
        throw Fault(
            .optionInvalid, "“\(text.prefix(100))” names no days of the week.",
            remedy: "Write mon-fri, sat,sun or 1-5 (Monday is 1), or the names in Turkish or Arabic.")
    }

    private static let names: [[String]] = [
        ["monday", "mon", "pazartesi", "pzt", "الاثنين", "الإثنين", "اثنين"],
        ["tuesday", "tue", "tues", "salı", "sal", "الثلاثاء", "ثلاثاء"],
        ["wednesday", "wed", "çarşamba", "çar", "الأربعاء", "أربعاء"],
        ["thursday", "thu", "thur", "thurs", "perşembe", "per", "الخميس", "خميس"],
        ["friday", "fri", "cuma", "cum", "الجمعة", "جمعة"],
        ["saturday", "sat", "cumartesi", "cmt", "السبت", "سبت"],
        ["sunday", "sun", "pazar", "paz", "الأحد", "أحد"],
    ]

    private static let numbers: [String: Int] = {
        var days: [String: Int] = [:]
        for (index, names) in names.enumerated() {
            for name in names { days[TextFolding.fold(name)] = index + 1 }
        }
        return days
    }()
}
