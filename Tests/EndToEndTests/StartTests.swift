import Foundation
import Testing

@Suite("Start")
struct StartTests {
    @Test func `The command never maps GDAL`() throws {
        let folder = FileManager.default.temporaryDirectory
        let result = try Command.run(
            "ldd", [Command.products.appendingPathComponent("tabaqa").path], in: folder)
        #expect(result.status == 0)
        #expect(!result.output.contains("libgdal"))
        #expect(result.output.contains("libspatialite"))
    }

    @Test(arguments: [
        "layer", "check", "init", "layers", "status", "import", "export", "join", "heatmap", "backup",
        "verify",
    ])
    func `Every command explains itself with examples`(_ command: String) throws {
        let folder = FileManager.default.temporaryDirectory
        let arguments = command == "layer" ? ["layer", "new", "--help"] : [command, "--help"]
        let result = try Command.run(
            Command.products.appendingPathComponent("tabaqa").path, arguments, in: folder)
        #expect(result.status == 0)
        #expect(result.output.contains("Examples:"))
        #expect(result.output.contains("tabaqa \(command)"))
    }
}
