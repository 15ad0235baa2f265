/// One reading of a folder of layers.
struct CatalogExamination {
    private let files: CatalogFiles
    private var diagnostics: [CatalogDiagnostic] = []
    private var layers: [(file: String, parsed: LayerReader.Parsed)] = []
    private var departments: [Department] = []

    init(files: CatalogFiles) {
        self.files = files
    }

    mutating func report(strict: Bool) -> CatalogReport {
        let city = readCity()
        // Without a readable city its layers are still checked, but for translations.
        let definition =
            city?.definition
            ?? CityDefinition(name: LocalizedText([:]), languages: [], zone: "UTC", metricCRS: .webMercator)
        for folder in files.departments { readDepartment(folder, definition) }
        checkIdentifiers()
        checkReferences()
        if let city { checkBoundary(city) }
        for stray in files.strays {
            add(.warning, stray, nil, "This file is not read.", "Name layers DEPARTMENT/LAYER.yaml.")
        }
        diagnostics.sort { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) }
        if strict { for index in diagnostics.indices { diagnostics[index].severity = .error } }
        let catalog = city.map {
            LayerCatalog(
                city: $0.definition, departments: departments,
                layers: layers.map(\.parsed.layer).sorted { ($0.department, $0.id) < ($1.department, $1.id) })
        }
        return CatalogReport(catalog: catalog, diagnostics: diagnostics)
    }

    private mutating func readCity() -> CityReader.City? {
        guard files.hasCity else {
            add(
                .error, "city.yaml", nil, "There is no city.yaml.",
                "Write the city's name, languages, zone and metricCrs into it.")
            return nil
        }
        return read("city.yaml") { text, collector in CityReader.city(text, collector) }
    }

    private mutating func readDepartment(_ folder: String, _ city: CityDefinition) {
        if let problem = DefinitionNames.problem(id: folder) {
            add(.error, folder, nil, "A department's folder \(problem); “\(folder)” does not do.", nil)
        }
        var department: Department?
        if files.departmentFiles.contains(folder) {
            department = read("\(folder)/department.yaml") { text, collector in
                CityReader.department(text, folder: folder, city.languages, collector)
            }
        }
        departments.append(
            department
                ?? Department(
                    id: folder, title: LocalizedText([.en: folder.replacing("-", with: " ").capitalizedFirst])
                ))
        for name in files.layers[folder] ?? [] {
            let file = "\(folder)/\(name)"
            let parsed = read(file) { text, collector in
                LayerReader.read(
                    text, name: String(name.dropLast(".yaml".count)), department: folder, city: city,
                    collector)
            }
            if let parsed { layers.append((file, parsed)) }
        }
    }

    private mutating func checkIdentifiers() {
        var first: [String: String] = [:]
        for (file, parsed) in layers {
            if let other = first[parsed.layer.id] {
                add(
                    .error, file, parsed.idMark,
                    "Layer “\(parsed.layer.id)” is already declared in \(other).",
                    "Choose another id.")
            } else {
                first[parsed.layer.id] = file
            }
        }
    }

    private mutating func checkReferences() {
        for (file, parsed) in layers {
            for reference in parsed.references {
                checkPolygonLayer(
                    reference.layer, file, reference.mark, "The rule “inside” names “\(reference.layer)”")
            }
            for entity in parsed.entities { checkEntities(entity.layer, file, entity.mark) }
        }
    }

    private mutating func checkBoundary(_ city: CityReader.City) {
        guard let boundary = city.definition.boundary else { return }
        checkPolygonLayer(boundary, "city.yaml", city.boundaryMark, "“boundary” names “\(boundary)”")
    }

    /// What every phone carries along can be no more guarded than internal.
    private mutating func checkEntities(_ id: String, _ file: String, _ mark: TextMark?) {
        let subject = "“entities” names “\(id)”"
        guard let layer = referenced(id, file, mark, subject) else { return }
        if layer.geometry != .point {
            add(.error, file, mark, "\(subject), whose geometry is not Point.", nil)
        }
        if layer.sensitivity > .internal {
            add(
                .error, file, mark, "\(subject), which is \(layer.sensitivity.rawValue).",
                "Phones may carry public and internal layers only.")
        }
    }

    private mutating func checkPolygonLayer(
        _ id: String, _ file: String, _ mark: TextMark?, _ subject: String
    ) {
        if let layer = referenced(id, file, mark, subject), layer.geometry != .polygon {
            add(.error, file, mark, "\(subject), whose geometry is not Polygon.", nil)
        }
    }

    /// The layer of that id, reported where there is none.
    private mutating func referenced(
        _ id: String, _ file: String, _ mark: TextMark?, _ subject: String
    ) -> LayerDefinition? {
        if let found = layers.first(where: { $0.parsed.layer.id == id }) { return found.parsed.layer }
        // A file of that name with mistakes of its own is not missing as well.
        guard !files.layers.values.contains(where: { $0.contains(id + ".yaml") }) else { return nil }
        add(
            .error, file, mark, "\(subject), but there is no such layer.",
            NearestName.remedy(id, among: layers.map(\.parsed.layer.id).sorted(), listing: "Layers"))
        return nil
    }

    private mutating func read<Value>(
        _ file: String, _ parse: (String, DiagnosticCollector) -> Value?
    ) -> Value? {
        let collector = DiagnosticCollector(file: file)
        let value = files.text(file, collector).flatMap { parse($0, collector) }
        diagnostics += collector.diagnostics
        return value
    }

    private mutating func add(
        _ severity: CatalogDiagnostic.Severity, _ file: String, _ mark: TextMark?, _ message: String,
        _ remedy: String?
    ) {
        diagnostics.append(
            CatalogDiagnostic(
                severity: severity, file: file, line: mark?.line ?? 1, column: mark?.column ?? 1,
                message: message, remedy: remedy))
    }
}
