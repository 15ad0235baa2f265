internal import TabaqaFeatureModel

/// The words of the pages that show the API to people.
enum PageWord: String, CaseIterable {
    case map, layers, conformance, interface, department, period, extent, storage, properties
    case name, label, type, unit, links, download, next, first, items, filter, apply, matched
    case limit, language, skip, page, guarded, profile, schema
    case title, home, functions

    func callAsFunction(_ language: Language) -> String {
        let (ar, en, tr) = words
        return switch language {
        case .ar: ar
        case .en: en
        case .tr: tr
        }
    }

    private var words: (ar: String, en: String, tr: String) {
        switch self {
        case .map: ("الخريطة", "Map", "Harita")
        case .layers: ("الطبقات", "Layers", "Katmanlar")
        case .conformance: ("المطابقة للمعايير", "Conformance", "Standartlara uygunluk")
        case .interface: ("واجهة البرمجة", "API", "API")
        case .department: ("الدائرة", "Department", "Birim")
        case .period: ("الفترة", "Period", "Dönem")
        case .extent: ("الامتداد", "Extent", "Kapsam")
        case .storage: ("نظام الإحداثيات", "Coordinate system", "Koordinat sistemi")
        case .properties: ("الخصائص", "Properties", "Öznitelikler")
        case .name: ("الاسم", "Name", "Ad")
        case .label: ("التسمية", "Label", "Etiket")
        case .type: ("النوع", "Type", "Tür")
        case .unit: ("الوحدة", "Unit", "Birim")
        case .links: ("روابط", "Links", "Bağlantılar")
        case .download: ("تنزيل", "Download", "İndir")
        case .next: ("التالي", "Next", "Sonraki")
        case .first: ("البداية", "Start", "Başa dön")
        case .items: ("السجلات", "Records", "Kayıtlar")
        case .filter: ("شرط التصفية (CQL2)", "Filter (CQL2)", "Süzgeç (CQL2)")
        case .apply: ("تطبيق", "Apply", "Uygula")
        case .matched: ("سجلات مطابقة", "matching records", "eşleşen kayıt")
        case .limit: ("عدد السجلات في الصفحة", "Records on a page", "Sayfadaki kayıt sayısı")
        case .language: ("اللغة", "Language", "Dil")
        case .skip: ("انتقل إلى المحتوى", "Skip to content", "İçeriğe geç")
        case .page: ("الصفحة", "Page", "Sayfa")
        case .guarded:
            (
                "طبقة محمية: لا تُنشر سجلاتها، بل كثافتها فقط حين تكون الأعداد كافية.",
                "A guarded layer: its records do not leave, only its density where counts are large enough.",
                "Korumalı katman: kayıtları yayımlanmaz, yalnızca sayılar yeterliyse yoğunluğu verilir."
            )
        case .profile: ("صورة شاملة عن المنطقة", "Profile across departments", "Birimler arası profil")
        case .schema: ("المخطط", "Schema", "Şema")
        case .title: ("العنوان", "Title", "Başlık")
        case .functions: ("الدوال", "Functions", "İşlevler")
        case .home: ("الرئيسية", "Home", "Ana sayfa")
        }
    }
}
