internal import Foundation

/// The files of a folder of layers, as names relative to it.
struct CatalogFiles {
    let directory: String
    var hasCity = false
    /// Department folders, sorted.
    var departments: [String] = []
    /// Layer files of each department, sorted, without `department.yaml`.
    var layers: [String: [String]] = [:]
    var departmentFiles: Set<String> = []
    /// YAML files no one reads.
    var strays: [String] = []

    /// - Throws: `file.missing` when the folder cannot be listed.
    init(directory: String) throws(Fault) {
        self.directory = directory
        for name in try Self.names(directory) where !name.hasPrefix(".") {
            if Self.isDirectory(directory + "/" + name) {
                try addDepartment(name)
            } else if name == "city.yaml" {
                hasCity = true
            } else if Self.isYAML(name) {
                strays.append(name)
            }
        }
    }

    private mutating func addDepartment(_ folder: String) throws(Fault) {
        var files: [String] = []
        for name in try Self.names(directory + "/" + folder) where !name.hasPrefix(".") {
            if name == "department.yaml" {
                departmentFiles.insert(folder)
            } else if name.hasSuffix(".yaml") {
                files.append(name)
            } else if Self.isYAML(name) {
                strays.append(folder + "/" + name)
            }
        }
        guard !files.isEmpty || departmentFiles.contains(folder) else { return }
        departments.append(folder)
        layers[folder] = files
    }

    /// The text of a file, or nil with the reason in `collector`.
    func text(_ name: String, _ collector: DiagnosticCollector) -> String? {
        guard let handle = FileHandle(forReadingAtPath: directory + "/" + name),
            let data = try? handle.read(upToCount: YAMLDocument.largestFile + 1)
        else {
            collector.error("The file cannot be read or is empty.", at: nil)
            return nil
        }
        let bytes = [UInt8](data)
        if let text = String(validating: bytes, as: UTF8.self) {
            return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        }
        if bytes.count > YAMLDocument.largestFile {
            collector.error("The file is larger than 1 MB.", at: nil)
            return nil
        }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
        collector.error(
            "The file is not UTF-8 text.", at: TextMark(line: line + 1, column: 1),
            remedy: "Save it with the encoding UTF-8.")
        return nil
    }

    private static func names(_ path: String) throws(Fault) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        } catch {
            throw Fault(
                .fileMissing, "There is no folder “\(path)” that can be read.",
                remedy: "Name the folder of the layers with --layers.")
        }
    }

    private static func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            && isDirectory.boolValue
    }

    private static func isYAML(_ name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".yml") }
}
