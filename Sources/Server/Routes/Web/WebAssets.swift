internal import Foundation
internal import Synchronization

/// The files a browser fetches, by their path under `/assets/`. Read once: a running server answers with the
/// files it started with.
final class WebAssets: Sendable {
    struct Asset: Sendable {
        let bytes: [UInt8]
        let mediaType: MediaType
        let tag: String
    }

    private let assets: [String: Asset]

    /// The map's own files, `Web` among the resources of this module; empty where somebody moved the program
    /// without them.
    static let own = WebAssets(folder: ownFolder)

    /// The library in a folder, as `ol/ol.js` and `ol/ol.css`; each folder is read once.
    static func openLayers(in folder: URL) -> WebAssets {
        libraries.withLock { libraries in
            if let known = libraries[folder.path] { return known }
            let read = WebAssets(folder: folder, prefix: "ol/") { OpenLayersFolder.files.contains($0) }
            // A folder that is filled later is looked at again.
            if !read.assets.isEmpty { libraries[folder.path] = read }
            return read
        }
    }

    private static let libraries = Mutex<[String: WebAssets]>([:])

    private init(folder: URL?, prefix: String = "", where isWanted: (String) -> Bool = { _ in true }) {
        var assets: [String: Asset] = [:]
        let folder = folder?.resolvingSymlinksInPath()
        let names = folder.flatMap { try? FileManager.default.subpathsOfDirectory(atPath: $0.path) } ?? []
        for name in names where isWanted(name) {
            guard let folder, let mediaType = Self.mediaType(of: name),
                let data = try? Data(contentsOf: folder.appendingPathComponent(name))
            else { continue }
            var tag = AnswerTag()
            tag.mix(data)
            assets[prefix + name] = Asset(bytes: Array(data), mediaType: mediaType, tag: tag.text)
        }
        self.assets = assets
    }

    subscript(path: String) -> Asset? { assets[path] }

    var paths: [String] { Array(assets.keys) }

    /// Nil for what browsers have no business with.
    private static func mediaType(of name: String) -> MediaType? {
        switch name.split(separator: ".").last {
        case "js": MediaType("text/javascript; charset=utf-8", names: ["js"])
        case "css": MediaType("text/css; charset=utf-8", names: ["css"])
        case "svg": MediaType("image/svg+xml", names: ["svg"])
        case "html": .html
        case "png": .png
        case "webmanifest": MediaType("application/manifest+json", names: ["webmanifest"])
        case "txt": .plainText
        default: nil
        }
    }

    /// SwiftPM puts resources into a folder beside the program. Its own accessor ends the process where the
    /// folder is missing; here the map page says so instead.
    private static var ownFolder: URL? {
        ([Bundle.main.bundleURL, Bundle.main.resourceURL].compactMap { $0 } + OpenLayersFolder.besideProgram)
            .map { $0.appendingPathComponent("tabaqa_TabaqaServer.resources/Web") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }
}
