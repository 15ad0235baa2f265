internal import TabaqaEngine
internal import TabaqaFeatureModel

/// A property's value as a person reads it: codes by their labels, instants in the layer's time zone.
struct ValueText {
    private let language: Language
    private let clock: ZoneClock?

    init(_ layer: LayerDefinition, _ call: Call) {
        language = call.language
        clock = try? ZoneClock(zone: layer.time?.zone ?? call.engine.catalog.city.zone)
    }

    func html(_ value: PropertyValue, _ property: PropertyDefinition?) -> HTML {
        switch value {
        case .null: "–"
        case .text(let text):
            .tag(
                "span", [("dir", "auto")],
                [.text(property?.codes.first { $0.code == text }?.label[language] ?? text)])
        case .integer(let number): figure(String(number), property)
        case .decimal(let number): figure("\(number)", property)
        case .boolean(let truth): .text(truth ? "✓" : "✗")
        case .date(let days): figure(CivilDate(daysSince1970: Int(days)).iso, nil)
        case .instant(let instant):
            figure(
                clock.map { String(InstantText.local(instant, $0).prefix(16)).replacing("T", with: " ") }
                    ?? InstantText.utc(instant), nil)
        }
    }

    private func figure(_ text: String, _ property: PropertyDefinition?) -> HTML {
        let unit = property?.unit.map { " \($0)" } ?? ""
        return .tag("bdi", [("dir", "ltr")], [.text(text + unit)])
    }
}
