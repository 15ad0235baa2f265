/// Gathers what is wrong with one file while it is read.
final class DiagnosticCollector {
    let file: String
    private(set) var diagnostics: [CatalogDiagnostic] = []

    init(file: String) {
        self.file = file
    }

    func error(_ message: String, at mark: TextMark?, remedy: String? = nil) {
        add(.error, message, mark, remedy)
    }

    func warning(_ message: String, at mark: TextMark?, remedy: String? = nil) {
        add(.warning, message, mark, remedy)
    }

    private func add(
        _ severity: CatalogDiagnostic.Severity, _ message: String, _ mark: TextMark?, _ remedy: String?
    ) {
        diagnostics.append(
            CatalogDiagnostic(
                severity: severity, file: file, line: mark?.line ?? 1, column: mark?.column ?? 1,
                message: message, remedy: remedy))
    }
}
