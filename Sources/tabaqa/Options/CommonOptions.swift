public import ArgumentParser
internal import Foundation
internal import TabaqaEngine
public import TabaqaFeatureModel
internal import TabaqaSpatiaLiteStore

/// The words of an enumeration as a command's argument; FeatureModel knows nothing of commands.
extension Audience: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
extension Kernel: ExpressibleByArgument {}
extension ColorRamp: ExpressibleByArgument {}

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "The store. Default: $TABAQA_STORE, else city.tabaqa.sqlite.")
    var store: String?

    @Option(help: "The folder of layer definitions.")
    var layers: String = "Layers"

    @Option(help: "For whom.")
    var audience: Audience = .department

    @Flag(help: "Print the answer as JSON.")
    var json = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    var storePath: String {
        store ?? ProcessInfo.processInfo.environment["TABAQA_STORE"] ?? "city.tabaqa.sqlite"
    }

    /// Who acts, for the audit.
    var actor: String { ProcessInfo.processInfo.environment["USER"] ?? "tabaqa" }

    func catalog() throws -> LayerCatalog { try LayerCatalog.load(from: layers) }

    /// The engine on the store: the one place where a store is chosen.
    func engine(_ mode: SpatiaLiteStore.Mode = .readWrite) throws -> Engine {
        let catalog = try catalog()
        let store = try SpatiaLiteStore(path: storePath, mode: mode)
        return Engine(
            catalog: catalog, store: store, columnsDirectory: storePath + ".columns",
            formatsExecutable: Self.sibling("tabaqa-formats"), progress: progress)
    }

    var progress: any ProgressReporter {
        Terminal.errorIsTerminal && !quiet && !json ? ProgressBar() : NoProgress()
    }

    /// Another program of ours, in the folder of this one.
    static func sibling(_ name: String) -> String {
        let own =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0]
        return (own as NSString).deletingLastPathComponent + "/" + name
    }

    /// Prints `text`, or `value` as JSON.
    func answer(_ value: some Encodable, _ text: @autoclosure () -> String) {
        if json {
            JSONReport.print(value)
        } else if !quiet {
            Terminal.out(text())
        }
    }

    func warn(_ message: String) {
        if !quiet { Terminal.error("tabaqa: warning: \(message)") }
    }
}
