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
        case 410: text("لم يعد موجوداً", "No longer there", "Artık yok")
        case 412: text("الشرط لم يتحقق", "A condition of the request is not met", "İsteğin koşulu sağlanmadı")
        case 423: text("مقفل حالياً", "Locked at the moment", "Şu anda kilitli")
        case 428: text("الطلب بحاجة إلى شرط", "The request needs a condition", "İsteğin bir koşulu olmalı")
        case 400..<500: text("طلب غير صالح", "Invalid request", "Geçersiz istek")
        case 507: text("لا مساحة كافية على الخادم", "The server has no room left", "Sunucuda yer kalmadı")
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

        // From the field
        "submission.malformed": text(
            "الإرسال غير صالح", "The submission is malformed", "Gönderi bozuk"),
        "submission.invalid": text(
            "قيم لا تطابق الطبقة", "Values that the layer does not take", "Katmanın kabul etmediği değerler"),
        "submission.conflict": text(
            "أُرسل محتوى آخر بهذا المعرّف من قبل", "Other content was sent under this id before",
            "Bu kimlikle daha önce başka bir içerik gönderilmiş"),
        "submission.superseded": text(
            "عُدّلت نسخة أحدث من هذا السجل", "A newer version of this record was sent",
            "Bu kaydın daha yeni bir sürümü gönderilmiş"),
        "submission.predecessor-unknown": text(
            "السجل المعدَّل غير معروف", "The record that was edited is not known", "Düzenlenen kayıt bilinmiyor"
        ),
        "form.unknown": text("النموذج غير معروف", "No such form", "Böyle bir form yok"),
        "form.closed": text(
            "النموذج مغلق ولا يستقبل إرسالات", "The form takes no submissions", "Form gönderi kabul etmiyor"),
        "feature.deleted": text("حُذف هذا المعلم", "This feature was deleted", "Bu nesne silinmiş"),
        "feature.changed": text(
            "غيّره شخص آخر في هذه الأثناء", "Someone changed it in the meantime",
            "Bu arada başkası değiştirmiş"),
        "feature.precondition-missing": text(
            "اذكر النسخة التي تعدّلها", "Say which version you are changing",
            "Hangi sürümü değiştirdiğinizi belirtin"),
        "attachment.conflict": text(
            "يوجد ملف آخر بهذا الاسم", "There is another file of this name", "Bu adda başka bir dosya var"),
        "attachment.missing": text("المرفق غير موجود", "No such attachment", "Böyle bir ek yok"),
        "attachment.too-large": text("الملف كبير جداً", "The file is too large", "Dosya çok büyük"),
        "attachment.quota": text(
            "استُنفدت مساحة هذا الجهاز", "This device has used up its room", "Bu cihazın alanı doldu"),
        "attachment.type": text(
            "نوع الملف غير مقبول", "This type of file is not taken", "Bu dosya türü kabul edilmiyor"),
        "attachment.hash": text(
            "وصل الملف مختلفاً عما أُعلن", "The file is not what was announced", "Dosya bildirilenden farklı"),
        "upload.missing": text("لا رفع بهذا المعرّف", "No such upload", "Böyle bir yükleme yok"),
        "upload.offset": text(
            "موضع الرفع غير مطابق", "The upload is at another offset", "Yükleme başka bir konumda"),
        "upload.protocol": text(
            "إصدار بروتوكول الرفع غير مدعوم", "This version of the upload protocol is not spoken here",
            "Yükleme protokolünün bu sürümü desteklenmiyor"),
        "device.invalid": text(
            "وصول هذا الجهاز غير صالح أو أُلغي", "This device's access is not valid or was revoked",
            "Bu cihazın erişimi geçersiz ya da iptal edilmiş"),
        "disk.full": text("لا مساحة كافية على الخادم", "The server has no room left", "Sunucuda yer kalmadı"),

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

        "server.read-only": text(
            "هذا الخادم للعرض فقط", "This server only shows data", "Bu sunucu yalnızca veri gösterir"),

        // Review
        "review.conflict": text(
            "سبقك غيرك إلى تعديلها", "Somebody else was faster", "Başkası sizden önce davrandı"),
        "review.reason": text("السبب مطلوب", "A reason is needed", "Gerekçe gerekli"),

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
