internal import ArgumentParser
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// `tabaqa backup`
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Writes a consistent copy of the store while work goes on.",
        discussion: """
            The copy is a store like any other: restore by putting it in the store's place, or by naming it \
            with --store. The file must not exist yet.

            Examples:
              tabaqa backup backup-2026-01-31.sqlite
              tabaqa verify --store backup-2026-01-31.sqlite
            """)

    @Argument(help: "The file to write.")
    var file: String

    @OptionGroup var common: CommonOptions

    func run() throws {
        try common.engine().backup(to: file)
        struct Answer: Encodable {
            var backup: String
        }
        common.answer(Answer(backup: file), "\(file): written.")
    }
}
