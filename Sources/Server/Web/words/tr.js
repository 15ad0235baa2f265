// Türkçe.
export default {
    cityMap: "Kent haritası",
    controls: "Denetimler", map: "Harita", legend: "Lejant", details: "Ayrıntılar", time: "Zaman", table: "Tablo", drawing: "Çizim araçları", language: "Dil",
    mapKeys: "Harita. Ok tuşları kaydırır, artı ve eksi yakınlaştırıp uzaklaştırır, Enter ortadaki yerin bilgisini verir.",
    skipToControls: "Denetimlere geç",
    close: "Kapat", cancel: "Vazgeç", cancelled: "Vazgeçildi.", loading: "Yükleniyor…", yes: "evet", no: "hayır", any: "tümü", comma: ", ",
    leftOutOfTile: "{layer}: burada çizilemeyecek kadar çok kayıt var. Hepsini görmek için yakınlaştırın.",
    offline: "Sunucuya ulaşılamıyor. Bağlantınızı denetleyip yeniden deneyin.",
    zoomIn: "Yakınlaştır", zoomOut: "Uzaklaştır", wholeCity: "Bütün kenti göster",
    useLight: "Açık renklere geç", useDark: "Koyu renklere geç",

    search: "Yer ve kayıt ara", searchHint: "Ara: mahalle, cadde, tesis…", searchHits: "Arama sonuçları", nothingFound: "Sonuç bulunamadı",
    found: { one: "{n} sonuç", other: "{n} sonuç" },

    signIn: "Giriş yap", signOut: "Çıkış yap", account: "Yetkileriniz", key: "Erişim anahtarı", signedIn: "{name} olarak giriş yapıldı.",
    keyHelp: "Personel anahtarını sistem yöneticisinden alır. Anahtar bu sekme kapanana kadar saklanır.", keyUnknown: "Bu anahtar tanınmıyor. Eksiksiz yazdığınızdan emin olun.",
    "role-reader": "görüntüleyebilir", "role-editor": "düzenleyebilir", "role-steward": "sorumlusu", allDepartments: "Tüm birimler",

    "tab-layers": "Katmanlar", "tab-show": "Görünüm", "tab-compare": "Karşılaştır", "tab-tools": "Araçlar",
    publicOnly: "Bu katmanlar herkese açıktır. Personel, birim katmanlarını görmek için giriş yapar.",
    noLayers: "Henüz yayımlanmış katman yok.",
    records: { one: "{n} kayıt", other: "{n} kayıt" },
    late: "{time} gecikti", lateLayers: { one: "{n} gecikmiş", other: "{n} gecikmiş" }, neverFilled: "henüz veri yok", newest: "En yeni kayıt", guarded: "korumalı",
    analyse: "İncele: {layer}", analyseShort: "İncele", tableOf: "Tablo: {layer}",

    topic: "Konu", showAs: "Gösterim", "view-heat": "Isı haritası", "view-areas": "Alanlara göre", "view-points": "Noktalar", noTopic: "İncelenecek nokta katmanı yok.",
    pointsHint: "Her kayıt kendi yerinde çizilir. Ayrıntısı için birini seçin.",
    bandwidth: "Etki yarıçapı (bant genişliği)", bandwidthHelp: "Her kaydın arazide ne kadar uzağa etki ettiği. Her ölçekte aynıdır.",
    metres: { one: "{n} m", other: "{n} m" }, kernel: "Çekirdek", weight: "Ağırlık", weightCount: "her kayıt 1 sayılır", colours: "Renkler", perYear: "Yıl başına", ownStyle: "Katmanın kendi ayarına dön",
    "kernel-quartic": "Kuartik", "kernel-gaussian": "Gauss", "kernel-epanechnikov": "Epanechnikov", "kernel-triweight": "Üçlü ağırlık", "kernel-triangular": "Üçgen", "kernel-uniform": "Düzgün",
    "ramp-inferno": "Inferno", "ramp-viridis": "Viridis", "ramp-magma": "Magma", "ramp-plasma": "Plasma", "ramp-cividis": "Cividis",
    areas: "Alanlar", measure: "Ölçü", "measure-count": "Sayı", "measure-rate": "Oran", per: "Bölen",
    "help-count": "Nüfusun çok olduğu yerde sayı da büyür. Alanları adil karşılaştırmak için oranı seçin.",
    "help-rate": "Burada seçilen sayının her 1.000’i için kayıt sayısı. Küçük alanlarda oran rastlantıyla oynar.",
    noDivisor: "Bu alanların nüfus gibi bir sayısı olmadığından yalnızca kayıt sayısı gösterilir.",
    protectedHelp: "Bu katman korumalıdır. Yalnızca en az {n} kayıt içeren {grid} m’lik hücreler, bütün dönem için gösterilir.",

    about: "Bu sayılar hakkında", sideA: "A", sideB: "B", period: "Dönem", used: "Kayıt", method: "Yöntem", leftOut: "Dışarıda kalan", suppressed: "Gizlenen hücre", total: "Kayıt", unassigned: "Hiçbir alanda", classes: "Sınıflar",
    quantiles: "her sınıfta yaklaşık eşit sayıda alan", withheld: "gizlendi veya veri yok", noRecords: "Bu seçimde kayıt yok.",
    recordsOfUnit: "kayıt", unit: "km² başına {what}", unitYear: "yılda km² başına {what}", ratePer: "her 1.000 kişiye düşen kayıt ({what})",
    automaticScale: "Renk ölçeği bu katmanın verisine göre belirlendi.", stripLabel: "0 ile {maximum} ve üstü arasında renk ölçeği",
    "reason-no place": "konumu yok", "reason-no time": "zamanı yok", "reason-no time of day": "saati yok", "reason-suspect place": "şüpheli konum", "reason-no weight": "ağırlık değeri yok", "reason-negative weight": "negatif ağırlık", "reason-outside the frame": "harita dışında", "reason-outside the grid's CRS": "koordinat sistemi alanı dışında",

    compareHelp: "İki görüntüyü yan yana koyar; karşılaştırmak için ayırıcıyı sürükleyin. İki dönem aynı renk ölçeğini kullanır, iki katman kendi ölçeğini korur.", compareWith: "Neyle karşılaştırılsın?",
    "compare-off": "Kapalı", "compare-period": "Başka dönem", "compare-layer": "Başka katman", from: "Başlangıç", to: "Bitiş", divider: "A ile B arasındaki ayırıcı", percent: "%{n}",

    play: "Oynat", pause: "Duraklat", wholeTime: "Bütün dönem", preset: "Dönem seçin", lastMonths: "Son {n} ay", lastDays: "Son {n} gün", ownPeriod: "Sürgüyle seçilen",
    hoursAndDays: "Saat ve gün", weekdays: "Haftanın günleri", hours: "Günün saatleri", fromHour: "Başlangıç", toHour: "Bitiş", allTimes: "Tüm saatler ve günler",

    profile: "Alan profili", profileOf: "Profil: {area}", perThousand: "her 1.000’e ({what})", rank: "sıra", rankOf: "{rank} / {all}", newestRecord: "En yeni kayıt: {day}",
    trendOf: "Aylık kayıt sayısı: {layer}", onMap: "Haritada", nothingToProfile: "Burada size açık, kayıt içeren katman yok.",
    withheldHelp: "Gizlendi: sayı, kişilerin tanınabileceği kadar az.", noProperties: "Bu kayıt hakkında başka bilgi yok.",

    insideTitle: "İçinde ne var?", insideHelp: "Bir alan çizin ya da haritanın görünen kısmını alın; her birimin orada nesi olduğunu görün.",
    drawArea: "Alan çiz", useView: "Görünen kısım", addCorner: "Buraya köşe", undo: "Geri al", finish: "Bitir",
    drawHelp: "Köşelere tıklayın, bitirmek için ilkine yeniden tıklayın. Klavyeyle: ok tuşlarıyla haritayı kaydırın, Enter köşe koyar, F bitirir.",
    corners: { one: "{n} köşe", other: "{n} köşe" }, threeCorners: "Bir alan için en az üç köşe gerekir.",
    insideDone: "Yanıt ayrıntılar bölümünde.", area: "Yüzölçümü", squareKilometres: { one: "{n} km²", other: "{n} km²" }, nothingInside: "Hiçbir katmanda burada kayıt yok.", noneOf: "Burada bulunmayanlar:",
    "about-n": "yaklaşık {value}", areaWeighted: "“Yaklaşık”: yalnızca bir kısmı içeride kalan alanlar payları kadar sayılır.",

    openTable: "Tabloyu aç", visibleOnly: "yalnızca görünen kısım", previous: "Önceki", next: "Sonraki", rowsOf: "{first}–{last} / {all}", tablePage: "{layer} tablosu, sayfa {page}", showOnMap: "Haritada göster",
    downloadTitle: "İndir", downloadHelp: "{layer}; şu anda seçili dönem, saat ve günlerle.", "file-areas": "Alanlar (CSV)", "file-cells": "Hücreler (CSV)", "file-sheet": "Pafta (PNG)", "file-sheet-pdf": "Pafta (PDF)", "file-map": "Harita resmi (PNG)", saved: "{name} kaydedildi.",
    shareTitle: "Paylaş", copyLink: "Bağlantıyı kopyala", print: "Yazdır", linkCopied: "Bağlantı kopyalandı. Haritayı şu anda gördüğünüz gibi gösterir.", linkHere: "Bağlantı:", printed: "basım tarihi {day}",
    "unit-persons": "kişi", "unit-min": "dk", "unit-t": "t", "unit-TRY": "TL", "unit-bar": "bar", "unit-beds": "yatak", "unit-l": "l", "unit-mm": "mm", "unit-m²": "m²", "unit-vehicles": "araç",
};
