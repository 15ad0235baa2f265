"""The facts under the made-up city: names and approximate centres of neighbourhoods of Gaziantep.

Shapes, populations and everything that happens are ours. Positions are WGS 84 degrees, good to some
hundred metres.
"""

DISTRICTS = [("SB", "Şahinbey", "شاهين بك"), ("SK", "Şehitkamil", "شهيد كامل")]

# District, name, Arabic name, longitude, latitude, character, share of migrants in percent.
# Characters: old town, dense working-class quarter, middle, new suburb, industrial.
_TABLE = """
SB|Akyol|آقيول|37.373|37.060|old|22
SB|Alleben|ألّبن|37.369|37.063|old|18
SB|Bey|بك|37.377|37.063|old|12
SB|Eyüpoğlu|أيوب أوغلو|37.378|37.059|old|25
SB|Karagöz|قره غوز|37.382|37.064|old|27
SB|Alaybey|آلاي بك|37.383|37.059|old|24
SB|Boyacı|بوياجي|37.391|37.063|old|38
SB|25 Aralık|25 كانون الأول|37.398|37.062|dense|36
SB|Ünaldı|أونالدي|37.398|37.054|dense|33
SB|Düztepe|دوز تبه|37.383|37.045|dense|34
SB|Perilikaya|بيريلي قيا|37.417|37.052|dense|40
SB|Barak|باراق|37.417|37.044|dense|35
SB|Narlıtepe|نارلي تبه|37.414|37.037|dense|42
SB|Vatan|وطن|37.403|37.041|dense|37
SB|Beydilli|بيديلي|37.397|37.046|dense|39
SB|Cumhuriyet|جمهوريت|37.359|37.050|middle|16
SB|Kolejtepe|كوليج تبه|37.363|37.057|middle|8
SB|Öğretmenevleri|أوغرتمن أولري|37.351|37.060|middle|7
SB|Binevler|بين أولر|37.333|37.053|middle|9
SB|Konak|قوناق|37.342|37.053|middle|8
SB|Deniz|دنيز|37.333|37.044|middle|11
SB|Yeditepe|يدي تبه|37.329|37.034|new|7
SB|Yeşilevler|يشيل أولر|37.345|37.042|middle|14
SB|Güneş|غونش|37.360|37.037|dense|20
SB|Geylani|كيلاني|37.371|37.032|dense|24
SB|Kahvelipınar|قهوه لي بينار|37.377|37.040|dense|22
SB|Dumlupınar|دوملوبينار|37.384|37.036|dense|28
SB|Ertuğrulgazi|أرطغرل غازي|37.363|37.025|new|12
SB|Karataş|قره طاش|37.350|37.017|new|10
SB|Güneykent|غوني كنت|37.322|37.023|new|6
SB|Akkent|آق كنت|37.367|37.015|new|7
SB|Bülbülzade|بلبل زاده|37.345|37.029|middle|15
SK|İbrahimli|إبراهيملي|37.320|37.081|new|4
SK|Osmangazi|عثمان غازي|37.321|37.066|new|5
SK|Batıkent|باتي كنت|37.331|37.074|new|4
SK|Atatürk|أتاتورك|37.335|37.082|new|5
SK|Güvenevler|غوفن أولر|37.337|37.091|new|6
SK|Pancarlı|بنجرلي|37.342|37.066|middle|6
SK|Gazi|غازي|37.351|37.066|middle|7
SK|Emek|أمك|37.347|37.074|middle|9
SK|Fatih|فاتح|37.350|37.081|middle|10
SK|Zeytinli|زيتينلي|37.356|37.089|new|8
SK|Sarıgüllük|صاري غللك|37.357|37.068|middle|5
SK|Değirmiçem|دغيرمي تشام|37.364|37.069|middle|6
SK|İncili Pınar|إنجيلي بينار|37.373|37.069|middle|5
SK|Mücahitler|مجاهدلر|37.363|37.078|middle|6
SK|Kayaönü|قايا أونو|37.368|37.082|dense|15
SK|8 Şubat|8 شباط|37.374|37.093|dense|18
SK|Onat Kutlar|أونات كوتلار|37.380|37.100|new|12
SK|Karşıyaka|قارشي ياقا|37.384|37.081|dense|24
SK|Eyüpsultan|أيوب سلطان|37.393|37.084|dense|27
SK|Merveşehir|مروة شهر|37.395|37.092|new|16
SK|Çıksorut|تشيق صوروت|37.396|37.068|dense|30
SK|Göllüce|غوللوجه|37.408|37.074|industrial|22
SK|Seyrantepe|سيران تبه|37.420|37.073|new|18
SK|Şirinevler|شيرين أولر|37.425|37.064|dense|30
SK|Sanayi|صناعي|37.445|37.076|industrial|20
SK|Aydınlar|أيدنلر|37.408|37.087|new|17
SK|29 Ekim|29 تشرين الأول|37.404|37.063|dense|29
"""

