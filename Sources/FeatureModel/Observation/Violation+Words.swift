extension Violation {
    /// What is wrong, in a sentence a field worker understands, with the question's own label.
    public func text(in language: Language, of layer: LayerDefinition) -> String {
        let sentence = reason.words[language]
        guard let column else { return sentence + "." }
        let label = layer.property(column)?.label[language] ?? column
        var text = "\(label): \(sentence)"
        if let value, !value.isEmpty { text += " (\(value.prefix(60)))" }
        return text + "."
    }
}

extension Violation.Reason {
    /// Without a full stop.
    public var words: LocalizedText {
        let (arabic, english, turkish) = sentences
        return LocalizedText([.ar: arabic, .en: english, .tr: turkish])
    }

    private var sentences: (String, String, String) {
        switch self {
        case .noCoordinates: ("لا يوجد موقع", "there is no place", "konum yok")
        case .badCoordinates:
            (
                "الإحداثيات ليست مكانًا على الأرض", "the coordinates are no place on earth",
                "koordinatlar yeryüzünde bir yer değil"
            )
        case .badGeometry: ("الشكل غير صالح", "the shape cannot be used", "şekil kullanılamıyor")
        case .wrongGeometryType:
            (
                "نوع الشكل لا يناسب هذه الطبقة", "the shape is of another kind than this layer's",
                "şeklin türü bu katmana uymuyor"
            )
        case .required: ("هذه القيمة مطلوبة", "a value is required", "bu değer gerekli")
        case .notANumber: ("هذا ليس رقمًا", "this is no number", "bu bir sayı değil")
        case .outOfRange:
            (
                "القيمة خارج الحدود المسموحة", "the value is out of range",
                "değer izin verilen aralığın dışında"
            )
        case .unknownCode:
            ("هذا ليس من الخيارات", "this is none of the choices", "bu, seçeneklerden biri değil")
        case .ambiguousCode:
            (
                "قد يعني أكثر من خيار", "this could mean several choices",
                "bu birden çok seçenek anlamına gelebilir"
            )
        case .badDate: ("هذا ليس تاريخًا أو وقتًا", "this is no date or time", "bu bir tarih ya da saat değil")
        case .badBoolean:
            ("الجواب يجب أن يكون نعم أو لا", "this is neither yes nor no", "bu ne evet ne hayır")
        case .badText:
            (
                "النص فيه رموز لا يمكن حفظها", "the text has signs that cannot be kept",
                "metinde saklanamayan işaretler var"
            )
        case .tooFewColumns: ("في السطر قيم ناقصة", "the row has too few values", "satırda eksik değer var")
        case .tooManyColumns: ("في السطر قيم زائدة", "the row has too many values", "satırda fazla değer var")
        case .noKey: ("لا يوجد مفتاح", "there is no key", "anahtar yok")
        case .duplicateKey: ("المفتاح مكرر", "the key occurs twice", "anahtar iki kez geçiyor")
        case .keyUnmatched: ("لا يوجد سجل بهذا المفتاح", "no record has this key", "bu anahtarla kayıt yok")
        case .keyAmbiguous:
            ("المفتاح لأكثر من سجل", "several records have this key", "birden çok kayıtta bu anahtar var")
        case .keyExists:
            ("يوجد سجل آخر بهذا المفتاح", "another record has this key", "bu anahtarla başka bir kayıt var")
        case .outsideBoundary:
            ("المكان خارج المنطقة", "the place lies outside the area", "konum alanın dışında")
        case .nearDuplicate:
            (
                "سُجّل حدث آخر قريب في المكان والوقت", "another event near in place and time is recorded",
                "yakın yer ve zamanda başka bir olay kayıtlı"
            )
        case .untransformable:
            ("لا يمكن تحويل الموقع", "the place cannot be transformed", "konum dönüştürülemiyor")
        case .implausibleTime:
            (
                "الوقت في المستقبل أو قديم جدًا", "the time lies in the future or too far back",
                "zaman gelecekte ya da çok eski"
            )
        case .poorAccuracy:
            ("دقة الموقع ضعيفة", "the position is not accurate enough", "konum yeterince doğru değil")
        }
    }
}
