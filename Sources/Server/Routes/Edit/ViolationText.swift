internal import TabaqaFeatureModel

/// Why a value was not taken, in the sender's language.
enum ViolationText {
    static func json(_ violation: Violation, _ language: Language, in layer: LayerDefinition) -> JSON {
        let property = violation.column.flatMap(layer.property)
        let reason: JSON = ["reason": .string(violation.reason.rawValue)]
        return reason.adding([
            ("property", violation.column.map(JSON.string)),
            ("label", property.map { .string($0.label[language]) }),
            ("message", .string(text(violation.reason)[language])), ("value", violation.value.map(JSON.string)),
        ])
    }

    static func text(_ reason: Violation.Reason) -> LocalizedText {
        register[reason.rawValue] ?? text("قيمة غير مقبولة", "A value that is not taken", "Kabul edilmeyen değer")
    }

    static let register: [String: LocalizedText] = [
        "no-coordinates": text("لا إحداثيات", "There are no coordinates", "Koordinat yok"),
        "bad-coordinates": text(
            "الإحداثيات غير صالحة", "The coordinates are none", "Koordinatlar geçersiz"),
        "bad-geometry": text("الشكل الهندسي غير صالح", "The geometry is none", "Geometri geçersiz"),
        "wrong-geometry-type": text(
            "نوع الشكل لا يناسب الطبقة", "The layer has another kind of geometry", "Katmanın geometri türü başka"),
        "required": text("قيمة مطلوبة ناقصة", "A required value is missing", "Zorunlu bir değer eksik"),
        "not-a-number": text("ليست رقماً", "This is no number", "Bu bir sayı değil"),
        "out-of-range": text(
            "خارج المجال المسموح", "Outside the range allowed", "İzin verilen aralığın dışında"),
        "unknown-code": text("رمز غير معروف", "An unknown code", "Bilinmeyen kod"),
        "ambiguous-code": text("رمز ملتبس", "An ambiguous code", "Belirsiz kod"),
        "bad-date": text("تاريخ غير صالح", "This is no date", "Bu bir tarih değil"),
        "bad-boolean": text("ليست نعم أو لا", "Neither yes nor no", "Ne evet ne hayır"),
        "bad-text": text("نص غير صالح", "This is no text", "Metin geçersiz"),
        "too-few-columns": text("أعمدة ناقصة", "Too few columns", "Eksik sütun"),
        "too-many-columns": text("أعمدة زائدة", "Too many columns", "Fazla sütun"),
        "no-key": text("لا مفتاح", "There is no key", "Anahtar yok"),
        "duplicate-key": text("مفتاح مكرر", "The key is there twice", "Anahtar iki kez var"),
        "key-unmatched": text("لا صف بهذا المفتاح", "No row has this key", "Bu anahtarla satır yok"),
        "key-ambiguous": text("مفتاح ملتبس", "Several rows have this key", "Bu anahtar birden çok satırda"),
        "key-exists": text("المفتاح مستعمل", "A row has this key already", "Bu anahtar zaten kullanılıyor"),
        "outside-boundary": text(
            "خارج حدود المدينة", "Outside the city's boundary", "Şehir sınırının dışında"),
        "near-duplicate": text(
            "مطابق لمشاهدة قريبة", "The same was observed near it", "Yakınında aynısı gözlendi"),
        "untransformable": text(
            "تعذّر تحويل الإحداثيات", "The coordinates cannot be transformed", "Koordinatlar dönüştürülemiyor"),
    ]

    private static func text(_ ar: String, _ en: String, _ tr: String) -> LocalizedText {
        LocalizedText([.ar: ar, .en: en, .tr: tr])
    }
}
