internal import Yams

/// Reads one layer's file.
struct LayerReader {
    /// A layer as its file gives it, with what only the other layers can confirm.
    struct Parsed {
        var layer: LayerDefinition
        var idMark: TextMark?
        /// Layers named by rules.
        var references: [(layer: String, mark: TextMark?)]
        /// Layers whose features its form offers.
        var entities: [(layer: String, mark: TextMark?)]
    }

    static let keys = [
        "id", "department", "title", "kind", "geometry", "crs", "key", "time", "maintenance", "sensitivity",
        "disclosure", "properties", "rules", "style", "retention", "review", "attachments", "form",
    ]

    let reader: MappingReader
    let city: CityDefinition
    let root: Node

    private var collector: DiagnosticCollector { reader.collector }

    /// - Parameter name: the file's name without `.yaml`, nil when it does not matter.
    static func read(
        _ yaml: String, name: String?, department: String, city: CityDefinition,
        _ collector: DiagnosticCollector
    ) -> Parsed? {
        guard let root = YAMLDocument.root(of: yaml, collector),
            let reader = MappingReader(root, "the layer", keys: keys, collector)
        else { return nil }
        return LayerReader(reader: reader, city: city, root: root).layer(name: name, department: department)
    }

    private func layer(name: String?, department: String) -> Parsed? {
        let id = identifier(name: name)
        checkDepartment(department)
        let title = reader.required("title") == nil ? nil : reader.localized("title", city.languages)
        let kind: LayerDefinition.Kind? = reader.requiredChoice("kind")
        let geometry: GeometryType? = reader.requiredChoice("geometry")
        let crs = reader.parsed("crs", as: "an EPSG code such as EPSG:4326", QuantityText.crs)
        let sensitivity: Sensitivity? = reader.requiredChoice("sensitivity")
        let properties = properties(layerSensitivity: sensitivity)
        var layer = LayerDefinition(
            id: id ?? "", department: department, title: title ?? LocalizedText([:]),
            kind: kind ?? .reference, geometry: geometry ?? .point, crs: crs ?? .wgs84,
            sensitivity: sensitivity ?? .internal, properties: properties ?? [])
        layer.key = propertyName(reader, "key", of: layer) { !$0.type.isAttachment }
        layer.time = time(layer)
        if kind == .observation, reader.value("time") == nil {
            collector.warning(
                "An observation without “time” cannot be selected by date or be found overdue.",
                at: reader.mark(of: "kind"), remedy: "Add time: { property: …, zone: \(city.zone) }.")
        }
        layer.maintenance = maintenance()
        layer.disclosure = disclosure(layer)
        if sensitivity == .restricted, reader.value("disclosure") == nil {
            collector.error(
                "A restricted layer must say what may be disclosed.", at: reader.mark(of: "sensitivity"),
                remedy: "Add disclosure: { minimumCount: 10, grid: 500 m }.")
        }
        let rules = rules(layer)
        layer.rules = rules.map(\.rule)
        layer.heatmap = heatmap(layer)
        layer.retention = retention()
        layer.review = review()
        layer.attachments = attachments()
        let form = form(layer)
        layer.form = form.policy
        checkQuestions(layer, entities: form.entities)
        guard id != nil, title != nil, kind != nil, geometry != nil, sensitivity != nil, properties != nil
        else { return nil }
        let references = rules.compactMap { rule, mark -> (layer: String, mark: TextMark?)? in
            if case .inside(let name) = rule.test { (name, mark) } else { nil }
        }
        return Parsed(
            layer: layer, idMark: reader.value("id")?.place, references: references, entities: form.entities)
    }

    private func identifier(name: String?) -> String? {
        guard let id = reader.requiredText("id") else { return nil }
        let mark = reader.value("id")?.place
        if let problem = DefinitionNames.problem(id: id) {
            collector.error("A layer's id \(problem); “\(id)” does not do.", at: mark)
            return nil
        }
        if let name, name != id {
            collector.error(
                "The layer's id is “\(id)” but its file is “\(name).yaml”.", at: mark,
                remedy: "Give both the same name.")
        }
        return id
    }

    private func checkDepartment(_ department: String) {
        guard let given = reader.requiredText("department"), given != department else { return }
        collector.error(
            "The layer's department is “\(given)” but its folder is “\(department)”.",
            at: reader.value("department")?.place, remedy: "Give both the same name, or move the file.")
    }

    private func properties(layerSensitivity: Sensitivity?) -> [PropertyDefinition]? {
        guard let node = reader.required("properties"),
            let pairs = MappingReader.pairs(node, "the properties", collector)
        else { return nil }
        if pairs.isEmpty { collector.error("The layer has no properties.", at: node.place) }
        var headers: [String: String] = [:]
        return pairs.compactMap { name, mark, value in
            let property = PropertyReader(
                city: city, layerSensitivity: layerSensitivity, collector: collector
            ).property(name, mark, value)
            if let property { checkHeaders(property, mark, &headers) }
            return property
        }
    }

    /// Two properties that a file's column header could both mean.
    private func checkHeaders(
        _ property: PropertyDefinition, _ mark: TextMark?, _ headers: inout [String: String]
    ) {
        for text in Set([property.name] + property.aliases + property.label.texts.values).sorted() {
            let key = TextFolding.fold(text)
            if let other = headers[key], other != property.name {
                collector.warning(
                    "A column “\(text)” could be property “\(other)” or “\(property.name)”.", at: mark,
                    remedy: "Give the properties different labels and aliases.")
            }
            headers[key] = property.name
        }
    }

    /// The property `key` of `reader` names, if `layer` has it and it will do.
    func propertyName(
        _ reader: MappingReader, _ key: String, of layer: LayerDefinition,
        where isFit: (PropertyDefinition) -> Bool
    ) -> String? {
        guard let node = reader.value(key), let name = reader.text(node, key) else { return nil }
        // Properties that were refused are known by name, so that one mistake is reported once.
        let declared = Self.declaredNames(root)
        guard let property = layer.property(name) else {
            if !declared.contains(name) {
                collector.error(
                    "“\(key)” of \(reader.title) names “\(name)”, which is no property of the layer.",
                    at: node.place,
                    remedy: NearestName.remedy(name, among: declared, listing: "Properties"))
            }
            return nil
        }
        guard isFit(property) else {
            collector.error(
                "“\(key)” of \(reader.title) names “\(name)”, but a property of type "
                    + "\(property.type.rawValue) cannot be that.", at: node.place)
            return nil
        }
        return name
    }

    private static func declaredNames(_ root: Node) -> [String] {
        guard case .mapping(let mapping)? = root["properties"] else { return [] }
        return mapping.keys.compactMap { if case .scalar(let scalar) = $0 { scalar.string } else { nil } }
    }
}
