"""Made-up persons: common first and family names, joined at random. Nobody is meant."""

TURKISH = (
    (
        "Ayşe Fatma Zeynep Emine Hatice Elif Gülşen Songül Mehmet "
        "Mustafa Ahmet Ali Hüseyin İbrahim Ökkeş Yusuf Ömer Şükrü"
    ).split(),
    (
        "Yılmaz Kaya Demir Şahin Çelik Yıldız Öztürk Aydın Özdemir "
        "Arslan Doğan Kılıç Aslan Çetin Koçak Göğüş Güzel Işık"
    ).split(),
)
ARABIC = (
    ("أحمد محمد خالد عمر يوسف حسن سامر مريم فاطمة آمنة هناء ليلى رنا سلمى نور إيمان").split(),
    ("الحلبي الحسن العلي الخطيب الشامي حمود النجار السيد درويش الأحمد قاسم إبراهيم").split(),
)


def name(rng, migrant_share=0.0):
    given, family = ARABIC if rng.random() < migrant_share else TURKISH
    return f"{given[int(rng.random() * len(given))]} {family[int(rng.random() * len(family))]}"


def phone(rng):
    """A number in the block 0555 000, which nobody's telephone in this file is meant to have."""
    return f"0555 000 {int(rng.random() * 100):02d} {int(rng.random() * 100):02d}"
