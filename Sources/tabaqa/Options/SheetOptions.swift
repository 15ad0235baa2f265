internal import ArgumentParser
internal import TabaqaFeatureModel

/// The printed page.
struct SheetOptions: ParsableArguments {
    @Option(help: "An A4 landscape page to write: .png or .pdf.")
    var sheet: String?

    @Option(help: "Layer of areas whose outlines and names are drawn on the sheet.")
    var over: String?

    @Option(help: "Language of sheet and legend. Default: the city's first.")
    var lang: Language?

    func language(_ city: CityDefinition) throws -> Language {
        guard let lang else { return city.languages.first ?? .en }
        return lang
    }
}
