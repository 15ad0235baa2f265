/// Reads `city.yaml` and a department's `department.yaml`.
enum CityReader {
    /// Where the boundary is named, for the check against the layers.
    struct City {
        var definition: CityDefinition
        var boundaryMark: TextMark?
    }

    static func city(_ yaml: String, _ collector: DiagnosticCollector) -> City? {
        guard let root = YAMLDocument.root(of: yaml, collector),
            let reader = MappingReader(
                root, "the city", keys: ["name", "languages", "zone", "metricCrs", "boundary"], collector)
        else { return nil }
        let languages = languages(reader)
        let name = reader.required("name") == nil ? nil : reader.localized("name", languages ?? [])
        let zone = reader.requiredParsed(
            "zone", as: "a time zone's name such as Europe/Istanbul", QuantityText.zone)
        let crs = reader.requiredParsed(
            "metricCrs", as: "an EPSG code such as EPSG:32637", QuantityText.crs)
        let boundary = reader.text("boundary")
        guard let name, let languages, let zone, let crs else { return nil }
        return City(
            definition: CityDefinition(
                name: name, languages: languages, zone: zone, metricCRS: crs, boundary: boundary),
            boundaryMark: reader.value("boundary")?.place)
    }

    private static func languages(_ reader: MappingReader) -> [Language]? {
        guard reader.required("languages") != nil, let items = reader.texts("languages") else { return nil }
        var languages: [Language] = []
        for item in items {
            guard let language = Language(rawValue: item.text) else {
                reader.collector.error(
                    "“\(item.text)” is no language Tabaqa speaks.", at: item.mark,
                    remedy: "Choose among ar, en, tr.")
                continue
            }
            if languages.contains(language) {
                reader.collector.error("Language \(item.text) is named twice.", at: item.mark)
            } else {
                languages.append(language)
            }
        }
        if items.isEmpty {
            reader.collector.error("The city needs at least one language.", at: reader.mark(of: "languages"))
        }
        return languages.isEmpty ? nil : languages
    }

    /// - Parameter folder: the department's folder, which is its id.
    static func department(
        _ yaml: String, folder: String, _ languages: [Language], _ collector: DiagnosticCollector
    ) -> Department? {
        guard let root = YAMLDocument.root(of: yaml, collector),
            let reader = MappingReader(root, "the department", keys: ["id", "title"], collector)
        else { return nil }
        if let id = reader.requiredText("id"), id != folder {
            collector.error(
                "The department's id is “\(id)” but its folder is “\(folder)”.",
                at: reader.value("id")?.place,
                remedy: "Give both the same name.")
        }
        let title = reader.required("title") == nil ? nil : reader.localized("title", languages)
        return title.map { Department(id: folder, title: $0) }
    }
}