NEIGHBOURHOODS = [tuple(line.split("|")) for line in _TABLE.strip().splitlines()]

# Inhabitants per km² and how strongly winter means stoves, by character.
DENSITY = {"old": 15000, "dense": 24000, "middle": 16000, "new": 7500, "industrial": 1600}
STOVES = {"old": 2.2, "dense": 1.8, "middle": 0.7, "new": 0.35, "industrial": 0.4}

# A convex hull for the city, counter-clockwise; its border is roughened like every other.
HULL = [
    (37.303, 37.052),
    (37.308, 37.022),
    (37.330, 37.006),
    (37.372, 37.003),
    (37.405, 37.016),
    (37.432, 37.033),
    (37.450, 37.052),
    (37.462, 37.070),
    (37.455, 37.087),
    (37.425, 37.102),
    (37.392, 37.111),
    (37.368, 37.111),
    (37.330, 37.103),
    (37.306, 37.084),
]

# Number, name, Arabic name, class, lanes, turning points.
ROADS = [
    (
        "D400",
        "İpekyolu",
        "طريق الحرير",
        "boulevard",
        6,
        [
            (37.312, 37.058),
            (37.335, 37.062),
            (37.356, 37.071),
            (37.378, 37.073),
            (37.405, 37.066),
            (37.448, 37.064),
        ],
    ),
    (
        "O54",
        "Çevre Yolu",
        "الطريق الدائري",
        "motorway",
        6,
        [
            (37.318, 37.090),
            (37.345, 37.097),
            (37.370, 37.103),
            (37.400, 37.100),
            (37.430, 37.090),
            (37.450, 37.074),
        ],
    ),
    (
        "B01",
        "Atatürk Bulvarı",
        "جادة أتاتورك",
        "boulevard",
        4,
        [(37.352, 37.063), (37.366, 37.062), (37.379, 37.062)],
    ),
    (
        "B02",
        "İnönü Caddesi",
        "شارع إينونو",
        "avenue",
        4,
        [(37.379, 37.062), (37.384, 37.052), (37.388, 37.042)],
    ),
    (
        "B03",
        "Fevzi Çakmak Bulvarı",
        "جادة فوزي تشقماق",
        "boulevard",
        4,
        [(37.364, 37.066), (37.360, 37.077), (37.357, 37.090)],
    ),
    (
        "B04",
        "Karataş Bulvarı",
        "جادة قره طاش",
        "boulevard",
        4,
        [(37.372, 37.054), (37.366, 37.040), (37.358, 37.028), (37.350, 37.012)],
    ),
    (
        "B05",
        "Sanayi Caddesi",
        "شارع الصناعة",
        "avenue",
        4,
        [(37.396, 37.067), (37.415, 37.072), (37.440, 37.075)],
    ),
    (
        "B06",
        "Onat Kutlar Caddesi",
        "شارع أونات كوتلار",
        "avenue",
        2,
        [(37.379, 37.075), (37.378, 37.088), (37.381, 37.103)],
    ),
    (
        "B07",
        "Perilikaya Caddesi",
        "شارع بيريلي قيا",
        "avenue",
        2,
        [(37.391, 37.060), (37.405, 37.053), (37.424, 37.049)],
    ),
    (
        "B08",
        "Güneykent Caddesi",
        "شارع غوني كنت",
        "avenue",
        2,
        [(37.346, 37.052), (37.338, 37.040), (37.320, 37.026)],
    ),
]
