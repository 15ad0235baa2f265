internal import TabaqaFeatureModel

/// The fixed words of legends and sheets, in the languages a city may declare.
struct LegendWords {
    let language: Language
    let numbers: NumberText

    init(_ language: Language) {
        self.language = language
        numbers = NumberText(language)
    }

    func choose(_ arabic: String, _ english: String, _ turkish: String) -> String {
        switch language {
        case .ar: arabic
        case .en: english
        case .tr: turkish
        }
    }

    /// `label: value`, with the colon the language sets.
    func pair(_ label: String, _ value: String) -> String { "\(label): \(value)" }

    var density: String { choose("الكثافة", "Density", "Yoğunluk") }
    var recordsUsed: String { choose("السجلات المستخدمة", "Records used", "Kullanılan kayıt") }
    var period: String { choose("الفترة", "Period", "Dönem") }
    var newestRecord: String { choose("أحدث سجل", "Newest record", "En yeni kayıt") }
    var revision: String { choose("إصدار البيانات", "Data revision", "Veri sürümü") }
    var cellArea: String { choose("مساحة الخلية", "Cell area", "Hücre alanı") }
    var method: String { choose("الطريقة", "Method", "Yöntem") }
    var filter: String { choose("الترشيح", "Filter", "Süzgeç") }
    var noData: String { choose("لا توجد بيانات", "No data", "Veri yok") }
    var leftOut: String { choose("سجلات غير مشمولة", "Records left out", "Kapsam dışı kayıt") }
    var squareKilometres: String { choose("كم²", "km²", "km²") }
    var kilometres: String { choose("كم", "km", "km") }
    var metres: String { choose("م", "m", "m") }

    var automaticScale: String {
        choose(
            "مقياس الألوان تلقائي، ولا تصحّ مقارنته بخرائط أخرى.",
            "The colour scale is automatic and not comparable with other maps.",
            "Renk ölçeği otomatiktir; başka haritalarla karşılaştırılamaz.")
    }

    func atLeast(_ number: String) -> String { choose("\(number) فأكثر", "≥ \(number)", "≥ \(number)") }

    func suppressed(_ cells: Int) -> String {
        let count = numbers.whole(cells)
        return choose(
            "خلايا حُجبت لقلّة عدد الأحداث فيها: \(count)",
            "Cells withheld because they hold too few events: \(count)",
            "Olay sayısı az olduğu için gizlenen hücre: \(count)")
    }

    /// The unit of a density as people read it; `label` is the weight property's.
    func unit(_ description: DensityDescription, weightLabel: String?) -> String {
        var thing = choose("حدث", "events", "olay")
        if let weight = description.weight {
            thing = weightLabel ?? weight
            if let unit = description.weightUnit { thing += " (\(unit))" }
        }
        if description.isPerYear {
            return choose("\(thing) لكل كم² في السنة", "\(thing) per km² and year", "\(thing) / km² · yıl")
        }
        return choose("\(thing) لكل كم²", "\(thing) per km²", "\(thing) / km²")
    }

    /// How the numbers were made.
    func method(_ description: DensityDescription) -> String {
        guard description.suppressedCells == nil else {
            let side = numbers.whole(Int(min(max(description.cellArea, 0), 1e6).squareRoot() * 1000))
            return choose(
                "عدّ الأحداث في خلايا ثابتة ضلعها \(side)\u{A0}م", "counts in fixed cells of \(side)\u{A0}m",
                "\(side)\u{A0}m kenarlı sabit hücrelerde sayım")
        }
        return kernel(description.kernel, bandwidth: description.bandwidth)
    }

    private func kernel(_ kernel: Kernel, bandwidth: Double) -> String {
        let name =
            switch kernel {
            case .gaussian: choose("غاوسية", "Gaussian", "Gauss")
            case .quartic: choose("رباعية", "quartic", "kuartik")
            case .epanechnikov: choose("إيبانشنيكوف", "Epanechnikov", "Epanechnikov")
            case .triweight: choose("ثلاثية الوزن", "triweight", "üçlü ağırlık")
            case .uniform: choose("منتظمة", "uniform", "düzgün")
            case .triangular: choose("مثلثية", "triangular", "üçgen")
            }
        let width = numbers.significant(bandwidth, digits: 3)
        return choose(
            "نواة \(name)، عرض النطاق \(width)\u{A0}م", "\(name) kernel, bandwidth \(width)\u{A0}m",
            "\(name) çekirdek, bant genişliği \(width)\u{A0}m")
    }

    /// `Records left out: 15`, then each reason with its count.
    func leftOutLines(_ entries: [DensityDescription.LeftOut]) -> [String] {
        let entries = entries.filter { $0.count > 0 }
        guard !entries.isEmpty else { return [] }
        let parts = entries.map { "\(reason($0.reason)):\u{A0}\(numbers.whole($0.count))" }
        let total = numbers.whole(entries.reduce(0) { $0 + $1.count })
        return ["\(pair(leftOut, total)) (\(parts.joined(separator: choose("، ", ", ", ", "))))"]
    }

    /// A reason the analysis gives for leaving rows out; unknown ones are shown as they are.
    func reason(_ reason: String) -> String {
        switch reason {
        case "suspect place": choose("موقع مشكوك فيه", "suspect place", "şüpheli konum")
        case "no place": choose("بلا موقع", "without a place", "konumu yok")
        case "no weight": choose("بلا قيمة للوزن", "without a weight", "ağırlık değeri yok")
        case "negative weight": choose("وزن سالب", "negative weight", "negatif ağırlık")
        case "no time": choose("بلا وقت", "without a time", "zamanı yok")
        case "no time of day": choose("بلا ساعة", "without a time of day", "saati yok")
        case "outside the frame": choose("خارج إطار الخريطة", "outside the map", "harita dışında")
        case "outside the grid's CRS":
            choose("خارج نطاق نظام الإحداثيات", "outside the grid's CRS", "koordinat sistemi alanı dışında")
        default: reason
        }
    }
}
