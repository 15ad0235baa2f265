internal import TabaqaFeatureModel

/// Titles of problems by fault code, in every language a city can declare.
enum ProblemTitles {
    /// The code's title, else its status's.
    static func title(_ code: FaultCode, _ status: Int) -> LocalizedText {
        register[code.name] ?? general(status)
    }

    private static func general(_ status: Int) -> LocalizedText {
        switch status {
        case 401: text("مفتاح الوصول مطلوب", "An access key is needed", "Erişim anahtarı gerekli")
        case 403: text("غير مسموح", "Not permitted", "İzin verilmedi")
        case 404: text("غير موجود", "Not found", "Bulunamadı")
        case 400..<500: text("طلب غير صالح", "Invalid request", "Geçersiz istek")
        default: text("تعذّر على الخادم الإجابة", "The server could not answer", "Sunucu yanıt veremedi")
        }
    }

    private static func text(_ ar: String, _ en: String, _ tr: String) -> LocalizedText {
        LocalizedText([.ar: ar, .en: en, .tr: tr])
    }

    static let register: [String: LocalizedText] = [
        // Layers and city
        "catalog.invalid": text(
            "تعريف الطبقات غير صالح", "The layer definitions are invalid", "Katman tanımları geçersiz"),
        "layer.unknown": text("لا توجد طبقة بهذا الاسم", "No such layer", "Böyle bir katman yok"),
        "feature.missing": text("لا يوجد معلم بهذا المعرّف", "No such feature", "Böyle bir nesne yok"),
        "property.unknown": text(
            "لا توجد خاصية بهذا الاسم", "No such property", "Böyle bir öznitelik yok"),

        // Store
        "store.missing": text("المخزن غير موجود", "The store is missing", "Veri deposu yok"),
        "store.foreign": text(
            "الملف ليس مخزناً لهذا البرنامج", "The file is not a store of this program",
            "Dosya bu programın veri deposu değil"),
        "store.newer": text(
            "المخزن من إصدار أحدث", "The store is of a newer version", "Veri deposu daha yeni bir sürümden"),
        "store.unsafe": text("المخزن غير آمن", "The store is unsafe", "Veri deposu güvenli değil"),
        "store.migration": text(
            "المخزن بحاجة إلى ترقية", "The store needs a migration", "Veri deposunun yükseltilmesi gerekiyor"),
        "store.conflict": text(
            "تعارض مع تعديل آخر", "A conflict with another change", "Başka bir değişiklikle çakışma"),
        "store.busy": text("المخزن مشغول", "The store is busy", "Veri deposu meşgul"),
        "store.full": text("لا مساحة كافية", "There is no room left", "Yer kalmadı"),
        "store.damaged": text("المخزن متضرر", "The store is damaged", "Veri deposu hasarlı"),
        "store.failure": text("أخفق المخزن", "The store failed", "Veri deposu hatası"),

        // Files
        "file.missing": text("الملف غير موجود", "No such file", "Böyle bir dosya yok"),
        "file.unwritable": text("تعذّرت كتابة الملف", "The file cannot be written", "Dosya yazılamıyor"),
        "file.unsupported": text("غير مدعوم", "Not supported", "Desteklenmiyor"),
        "file.malformed": text("المحتوى تالف", "Malformed content", "Bozuk içerik"),
        "file.too-large": text("المحتوى كبير جداً", "Too large", "Çok büyük"),

        // Import
        "import.crs-unknown": text(
            "نظام الإحداثيات غير معروف", "The coordinate system is unknown", "Koordinat sistemi bilinmiyor"),
        "import.columns": text(
            "الأعمدة لا تطابق الطبقة", "The columns do not fit the layer", "Sütunlar katmana uymuyor"),
        "import.encoding": text("ترميز النص غير صالح", "Invalid text encoding", "Geçersiz metin kodlaması"),
        "import.again": text("استُورد هذا الملف من قبل", "Imported before", "Daha önce içe aktarılmış"),
        "import.key": text("مفتاح الصفوف غير صالح", "Invalid row keys", "Geçersiz satır anahtarları"),

        // Analysis
        "crs.unknown": text(
            "نظام إحداثيات غير متاح", "Coordinate system not offered", "Koordinat sistemi sunulmuyor"),
        "crs.transform": text(
            "تعذّر تحويل الإحداثيات", "The coordinates cannot be transformed", "Koordinatlar dönüştürülemiyor"),
        "geometry.invalid": text("شكل هندسي غير صالح", "Invalid geometry", "Geçersiz geometri"),
        "filter.malformed": text("شرط تصفية غير صالح", "Invalid filter", "Geçersiz süzgeç"),
        "filter.too-expensive": text(
            "شرط التصفية مكلف جداً", "The filter asks for too much work", "Süzgeç çok fazla iş gerektiriyor"),
        "option.invalid": text("وسيط غير صالح", "Invalid parameter", "Geçersiz parametre"),
        "columns.damaged": text(
            "البيانات المشتقة متضررة", "Derived data is damaged", "Türetilmiş veri hasarlı"),
        "grid.too-large": text("الشبكة كبيرة جداً", "The grid is too large", "Izgara çok büyük"),

        // Release
        "release.refused": text(
            "لا يُسمح بنشر هذه البيانات بهذا الشكل", "This data is not released in this form",
            "Bu veri bu biçimde yayımlanmıyor"),

        // Pictures
        "rendering.failed": text("تعذّر رسم الصورة", "The picture could not be drawn", "Resim çizilemedi"),
        "rendering.font-missing": text("الخط غير موجود", "A font is missing", "Yazı tipi eksik"),

        // Requests
        "http.malformed": text("طلب غير صالح", "Malformed request", "Bozuk istek"),
        "http.path-unknown": text(
            "لا شيء في هذا العنوان", "There is nothing at this address", "Bu adreste bir şey yok"),
        "http.method": text(
            "الطريقة غير مسموحة هنا", "Method not allowed here", "Bu yöntem burada kullanılamaz"),
        "http.not-acceptable": text(
            "لا يوجد تمثيل مما تقبله", "No representation that you accept", "Kabul ettiğiniz bir gösterim yok"
        ),
        "http.body-too-large": text(
            "محتوى الطلب كبير جداً", "The request body is too large", "İstek gövdesi çok büyük"),
        "http.body-type": text(
            "نوع محتوى الطلب غير مدعوم", "Unsupported request body type", "Desteklenmeyen istek gövdesi türü"),
        "http.target-too-long": text("العنوان طويل جداً", "The address is too long", "Adres çok uzun"),
        "http.headers-too-large": text(
            "ترويسات الطلب كبيرة جداً", "The request headers are too large", "İstek başlıkları çok büyük"),
        "http.host": text(
            "هذا الخادم لا يجيب بهذا الاسم", "This server does not answer under that name",
            "Bu sunucu bu adla yanıt vermiyor"),
        "server.busy": text(
            "الخادم مشغول، أعد المحاولة بعد قليل", "The server is busy, try again shortly",
            "Sunucu meşgul, birazdan yeniden deneyin"),
        "server.failure": text(
            "تعذّر على الخادم الإجابة", "The server could not answer", "Sunucu yanıt veremedi"),
        "upload.checksum": text(
            "وصل الجزء تالفاً، أعد إرساله", "The piece arrived damaged, send it again",
            "Parça bozuk ulaştı, yeniden gönderin"),
        "upload.locked": text(
            "جزء آخر من الملف قيد الكتابة", "Another piece of the file is being written",
            "Dosyanın başka bir parçası yazılıyor"),

        // Keys
        "key.missing": text("مفتاح الوصول مطلوب", "An access key is needed", "Erişim anahtarı gerekli"),
        "key.invalid": text(
            "مفتاح الوصول غير صالح أو منتهٍ", "The access key is wrong or expired",
            "Erişim anahtarı yanlış ya da süresi dolmuş"),
        "key.too-many-failures": text(
            "محاولات كثيرة بمفاتيح خاطئة", "Too many attempts with wrong keys",
            "Yanlış anahtarla çok fazla deneme"),
        "key.role": text(
            "صلاحية المفتاح لا تكفي", "The key's role does not suffice", "Anahtarın yetkisi yetmiyor"),
    ]
}
