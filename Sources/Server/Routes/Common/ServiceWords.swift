internal import TabaqaFeatureModel

/// What the service says about itself.
enum ServiceWords {
    static func description(_ language: Language) -> String {
        switch language {
        case .ar: "طبقات دوائر المدينة: معالم وبلاطات وخرائط حرارية بوحداتها."
        case .en: "The layers of the city's departments: features, tiles, and heatmaps with their units."
        case .tr: "Belediye birimlerinin katmanları: nesneler, karolar ve birimleriyle ısı haritaları."
        }
    }
}
