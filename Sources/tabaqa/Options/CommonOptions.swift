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
    func engine(_ mode: SpatiaLiteStore.Mode = .readOnly) throws -> Engine {
        let catalog = try catalog()
        let store = try SpatiaLiteStore(path: storePath, mode: mode)
        prepareColumns()
        return Engine(
            catalog: catalog, store: store, columnsDirectory: columnsPath,
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

    private var columnsPath: String { storePath + ".columns" }

    /// The folder of attachments.
    var attachmentsPath: String { storePath + ".attachments" }

    /// Column files hold what the store holds, so their folder is open to the same people.
    private func prepareColumns() {
        let attributes = try? FileManager.default.attributesOfItem(atPath: storePath)
        guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue else { return }
        // Who may read the store may enter the folder; who may write it may put files there.
        let folder = mode | (mode & 0o444) >> 2
        try? FileManager.default.createDirectory(
            atPath: columnsPath, withIntermediateDirectories: true,
            attributes: [.posixPermissions: folder])
    }

    /// Refuses to write over the store, its companions, a definition or a file that is being read.
    ///
    /// - Throws: `file.unwritable`.
    func requireSpare(_ outputs: [String?], reading inputs: [String] = []) throws {
        let guarded = [storePath, storePath + "-wal", storePath + "-shm"] + inputs
        for case let output? in outputs {
            let path = Self.resolved(output)
            let isTaken =
                guarded.contains { Self.resolved($0) == path }
                || path.hasPrefix(Self.resolved(columnsPath) + "/")
                || path.hasPrefix(Self.resolved(layers) + "/")
            guard !isTaken else {
                throw Fault(
                    .fileUnwritable, "This would overwrite the store, a definition or the file being read.",
                    at: Fault.Place(file: output), remedy: "Choose another name.")
            }
        }
    }

    private static func resolved(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
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
        if !quiet, !json { Terminal.error("tabaqa: warning: \(message)") }
    }
}
