internal import TabaqaFeatureModel

/// The words only sheets use.
extension LegendWords {
    var north: String { choose("ش", "N", "K") }

    var nothing: String {
        choose("لا توجد سجلات ضمن هذا الاختيار.", "No records in this selection.", "Bu seçimde kayıt yok.")
    }

    var madeWith: String {
        choose("أُعدّت ببرنامج طبقة (Tabaqa)", "Made with Tabaqa", "Tabaqa ile hazırlandı")
    }

    func printed(_ day: String) -> String {
        choose("تاريخ الطباعة: \(day)", "Printed on \(day)", "Basım tarihi: \(day)")
    }

    func audience(_ audience: Audience) -> String {
        switch audience {
        case .public: choose("للعموم", "For the public", "Kamuya açık")
        case .department:
            choose("للاستعمال الداخلي في الدوائر", "For use within departments", "Birim içi kullanım")
        case .exact:
            choose(
                "بيانات دقيقة للمخوّلين فقط", "Exact data: authorised persons only",
                "Kesin veri: yalnızca yetkililer")
        }
    }

    var unassigned: String {
        choose("أحداث لا تقع في أي منطقة", "Events in no area", "Hiçbir alana düşmeyen olay")
    }

    var suspect: String {
        choose("منها بموقع مشكوك فيه", "of these with a suspect place", "bunlardan şüpheli konumlu")
    }

    var unmatched: String {
        choose(
            "أسماء لم تُطابِق أي منطقة", "Records whose name matches no area",
            "Adı hiçbir alanla eşleşmeyen kayıt")
    }

    var ambiguous: String {
        choose(
            "أسماء تطابق أكثر من منطقة", "Records whose name matches several areas",
            "Adı birden çok alanla eşleşen kayıt")
    }

    var noDataOrWithheld: String {
        choose("لا بيانات أو محجوبة", "No data or withheld", "Veri yok veya gizlendi")
    }

    var bracketsCountAreas: String {
        choose(
            "بين قوسين: عدد المناطق", "In brackets: number of areas", "Parantez içinde: alan sayısı")
    }

    func classes(_ method: ClassMethod) -> String {
        switch method {
        case .quantile:
            choose(
                "فئات يتساوى فيها عدد المناطق تقريبًا", "Classes of about equally many areas (quantiles)",
                "Yaklaşık eşit sayıda alan içeren sınıflar (kantil)")
        case .fixed: choose("حدود فئات ثابتة", "Fixed class breaks", "Sabit sınıf sınırları")
        }
    }

    /// What a join's measure column holds, `per 1,000` for rates.
    func measure(_ name: String, label: String?, isPerThousand: Bool) -> String {
        let parts = name.split(separator: "_", maxSplits: 1).map(String.init)
        let property = label ?? (parts.count > 1 ? parts[1] : name)
        switch parts.first {
        case "count" where parts.count == 1, "numerator":
            return choose("عدد الأحداث", "Number of events", "Olay sayısı")
        case "rate":
            let thousand = numbers.whole(1000)
            return isPerThousand
                ? choose(
                    "الأحداث لكل \(thousand) (\(property))", "Events per \(thousand) (\(property))",
                    "\(thousand) başına olay (\(property))")
                : choose(
                    "الأحداث لكل وحدة (\(property))", "Events per unit (\(property))",
                    "Birim başına olay (\(property))")
        case "sum": return choose("مجموع: \(property)", "Sum: \(property)", "Toplam: \(property)")
        case "mean": return choose("متوسط: \(property)", "Mean: \(property)", "Ortalama: \(property)")
        case "min": return choose("أدنى قيمة: \(property)", "Least: \(property)", "En düşük: \(property)")
        case "max": return choose("أعلى قيمة: \(property)", "Greatest: \(property)", "En yüksek: \(property)")
        case "denominator": return property
        default: return label ?? name
        }
    }

    func below(_ number: String) -> String { choose("أقل من \(number)", "< \(number)", "< \(number)") }

    func from(_ low: String, to high: String) -> String {
        choose("من \(low) إلى \(high)", "\(low) – \(high)", "\(low) – \(high)")
    }
}
