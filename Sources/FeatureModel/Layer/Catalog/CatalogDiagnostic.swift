/// One mistake or doubt in the files under `Layers/`.
public struct CatalogDiagnostic: Hashable, Sendable, CustomStringConvertible {
    public enum Severity: String, Sendable, CaseIterable {
        case error, warning
    }

    public var severity: Severity
    /// Relative to the folder of the layers, e.g. `fire/fire-incidents.yaml`.
    public var file: String
    /// From 1.
    public var line: Int
    /// From 1, counted in Unicode scalars.
    public var column: Int
    public var message: String
    public var remedy: String?

    public init(
        severity: Severity, file: String, line: Int, column: Int, message: String, remedy: String? = nil
    ) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.remedy = remedy
    }

    /// `fire/fire-incidents.yaml:3:5: error: message Remedy.`
    public var description: String {
        "\(file):\(line):\(column): \(severity.rawValue): \(message)" + (remedy.map { " " + $0 } ?? "")
    }
}
