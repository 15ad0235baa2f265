internal import ArgumentParser
internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel

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

    /// A check tells that it holds; how many rows a guarded layer has is for those who may know.
    private func withheld(_ check: StoreCheck, _ catalog: LayerCatalog) -> StoreCheck {
        let guarded = catalog.layers.first { layer in
            ReleaseGate.decide(common.audience, layer.sensitivity, .summary) == .refused
                && Self.names(check.name, layer.id)
        }
        guard let guarded else { return check }
        let name =
            guarded.sensitivity == .secret
            ? check.name.replacingOccurrences(of: guarded.id, with: "a secret layer") : check.name
        return StoreCheck(name: name, holds: check.holds, detail: "")
    }

    private static func names(_ text: String, _ layer: String) -> Bool {
        text.split { $0 == " " || $0 == ":" }.contains { $0 == layer }
    }

    func run() throws {
        let engine = try common.engine()
        let checks = try engine.verify().map { withheld($0, engine.catalog) }
        common.answer(
            checks.map { Check(name: $0.name, holds: $0.holds, detail: $0.detail) },
            checks.map {
                ($0.holds ? "ok      " : "FAILED  ") + $0.name + ($0.detail.isEmpty ? "" : ": \($0.detail)")
            }
            .joined(separator: "\n"))
        if checks.contains(where: { !$0.holds }) { throw ExitCode(FaultCode.storeDamaged.kind.exitCode) }
    }
}
