// العربية.
export default {
    cityMap: "خريطة المدينة",
    controls: "أدوات التحكم", map: "الخريطة", legend: "مفتاح الخريطة", details: "التفاصيل", time: "الزمن", table: "الجدول", drawing: "أدوات الرسم", language: "اللغة",
    mapKeys: "الخريطة. مفاتيح الأسهم تحرّكها، وزائد وناقص للتكبير والتصغير، وEnter يعرض معلومات الموقع في الوسط.",
    skipToControls: "انتقل إلى أدوات التحكم",
    close: "إغلاق", cancel: "إلغاء", cancelled: "أُلغي.", loading: "جارٍ التحميل…", yes: "نعم", no: "لا", any: "الكل", comma: "، ",
    leftOutOfTile: "{layer}: السجلات هنا أكثر من أن تُرسم كلها. كبّر الخريطة لرؤيتها جميعًا.",
    offline: "تعذّر الوصول إلى الخادم. تحقق من الاتصال ثم أعد المحاولة.",
    zoomIn: "تكبير", zoomOut: "تصغير", wholeCity: "عرض المدينة كاملة",
    useLight: "استعمال الألوان الفاتحة", useDark: "استعمال الألوان الداكنة",

    search: "البحث عن الأماكن والسجلات", searchHint: "ابحث عن حي أو شارع أو مرفق…", searchHits: "نتائج البحث", nothingFound: "لا توجد نتائج",
    found: { zero: "لا توجد نتائج", one: "نتيجة واحدة", two: "نتيجتان", few: "{n} نتائج", many: "{n} نتيجة", other: "{n} نتيجة" },

    signIn: "تسجيل الدخول", signOut: "تسجيل الخروج", account: "صلاحياتك", key: "مفتاح الدخول", signedIn: "تم تسجيل الدخول باسم {name}.",
    keyHelp: "يحصل الموظفون على المفتاح من مشرف النظام، ويُحفظ حتى إغلاق هذه الصفحة.", keyUnknown: "هذا المفتاح غير معروف. تأكد من كتابته كاملاً.",
    "role-reader": "اطّلاع", "role-editor": "تحرير", "role-steward": "مسؤول عن البيانات", allDepartments: "جميع الدوائر",

    "tab-layers": "الطبقات", "tab-show": "العرض", "tab-compare": "المقارنة", "tab-tools": "الأدوات",
    publicOnly: "هذه الطبقات متاحة للجميع. يسجّل الموظفون دخولهم لرؤية طبقات الدوائر.",
    noLayers: "لم تُنشر أي طبقة بعد.",
    records: { zero: "لا سجلات", one: "سجل واحد", two: "سجلان", few: "{n} سجلات", many: "{n} سجلاً", other: "{n} سجل" },
    late: "متأخرة {time}", lateLayers: { zero: "", one: "طبقة متأخرة", two: "طبقتان متأخرتان", few: "{n} طبقات متأخرة", many: "{n} طبقة متأخرة", other: "{n} طبقة متأخرة" }, neverFilled: "لا بيانات بعد", newest: "أحدث سجل", guarded: "محمية",
    analyse: "تحليل {layer}", analyseShort: "تحليل", tableOf: "جدول {layer}",

    topic: "الموضوع", showAs: "طريقة العرض", "view-heat": "خريطة حرارية", "view-areas": "حسب المناطق", "view-points": "نقاط", noTopic: "لا توجد طبقة نقاط لتحليلها.",
    pointsHint: "يُرسم كل سجل في موقعه. اختر سجلاً لعرض تفاصيله.",
    bandwidth: "نصف قطر التأثير (عرض النطاق)", bandwidthHelp: "المسافة التي يمتد إليها أثر كل سجل على الأرض، وهي ثابتة في كل مقياس.",
    metres: { one: "{n} م", other: "{n} م" }, kernel: "النواة", weight: "الترجيح", weightCount: "كل سجل يُحسب واحدًا", colours: "الألوان", perYear: "لكل سنة", ownStyle: "العودة إلى إعدادات الطبقة",
    "kernel-quartic": "رباعية", "kernel-gaussian": "غاوسية", "kernel-epanechnikov": "إيبانشنيكوف", "kernel-triweight": "ثلاثية الوزن", "kernel-triangular": "مثلثية", "kernel-uniform": "منتظمة",
    "ramp-inferno": "لهب (Inferno)", "ramp-viridis": "أخضر مزرق (Viridis)", "ramp-magma": "صهارة (Magma)", "ramp-plasma": "بلازما (Plasma)", "ramp-cividis": "أزرق مصفر (Cividis)",
    areas: "المناطق", measure: "المقياس", "measure-count": "العدد", "measure-rate": "المعدل", per: "منسوبًا إلى",
    "help-count": "يزداد العدد حيث يزداد السكان. للمقارنة العادلة بين المناطق اختر المعدل.",
    "help-rate": "عدد السجلات لكل 1,000 من العدد المختار هنا. تتقلب معدلات المناطق الصغيرة بالمصادفة.",
    noDivisor: "ليس لهذه المناطق عدد سكان أو ما شابه، لذلك يُعرض العدد فقط.",
    protectedHelp: "هذه الطبقة محمية. تُعرض فقط الخلايا بضلع {grid} م التي فيها {n} سجلات على الأقل، للفترة كلها.",

    about: "عن هذه الأرقام", sideA: "أ", sideB: "ب", period: "الفترة", used: "السجلات", method: "الطريقة", leftOut: "غير محسوب", suppressed: "خلايا محجوبة", total: "السجلات", unassigned: "خارج المناطق", classes: "الفئات",
    quantiles: "عدد متقارب من المناطق في كل فئة", withheld: "محجوب أو لا بيانات", noRecords: "لا توجد سجلات ضمن هذا الاختيار.",
    recordsOfUnit: "عدد السجلات", unit: "{what} لكل كم²", unitYear: "{what} لكل كم² في السنة", ratePer: "عدد السجلات لكل 1,000 ({what})",
    automaticScale: "تدرّج الألوان مأخوذ من بيانات هذه الطبقة.", stripLabel: "تدرّج الألوان من 0 إلى {maximum} فأكثر",
    "reason-no place": "بلا موقع", "reason-no time": "بلا وقت", "reason-no time of day": "بلا ساعة", "reason-suspect place": "بموقع مشكوك فيه", "reason-no weight": "بلا قيمة للوزن", "reason-negative weight": "بوزن سالب", "reason-outside the frame": "خارج إطار الخريطة", "reason-outside the grid's CRS": "خارج نطاق نظام الإحداثيات",

    compareHelp: "تعرض صورتين متجاورتين؛ اسحب الفاصل للمقارنة بينهما. للفترتين تدرّج ألوان واحد، ولكل طبقة من الطبقتين تدرّجها.", compareWith: "المقارنة مع",
    "compare-off": "بدون", "compare-period": "فترة أخرى", "compare-layer": "طبقة أخرى", from: "من", to: "إلى", divider: "الفاصل بين أ وب", percent: "{n}%",

    play: "تشغيل", pause: "إيقاف مؤقت", wholeTime: "الفترة كلها", preset: "اختر فترة", lastMonths: "آخر {n} شهرًا", lastDays: "آخر {n} يومًا", ownPeriod: "محددة بالمنزلق",
    hoursAndDays: "الساعات والأيام", weekdays: "أيام الأسبوع", hours: "ساعات اليوم", fromHour: "من", toHour: "حتى", allTimes: "كل الساعات والأيام",

    profile: "ملف المنطقة", profileOf: "ملف {area}", perThousand: "لكل 1,000 ({what})", rank: "الترتيب", rankOf: "{rank} من {all}", newestRecord: "أحدث سجل: {day}",
    trendOf: "عدد السجلات شهريًا: {layer}", onMap: "على الخريطة", nothingToProfile: "لا توجد هنا طبقة ذات سجلات متاحة لك.",
    withheldHelp: "محجوب: العدد قليل إلى حد قد يكشف هوية أشخاص.", noProperties: "لا معلومات أخرى عن هذا السجل.",

    insideTitle: "ماذا يوجد في الداخل؟", insideHelp: "ارسم منطقة أو خذ الجزء الظاهر من الخريطة لترى ما لدى كل دائرة فيها.",
    drawArea: "رسم منطقة", useView: "الجزء الظاهر", addCorner: "زاوية هنا", undo: "تراجع", finish: "إنهاء",
    drawHelp: "انقر على الزوايا ثم على الأولى مجددًا للإنهاء. بلوحة المفاتيح: حرّك الخريطة بالأسهم، وEnter يضع زاوية، وF للإنهاء.",
    corners: { zero: "لا زوايا", one: "زاوية واحدة", two: "زاويتان", few: "{n} زوايا", many: "{n} زاوية", other: "{n} زاوية" }, threeCorners: "تحتاج المنطقة إلى ثلاث زوايا على الأقل.",
    insideDone: "النتيجة في قسم التفاصيل.", area: "المساحة", squareKilometres: { one: "{n} كم²", other: "{n} كم²" }, nothingInside: "لا شيء هنا في أي طبقة.", noneOf: "لا يوجد هنا من:",
    "about-n": "نحو {value}", areaWeighted: "«نحو»: المناطق الواقعة جزئيًا في الداخل تُحسب بقدر حصتها.",

    openTable: "فتح الجدول", visibleOnly: "الجزء الظاهر فقط", previous: "السابق", next: "التالي", rowsOf: "{first}–{last} من {all}", tablePage: "الصفحة {page} من جدول {layer}", showOnMap: "عرض على الخريطة",
    downloadTitle: "تنزيل", downloadHelp: "{layer}، بحسب الاختيار الحالي للفترة والساعات والأيام.", "file-areas": "المناطق (CSV)", "file-cells": "الخلايا (CSV)", "file-sheet": "لوحة مطبوعة (PNG)", "file-sheet-pdf": "لوحة مطبوعة (PDF)", "file-map": "صورة الخريطة (PNG)", saved: "حُفظ {name}.",
    shareTitle: "مشاركة", copyLink: "نسخ الرابط", print: "طباعة", linkCopied: "نُسخ الرابط، وهو يعرض الخريطة كما تراها الآن.", linkHere: "الرابط:", printed: "تاريخ الطباعة {day}",
    "unit-persons": "شخص", "unit-min": "دقيقة", "unit-t": "طن", "unit-TRY": "ليرة تركية", "unit-bar": "بار", "unit-beds": "سرير", "unit-l": "لتر", "unit-mm": "مم", "unit-m²": "م²", "unit-vehicles": "مركبة",
};
