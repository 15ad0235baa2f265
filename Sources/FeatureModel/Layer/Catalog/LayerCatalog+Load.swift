extension LayerCatalog {
    /// Reads all definitions under `directory` and reports every mistake at once.
    ///
    /// - Parameter strict: warnings count as errors.
    /// - Throws: `file.missing` when there is no such folder.
    public static func review(
        directory: String, strict: Bool = false
    ) throws(Fault) -> CatalogReport {
        var examination = CatalogExamination(files: try CatalogFiles(directory: directory))
        return examination.report(strict: strict)
    }

    /// The catalog under `directory`; warnings are passed over.
    ///
    /// - Throws: `file.missing`; `catalog.invalid` with the first mistake and how many more there are.
    public static func load(from directory: String) throws(Fault) -> LayerCatalog {
        let report = try review(directory: directory)
        if let fault = report.fault { throw fault }
        guard let catalog = report.catalog else {
            throw Fault(.catalogInvalid, "The folder “\(directory)” describes no city.")
        }
        return catalog
    }

    /// Reads one layer's definition. What only other layers could confirm (the layer of an `inside` rule) is
    /// not checked.
    ///
    /// - Parameters:
    ///   - file: how diagnostics call the source.
    ///   - department: the custodian the definition must name.
    /// - Returns: the layer, nil when the definition has an error, and all that was found.
    public static func parseLayer(
        yaml: String, file: String, department: String, city: CityDefinition
    ) -> (layer: LayerDefinition?, diagnostics: [CatalogDiagnostic]) {
        let collector = DiagnosticCollector(file: file)
        let parsed = LayerReader.read(yaml, name: nil, department: department, city: city, collector)
        let hasErrors = collector.diagnostics.contains { $0.severity == .error }
        return (hasErrors ? nil : parsed?.layer, collector.diagnostics)
    }
}
