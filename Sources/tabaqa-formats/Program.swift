import CGDAL
import Glibc

/// The program: reads or writes one foreign file and speaks a plain stream on its pipes. See
/// ``StreamProtocol``.
@main
enum Program {
    static let version = "tabaqa-formats \(StreamProtocol.version)"

    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        if words == ["--version"] { return say("\(version) (GDAL \(libraryRelease()))\n") }
        if words == ["--help"] || words == ["-h"] { return say(Arguments.usage) }
        do {
            try run(Arguments(words))
        } catch let failure as Failure {
            stop(failure)
        } catch {
            stop(Failure(.software, "\(error)", remedy: "Report this with the file."))
        }
    }

    nonisolated private static func run(_ arguments: Arguments) throws {
        Limits.apply()
        let messages = Messages()
        messages.listen()
        Format.prepare()
        do {
            switch arguments.verb {
            case .info:
                let source = try Source(file: arguments.file)
                try InfoReport(
                    source: source, layerName: arguments.layer, encoding: arguments.encoding,
                    messages: messages
                ).run()
            case .read:
                let source = try Source(file: arguments.file)
                let layer = try LayerChoice(source: source, encoding: arguments.encoding, messages: messages)
                    .layer(named: arguments.layer)
                var reader = FeatureReader(LayerDescription(layer), file: arguments.file, messages: messages)
                try reader.run()
            case .write:
                try Program.create(arguments, messages)
            }
        } catch var failure as Failure {
            failure.file = arguments.file
            throw failure
        }
    }

    nonisolated private static func create(_ arguments: Arguments, _ messages: Messages) throws {
        let file = arguments.file
        guard let name = arguments.options["--format"] else {
            throw Failure(.usage, "The format is not named.", remedy: "Add --format GPKG, for example.")
        }
        guard !file.isEmpty, !file.lowercased().hasPrefix("/vsi"), !file.utf8.contains(0) else {
            throw Failure(.cannotCreate, "Only plain files are written.", remedy: "Name a file on a disk.")
        }
        let format = try OutputFormat(named: name)
        format.register()
        let input = RecordReader()
        if format == .geoTIFF {
            try RasterWriter(file: file, input: input, messages: messages).run()
        } else {
            try FeatureWriter(format: format, file: file, input: input, messages: messages).run()
        }
    }

    /// Says why on standard error and ends the process.
    nonisolated static func stop(_ failure: Failure) -> Never {
        let line = failure.line
        _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
        TemporaryOutput.removeUnfinished()
        _exit(failure.status.rawValue)
    }

    private static func say(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
    }

    private static func libraryRelease() -> String {
        GDALVersionInfo("RELEASE_NAME").map { String(cString: $0) } ?? "?"
    }
}
