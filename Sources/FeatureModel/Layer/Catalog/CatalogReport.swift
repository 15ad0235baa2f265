/// What reading `Layers/` found.
public struct CatalogReport: Sendable {
    /// All that could be understood; nil when the city's own file could not.
    public var catalog: LayerCatalog?
    /// Ordered by file, line and column.
    public var diagnostics: [CatalogDiagnostic]

    public init(catalog: LayerCatalog?, diagnostics: [CatalogDiagnostic]) {
        self.catalog = catalog
        self.diagnostics = diagnostics
    }

    public var errors: [CatalogDiagnostic] { diagnostics.filter { $0.severity == .error } }
    public var warnings: [CatalogDiagnostic] { diagnostics.filter { $0.severity == .warning } }

    /// The first error as a fault that says how many more there are; nil when there is none.
    public var fault: Fault? {
        guard let first = errors.first else { return nil }
        let more = errors.count - 1
        let count = more == 0 ? "" : " (and \(more) more \(more == 1 ? "mistake" : "mistakes"))"
        let remedy = first.remedy.map { $0 + " " } ?? ""
        return Fault(
            .catalogInvalid, first.message + count,
            at: Fault.Place(file: first.file, line: first.line, column: first.column),
            remedy: remedy + "tabaqa check lists every mistake.")
    }
}
