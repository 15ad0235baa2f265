internal import TabaqaFeatureModel

/// What forms say by themselves, in every language a city can have.
enum FormText {
    static func of(_ language: Language, ar: String, en: String, tr: String) -> String {
        switch language {
        case .ar: ar
        case .en: en
        case .tr: tr
        }
    }

    static func required(_ language: Language) -> String {
        of(
            language, ar: "هذا السؤال مطلوب.", en: "This question needs an answer.",
            tr: "Bu soru yanıtlanmalıdır.")
    }

    static func range(_ language: Language, _ range: ClosedRange<Double>) -> String {
        let (low, high) = (number(range.lowerBound), number(range.upperBound))
        return of(
            language, ar: "أدخل رقمًا من \(low) إلى \(high).", en: "Enter a number from \(low) to \(high).",
            tr: "\(low) ile \(high) arasında bir sayı girin.")
    }

    static func place(_ language: Language, _ geometry: GeometryType) -> String {
        switch geometry {
        case .lineString: of(language, ar: "الخط على الخريطة", en: "Line on the map", tr: "Haritadaki hat")
        case .polygon: of(language, ar: "المساحة على الخريطة", en: "Area on the map", tr: "Haritadaki alan")
        case .point, .none: of(language, ar: "الموقع", en: "Place", tr: "Konum")
        }
    }

    static func placeHint(_ language: Language, accuracy: Double) -> String {
        let meters = number(accuracy)
        return of(
            language, ar: "قف في مكان مكشوف وانتظر حتى تصبح الدقة \(meters) م أو أفضل.",
            en: "Stand under the open sky and wait for an accuracy of \(meters) m or better.",
            tr: "Açık alanda durun ve doğruluk \(meters) m veya daha iyi olana kadar bekleyin.")
    }

    static func outside(_ language: Language, isRefused: Bool) -> String {
        isRefused
            ? of(
                language, ar: "هذا الموقع خارج حدود المدينة.", en: "This place lies outside the city.",
                tr: "Bu konum şehir sınırının dışında.")
            : of(
                language, ar: "هذا الموقع خارج حدود المدينة. يمكنك الإرسال، وسيراجعه المكتب.",
                en: "This place lies outside the city. You can send it; the office will look at it.",
                tr: "Bu konum şehir sınırının dışında. Gönderebilirsiniz; büro inceleyecek.")
    }

    static func accuracy(_ language: Language, _ meters: Double) -> String {
        let meters = number(meters)
        return of(
            language, ar: "يجب ألا تزيد دقة الموقع عن \(meters) م. انتظر في مكان مكشوف وأعد المحاولة.",
            en: "The position must be accurate to \(meters) m. Wait under the open sky and try again.",
            tr: "Konum en fazla \(meters) m sapmalı olmalıdır. Açık alanda bekleyip yeniden deneyin.")
    }

    static func truth(_ language: Language, _ value: Bool) -> String {
        value
            ? of(language, ar: "نعم", en: "Yes", tr: "Evet") : of(language, ar: "لا", en: "No", tr: "Hayır")
    }

    /// As clients call the language: its own name and its code.
    static func name(_ language: Language) -> String {
        of(language, ar: "العربية (ar)", en: "English (en)", tr: "Türkçe (tr)")
    }

    static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
    }
}
