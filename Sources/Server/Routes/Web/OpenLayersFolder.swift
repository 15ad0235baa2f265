internal import Foundation

/// Where the map library is: it is installed beside Tabaqa, not shipped with it.
enum OpenLayersFolder {
    static let files: Set<String> = ["ol.js", "ol.css"]

    /// The folder the settings name, else `openlayers` beside the program, else the one Scripts/setup makes
    /// under the working directory; nil where none has the library.
    static func find(named setting: String?) -> URL? {
        var folders: [URL] = []
        if let setting {
            folders = [URL(fileURLWithPath: setting)]
        } else {
            folders = besideProgram.map { $0.appendingPathComponent("openlayers") }
            folders.append(URL(fileURLWithPath: ".build-web/openlayers"))
        }
        return folders.first { folder in
            files.allSatisfy {
                FileManager.default.isReadableFile(atPath: folder.appendingPathComponent($0).path)
            }
        }
    }

    /// The folder of the running program, links followed.
    static var besideProgram: [URL] {
        guard let program = Bundle.main.executableURL else { return [] }
        return [program.resolvingSymlinksInPath().deletingLastPathComponent()]
    }
}
