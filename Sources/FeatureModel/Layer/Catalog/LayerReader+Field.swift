internal import Yams

/// What a layer says of its life in the field.
extension LayerReader {
    func review() -> ReviewPolicy {
        guard let part = part("review", keys: ["visible"]),
            let visible: ReviewPolicy.Visibility = part.requiredChoice("visible")
        else { return ReviewPolicy() }
        return ReviewPolicy(visible: visible)
    }

    func attachments() -> AttachmentPolicy {
        var policy = AttachmentPolicy()
        guard let part = part("attachments", keys: ["maximum", "count"]) else { return policy }
        if let size = part.parsed("maximum", as: "a size such as 200 MB", QuantityText.size) {
            policy.maximumSize = size
        }
        let count = part.parsed("count", as: "a whole number from 1 to 1000") { text in
            Int(text).flatMap { (1...1000).contains($0) ? $0 : nil }
        }
        if let count { policy.maximumCount = count }
        return policy
    }

    func form(_ layer: LayerDefinition) -> (policy: FormPolicy, entities: [(layer: String, mark: TextMark?)])
    {
        var policy = FormPolicy()
        guard let part = part("form", keys: ["open", "accuracy", "worst", "entities"]) else {
            return (policy, [])
        }
        if layer.kind == .reference, reader.value("kind") != nil {
            reader.collector.error(
                "“form” is for layers of observations.", at: part.mark, remedy: "Take it out.")
        }
        if let isOpen = part.truth("open") { policy.isOpen = isOpen }
        if let accuracy = part.parsed("accuracy", as: Self.length, QuantityText.length) {
            policy.accuracy = accuracy
        }
        if let worst = part.parsed("worst", as: Self.length, QuantityText.length) {
            policy.worstAccuracy = worst
        } else {
            policy.worstAccuracy = max(policy.worstAccuracy, policy.accuracy)
        }
        if policy.worstAccuracy < policy.accuracy {
            reader.collector.error(
                "“worst” cannot be better than “accuracy”.", at: part.mark(of: "worst"),
                remedy: "A phone takes a position at “accuracy” and warns beyond “worst”.")
        }
        let entities = part.texts("entities") ?? []
        for (index, entity) in entities.enumerated() {
            if entities[..<index].contains(where: { $0.text == entity.text }) {
                reader.collector.error("Layer “\(entity.text)” is named twice.", at: entity.mark)
            }
        }
        policy.entities = entities.map(\.text)
        return (policy, entities.map { ($0.text, $0.mark) })
    }

    /// Conditions and lists of choices, which need all properties at once.
    func checkQuestions(_ layer: LayerDefinition, entities: [(layer: String, mark: TextMark?)]) {
        let marks = QuestionMarks(root["properties"])
        for property in layer.properties {
            checkConditions(property, of: layer, in: nil, marks)
            for member in property.members { checkConditions(member, of: layer, in: property, marks) }
            if let entity = property.entity, !layer.form.entities.contains(entity) {
                reader.collector.error(
                    "“entity” of property “\(property.name)” names “\(entity)”, which the form does not list.",
                    at: marks.mark([property.name, "entity"]),
                    remedy: "Add it to the layer: form: { entities: [\(entity)] }.")
            }
        }
        for entity in entities where !layer.properties.contains(where: { $0.entity == entity.layer }) {
            reader.collector.warning(
                "No question asks for a feature of “\(entity.layer)”.", at: entity.mark,
                remedy: "Give a property of type string entity: \(entity.layer).")
        }
        checkCircles(layer, marks)
    }

    private func checkConditions(
        _ property: PropertyDefinition, of layer: LayerDefinition, in records: PropertyDefinition?,
        _ marks: QuestionMarks
    ) {
        let path = (records.map { [$0.name, "members"] } ?? []) + [property.name]
        if let text = property.relevant {
            let mark = marks.mark(path + ["relevant"])
            if let condition = condition(text, "relevant", property, layer, records, mark),
                condition.filter.properties.contains(property.name)
            {
                reader.collector.error(
                    "“relevant” of “\(property.name)” depends on its own answer.", at: mark)
            }
        }
        if let check = property.check {
            _ = condition(
                check.condition, "check", property, layer, records, marks.mark(path + ["check", "that"]))
        }
    }

    private func condition(
        _ text: String, _ key: String, _ property: PropertyDefinition, _ layer: LayerDefinition,
        _ records: PropertyDefinition?, _ mark: TextMark?
    ) -> FormCondition? {
        do throws(Fault) {
            let clock = try ZoneClock(zone: layer.time?.zone ?? city.zone)
            let condition = try FormCondition(text, for: layer, in: records, clock: clock)
            if !property.isOfficeOnly {
                for name in condition.filter.properties.sorted() {
                    guard records?.members.contains(where: { $0.name == name }) != true,
                        layer.property(name)?.isOfficeOnly == true
                    else { continue }
                    reader.collector.error(
                        "“\(key)” of “\(property.name)” reads “\(name)”, which no form asks.", at: mark)
                }
            }
            return condition
        } catch {
            reader.collector.error(
                "“\(key)” of “\(property.name)”: \(error.message)", at: mark, remedy: error.remedy)
            return nil
        }
    }

    /// Questions that wait for each other would never be asked.
    private func checkCircles(_ layer: LayerDefinition, _ marks: QuestionMarks) {
        guard let clock = try? ZoneClock(zone: layer.time?.zone ?? city.zone) else { return }
        var waits: [String: Set<String>] = [:]
        for property in layer.properties {
            let condition = property.relevant.flatMap { try? FormCondition($0, for: layer, clock: clock) }
            waits[property.name] = (condition?.filter.properties ?? []).subtracting([property.name])
        }
        for property in layer.properties {
            var reached: Set<String> = []
            var open = waits[property.name] ?? []
            while let next = open.popFirst() {
                guard reached.insert(next).inserted else { continue }
                open.formUnion(waits[next] ?? [])
            }
            if reached.contains(property.name) {
                reader.collector.error(
                    "“\(property.name)” is asked only where its own answer is known: “relevant” goes in a circle.",
                    at: marks.mark([property.name, "relevant"]))
                return
            }
        }
    }
}

/// Where the keys below `properties` have their values.
struct QuestionMarks {
    private let node: Node?

    init(_ node: Node?) {
        self.node = node
    }

    func mark(_ path: [String]) -> TextMark? {
        var node = node
        var place = node?.place
        for key in path {
            guard case .mapping(let mapping)? = node, let inner = mapping[Node(key)] else { break }
            node = inner
            place = inner.place
        }
        return place
    }
}
