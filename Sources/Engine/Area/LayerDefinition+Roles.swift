public import TabaqaFeatureModel

extension LayerDefinition {
    /// The numeric properties of areas that counts can be divided by and the audience may read, populations
    /// first.
    public func denominators(for audience: Audience) -> [PropertyDefinition] {
        guard geometry == .polygon else { return [] }
        let numbers = properties.filter { $0.type.isNumeric && ReleaseGate.mayRead($0, of: self, audience) }
        return numbers.filter(\.isPopulation) + numbers.filter { !$0.isPopulation }
    }

    /// The denominator taken when nobody names one: the first population; nil where there is none, because a
    /// rate per anything else is somebody's decision.
    public func defaultDenominator(for audience: Audience) -> PropertyDefinition? {
        denominators(for: audience).first.flatMap { $0.isPopulation ? $0 : nil }
    }

    /// The property that names a feature to people, by language (`name`, `name_ar` …); `nil` under a language
    /// that has none of its own. Only properties the audience may read.
    public func naming(for audience: Audience) -> (property: String, byLanguage: [Language: String])? {
        let texts = properties.filter { $0.type == .string && ReleaseGate.mayRead($0, of: self, audience) }
            .map(\.name)
        guard
            let name = texts.first(where: { $0 == "name" })
                ?? texts.first(where: { $0.hasSuffix("_name") || $0.hasPrefix("name_") })
                ?? texts.first(where: { $0 == key })
        else { return nil }
        var byLanguage: [Language: String] = [:]
        for language in Language.allCases where texts.contains("\(name)_\(language.rawValue)") {
            byLanguage[language] = "\(name)_\(language.rawValue)"
        }
        return (name, byLanguage)
    }
}

extension PropertyDefinition {
    /// Whether it counts people: what rates are per, unless someone says otherwise.
    fileprivate var isPopulation: Bool {
        type.isNumeric
            && (name == "population" || name.hasSuffix("_population")
                || ["persons", "people", "inhabitants"].contains(unit ?? ""))
    }
}
