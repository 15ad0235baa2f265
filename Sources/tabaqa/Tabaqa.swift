internal import ArgumentParser
internal import TabaqaFeatureModel

/// The command. Its subcommands are thin: they read options, call the engine, print.
@main
struct Tabaqa: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "tabaqa",
        abstract: "Keeps a city's department layers in one SpatiaLite file, joins them, draws them.",
        discussion: """
            A day with it:
              tabaqa check             are the layer definitions sound?
              tabaqa init              create city.tabaqa.sqlite
              tabaqa import fire-incidents fires.csv
              tabaqa heatmap fire-incidents -o fires.png \\
                  --sheet fires-sheet.png --over neighbourhoods
              tabaqa join fire-incidents neighbourhoods -o areas.geojson \\
                  --count --per population

            Exit codes follow sysexits: 64 usage, 65 bad data, 66 no input, 69 unsupported, 73 cannot \
            create, 75 try again, 77 not permitted, 78 bad configuration.
            """,
        version: version,
        subcommands: [
            LayerCommand.self, CheckCommand.self, InitCommand.self, LayersCommand.self, StatusCommand.self,
            ImportCommand.self, ExportCommand.self, JoinCommand.self, HeatmapCommand.self,
            BackupCommand.self, VerifyCommand.self, ServeCommand.self, KeyCommand.self, DeviceCommand.self,
            FormCommand.self,
        ])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let fault as Fault {
            ErrorReport.print(fault)
            Tabaqa.exit(withError: ExitCode(fault.kind.exitCode))
        } catch {
            let code = Tabaqa.exitCode(for: error)
            guard code == .validationFailure, CommandLine.arguments.contains("--json") else {
                Tabaqa.exit(withError: error)
            }
            ErrorReport.print(Fault(FaultCode("usage", .usage), Tabaqa.message(for: error)))
            Tabaqa.exit(withError: code)
        }
    }
}
