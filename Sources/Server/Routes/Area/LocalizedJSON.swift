internal import TabaqaFeatureModel

extension JSON {
    /// A text in every language it is written in: `{"ar": …, "en": …}`.
    init(_ text: LocalizedText) {
        self = .object(
            Language.allCases.compactMap { language in
                text.texts[language].map { (language.rawValue, .string($0)) }
            })
    }

    init(_ value: PropertyValue) {
        self =
            switch value {
            case .null: .null
            case .text(let text): .string(text)
            case .integer(let number): .integer(number)
            case .decimal(let number): .number(number)
            case .boolean(let truth): .bool(truth)
            case .date(let days): .string(CivilDate(daysSince1970: Int(days)).iso)
            case .instant(let instant): .string(InstantText.utc(instant))
            }
    }

    init(optional number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }

    init(optional number: Double?) { self = number.map { .number($0) } ?? .null }

    init(optional text: String?) { self = text.map { .string($0) } ?? .null }

    /// An instant in milliseconds since 1970, as ISO 8601 in UTC.
    init(instant: Int64?) { self = instant.map { .string(InstantText.utc($0)) } ?? .null }

    /// West, south, east, north; null for the extent of nothing.
    init(_ extent: Extent) {
        self =
            extent.isEmpty
            ? .null
            : [.number(extent.minX), .number(extent.minY), .number(extent.maxX), .number(extent.maxY)]
    }
}
