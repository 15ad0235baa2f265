internal import Foundation
internal import TabaqaFeatureModel

/// The file an import reads: whether it can be read, its name without folder, its hash.
struct SourceFile {
    let path: String
    let name: String

    /// - Throws: `file.missing`, `file.malformed` for a folder or an empty file.
    init(_ path: String) throws {
        self.path = path
        name = (path as NSString).lastPathComponent
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Fault(
                .fileMissing, "There is no such file.", at: Fault.Place(file: path),
                remedy: "Check the path.")
        }
        guard !isFolder.boolValue else {
            throw Fault(
                .fileUnsupported, "This is a folder.", at: Fault.Place(file: path),
                remedy: "Name a file, e.g. the .shp in it.")
        }
        let attributes = try? FileManager.default.attributesOfItem(
            atPath: (path as NSString).resolvingSymlinksInPath)
        guard attributes?[.type] as? FileAttributeType == .typeRegular else {
            throw Fault(
                .fileUnsupported, "This is no regular file; it must be read twice.",
                at: Fault.Place(file: path),
                remedy: "Save it to a file first.")
        }
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw Fault(
                .fileMissing, "The file cannot be read.", at: Fault.Place(file: path),
                remedy: "Check its permissions.")
        }
    }

    /// Of the bytes, in hexadecimal.
    func hash() throws -> String {
        let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        var hash = StableHash()
        data.withUnsafeBytes { hash.mix($0) }
        return hash.hexadecimal
    }
}
