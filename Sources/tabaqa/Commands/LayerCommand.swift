internal import ArgumentParser

/// `tabaqa layer`
struct LayerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "layer", abstract: "Works on layer definitions.", subcommands: [LayerNewCommand.self])
}
