internal import Crypto
public import TabaqaFeatureModel

/// Writes a layer's form: as an XForm (ODK XForms specification 1.0) and as a `FormDocument`.
///
/// Conditions that are none of the layer's are left out: a definition read from a file has no such ones.
public struct XFormWriter: Sendable {
    /// Features that phones know by name.
    public struct EntityList: Hashable, Sendable {
        public var layer: String
        public var title: LocalizedText
        /// The column of the list that answers are made of: the layer's key, else `name`, the feature's id.
        public var value: String

        public init(layer: String, title: LocalizedText, value: String) {
            self.layer = layer
            self.title = title
            self.value = value
        }
    }

    public var city: CityDefinition
    /// A closed ring around the ground of the layer's first `inside` rule, longitude first; nil: none.
    public var fence: [Position]?
    /// The lists of `FormPolicy.entities`.
    public var entities: [EntityList]

    public init(city: CityDefinition, fence: [Position]? = nil, entities: [EntityList] = []) {
        self.city = city
        self.fence = fence
        self.entities = entities
    }

    /// The form of the layer. Its version is made of everything that shapes it, so equal versions are equal bytes.
    public func form(for layer: LayerDefinition) -> FormEdition {
        let document = document(for: layer)
        return FormEdition(
            layer: layer.id, version: document.version, xml: XFormPage(document, languages: languages).xml())
    }

    /// The same form, of the same version, for programs.
    public func document(for layer: LayerDefinition) -> FormDocument {
        var document = unversioned(layer)
        let xml = XFormPage(document, languages: languages).xml()
        document.version = Self.version(of: xml + document.json())
        return document
    }

    /// A city without languages has none of its own; English is what its definitions fall back to.
    private var languages: [Language] { city.languages.isEmpty ? [.en] : city.languages }

    /// Ten decimal digits of SHA-256.
    private static func version(of bytes: [UInt8]) -> String {
        let number = SHA256.hash(data: bytes).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let digits = String(number % 10_000_000_000)
        return String(repeating: "0", count: 10 - digits.count) + digits
    }

    private func text(_ make: (Language) -> String) -> FormDocument.Text {
        Dictionary(languages.map { ($0.rawValue, make($0)) }, uniquingKeysWith: { first, _ in first })
    }

    private func unversioned(_ layer: LayerDefinition) -> FormDocument {
        let clock = (try? ZoneClock(zone: layer.time?.zone ?? city.zone)) ?? (try? ZoneClock(zone: "UTC"))
        return FormDocument(
            layer: layer.id, version: "", open: layer.form.isOpen, title: text { layer.title[$0] },
            languages: languages.map(\.rawValue), zone: layer.time?.zone ?? city.zone, key: layer.key,
            time: layer.time?.property,
            attachments: FormDocument.Limits(
                maximumSize: layer.attachments.maximumSize, maximumCount: layer.attachments.maximumCount),
            place: place(layer),
            questions: layer.properties.filter { !$0.isOfficeOnly }.map {
                question($0, layer, in: nil, clock)
            },
            entities: entities.map { list in
                FormDocument.Entity(
                    layer: list.layer, title: text { list.title[$0] }, file: "\(list.layer).csv")
            })
    }

    private func place(_ layer: LayerDefinition) -> FormDocument.Place? {
        guard layer.geometry != .none else { return nil }
        var place = FormDocument.Place(
            geometry: layer.geometry.rawValue, required: true,
            label: text { FormText.place($0, layer.geometry) }, accuracy: layer.form.accuracy,
            worst: layer.form.worstAccuracy)
        if layer.geometry == .point {
            place.hint = text { FormText.placeHint($0, accuracy: layer.form.accuracy) }
        }
        for rule in layer.rules {
            switch rule.test {
            case .accurate(let meters) where rule.consequence == .reject && layer.geometry == .point:
                place.worstAllowed = min(place.worstAllowed ?? meters, meters)
                place.accuracyMessage = text { FormText.accuracy($0, place.worstAllowed ?? meters) }
            case .inside where place.fence == nil:
                guard let fence, fence.count >= 4 else { continue }
                place.fence = fence.map { [$0.x, $0.y] }
                place.outside = rule.consequence.rawValue
                place.outsideMessage = text {
                    FormText.outside($0, isRefused: rule.consequence == .reject)
                }
            default: continue
            }
        }
        return place
    }

    private func question(
        _ property: PropertyDefinition, _ layer: LayerDefinition, in records: PropertyDefinition?,
        _ clock: ZoneClock?
    ) -> FormDocument.Question {
        func condition(_ text: String?) -> FormDocument.Condition? {
            guard let text, let clock else { return nil }
            return (try? FormCondition(text, for: layer, in: records, clock: clock)).map {
                FormDocument.Condition($0)
            }
        }
        var question = FormDocument.Question(
            name: property.name,
            label: text { language in
                property.label[language] + (property.unit.map { " (\($0))" } ?? "")
            }, type: property.type.rawValue)
        question.hint = property.hint.map { hint in text { hint[$0] } }
        if property.isRequired, property.type != .records {
            question.required = true
            question.requiredMessage = text { FormText.required($0) }
        }
        question.unit = property.unit
        if let range = property.range {
            question.minimum = range.lowerBound
            question.maximum = range.upperBound
            question.rangeMessage = text { FormText.range($0, range) }
        }
        if property.type == .code {
            question.codes = property.codes.map { code in
                FormDocument.Code(code: code.code, label: text { code.label[$0].nonEmpty ?? code.code })
            }
        }
        if let list = entities.first(where: { $0.layer == property.entity }) {
            question.entity = list.layer
            question.entityValue = list.value
        }
        question.relevant = condition(property.relevant)
        if let check = property.check, let that = condition(check.condition) {
            question.check = FormDocument.Check(that: that, message: text { check.message[$0] })
        }
        if records == nil {
            if property.name == layer.time?.property {
                question.prefill = "now"
            } else if property.name == layer.key, property.type == .string, question.entity == nil {
                question.prefill = "key"
            }
        }
        if property.type == .records {
            question.questions = property.members.map { self.question($0, layer, in: property, clock) }
        }
        return question
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
