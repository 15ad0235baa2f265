internal import ArgumentParser
internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// `tabaqa backup`
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Writes a consistent copy of the store while work goes on.",
        discussion: """
            The copy is a store like any other: name it with --store, or restore it so: end every program \
            that uses the store, delete STORE, STORE-wal and STORE-shm, and put the copy in STORE's place. The \
            file must not exist yet.

            Examples:
              tabaqa backup backup-2026-01-31.sqlite
              tabaqa verify --store backup-2026-01-31.sqlite
            """)

    @Argument(help: "The file to write.")
    var file: String

    @OptionGroup var common: CommonOptions

    func run() throws {
        try common.engine().backup(to: file)
        // Whoever may not read the store may not read its copy.
        let mode = try? FileManager.default.attributesOfItem(atPath: common.storePath)[.posixPermissions]
        if let mode { try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file) }
        struct Answer: Encodable {
            var backup: String
        }
        common.answer(Answer(backup: file), "\(file): written.")
    }
}
