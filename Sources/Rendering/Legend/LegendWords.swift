internal import TabaqaFeatureModel

/// The fixed words of legends, in the languages a city may declare.
struct LegendWords {
    let language: Language

    init(_ language: Language) {
        self.language = language
    }

    func choose(_ arabic: String, _ english: String, _ turkish: String) -> String {
        switch language {
        case .ar: arabic
        case .en: english
        case .tr: turkish
        }
    }

    var automaticScale: String {
        choose(
            "مقياس الألوان تلقائي، ولا تصحّ مقارنته بخرائط أخرى.",
            "The colour scale is automatic and not comparable with other maps.",
            "Renk ölçeği otomatiktir; başka haritalarla karşılaştırılamaz.")
    }
}
