internal import ArgumentParser
internal import TabaqaEngine
internal import TabaqaFeatureModel
internal import TabaqaSpatiaLiteStore

/// `tabaqa verify`
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks the integrity of the store, its spatial indexes and the column files.",
        discussion: """
            Ends with exit code 65 when a check fails. Column files are derived: a damaged one is reported \
            and rebuilt when next needed.

            Examples:
              tabaqa verify
              tabaqa verify --json
            """)

    @OptionGroup var common: CommonOptions

    private struct Check: Encodable {
        var name: String
        var holds: Bool
        var detail: String
    }

    func run() throws {
        let checks = try common.engine(.readOnly).verify()
        common.answer(
            checks.map { Check(name: $0.name, holds: $0.holds, detail: $0.detail) },
            checks.map {
                ($0.holds ? "ok      " : "FAILED  ") + $0.name + ($0.detail.isEmpty ? "" : ": \($0.detail)")
            }
            .joined(separator: "\n"))
        if checks.contains(where: { !$0.holds }) { throw ExitCode(FaultCode.storeDamaged.kind.exitCode) }
    }
}
