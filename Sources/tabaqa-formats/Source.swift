import CGDAL
import Glibc

/// The file to be read: checked by name, kind and size before any driver sees it.
struct Source {
    /// One file GDAL can open: the file itself, or a member of a zip archive.
    struct Member {
        let path: String
        let format: Format
    }

    /// The file as the caller named it.
    let file: String
    let members: [Member]

    init(file: String) throws {
        self.file = file
        let path = try Source.plainPath(file)
        if FileName.pathExtension(path) == "zip" {
            members = try Source.members(ofArchive: path, file: file)
            return
        }
        guard let format = Format(fileName: path) else {
            throw Failure(
                .unsupported, "Files with this ending are not read.",
                remedy: "Give a .shp, .zip, .gpkg, .kml, .kmz, .xlsx, .ods, .gpx, .fgb, .tab or .mif file.",
                file: file)
        }
        if format.isArchive || ZipDirectory.looksLikeZip(path) { try ZipDirectory.check(path) }
        if format == .shapefile { try ShapefileLength.check(path) }
        members = [Member(path: path, format: format)]
    }

    /// The absolute path of a regular file; GDAL's own name spaces (`/vsicurl/…`, `PG:…`) are refused.
    private static func plainPath(_ file: String) throws -> String {
        guard !file.isEmpty, !file.lowercased().hasPrefix("/vsi"), !file.utf8.contains(0) else {
            throw Failure(
                .noInput, "Only plain files are read.", remedy: "Download the file and give its name.",
                file: file)
        }
        _ = try InputFile(path: file)
        guard let resolved = realpath(file, nil) else {
            throw Failure(.noInput, "The file cannot be found.", remedy: "Check the name.", file: file)
        }
        defer { free(resolved) }
        let path = String(cString: resolved)
        guard !path.lowercased().hasPrefix("/vsi") else {
            throw Failure(
                .noInput, "Only plain files are read.", remedy: "Move the file elsewhere.", file: file)
        }
        return path
    }

    private static func members(ofArchive path: String, file: String) throws -> [Member] {
        try ZipDirectory.check(path)
        // The driver's own list: it decodes old code pages in names, and will be asked for what it lists.
        let listed = VSIReadDirRecursive("/vsizip/{\(path)}")
        defer { CSLDestroy(listed) }
        let names = (0..<max(0, CSLCount(listed))).compactMap {
            CSLGetField(listed, $0).map { String(cString: $0) }
        }
        let readable: [Member] = names.compactMap { name in
            let last = FileName.lastComponent(name)
            guard !last.hasPrefix("."), !name.hasPrefix("__MACOSX/"), let format = Format(fileName: name),
                !format.isArchive, !["shx", "kmz"].contains(FileName.pathExtension(name))
            else { return nil }
            return Member(path: "/vsizip/{\(path)}/\(name)", format: format)
        }
        let shapes = Set(
            readable.filter { $0.path.lowercased().hasSuffix(".shp") }.map { $0.path.dropLast(4) })
        let members = readable.filter {
            FileName.pathExtension($0.path) != "dbf" || !shapes.contains($0.path.dropLast(4))
        }
        guard !members.isEmpty, members.count <= 1000 else {
            throw Failure(
                .unsupported, "The archive holds no file that can be read, or more than 1,000 of them.",
                remedy: "Pack a Shapefile (.shp with .dbf, .shx and .prj), a GeoPackage or a KML.", file: file
            )
        }
        return members
    }
}
