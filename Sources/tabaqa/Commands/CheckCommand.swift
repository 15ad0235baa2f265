internal import ArgumentParser
internal import TabaqaFeatureModel

/// `tabaqa check`
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Validates the layer definitions and reports every mistake at once.",
        discussion: """
            A missing translation is a warning, with --strict an error.

            Examples:
              tabaqa check
              tabaqa check --strict --layers Layers
            """)

    @Flag(help: "Missing translations are errors.")
    var strict = false

    @OptionGroup var common: CommonOptions

    private struct Finding: Encodable {
        var severity: String
        var file: String
        var line: Int
        var column: Int
        var message: String
        var remedy: String?
    }

    private struct Answer: Encodable {
        var layers: Int
        var departments: Int
        var findings: [Finding]
    }

    func run() throws {
        let review = try LayerCatalog.review(directory: common.layers, strict: strict)
        let findings = review.diagnostics.map {
            Finding(
                severity: $0.severity.rawValue, file: $0.file, line: $0.line, column: $0.column,
                message: $0.message, remedy: $0.remedy)
        }
        let answer = Answer(
            layers: review.catalog?.layers.count ?? 0,
            departments: review.catalog?.departments.count ?? 0, findings: findings)
        if common.json {
            JSONReport.print(answer)
        } else {
            for diagnostic in review.diagnostics { Terminal.error("\(diagnostic)") }
            if !common.quiet, review.errors.isEmpty, let catalog = review.catalog {
                Terminal.out(
                    "\(common.layers): \(catalog.layers.count) layers in "
                        + "\(catalog.departments.count) departments are sound.")
            }
        }
        if !review.errors.isEmpty {
            throw ExitCode(FaultCode.catalogInvalid.kind.exitCode)
        }
    }
}
