internal import TabaqaFeatureModel
internal import TabaqaRendering

/// Files an engine writes appear under their names only when they are whole.
enum OutputFile {
    static func write(_ bytes: [UInt8], to path: String) throws {
        let sink = try FileSink(path: path)
        try bytes.withUnsafeBytes { try sink.write($0) }
        try sink.commit()
    }

    /// The extension in lower case, without the dot.
    static func suffix(of path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
    }

    static func unsupported(_ path: String, _ known: String) -> Fault {
        Fault(
            .fileUnsupported, "Cannot write files ending in “.\(suffix(of: path))” here.",
            at: Fault.Place(file: path), remedy: "Use \(known).")
    }
}
