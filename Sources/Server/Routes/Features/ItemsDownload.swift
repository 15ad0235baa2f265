internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// All features of a selection in one file.
enum ItemsDownload {
    /// GeoPackages made at a time; each takes a core and disk space.
    private static let packages = Slots(2)

    static func answer(_ call: Call, _ parameters: ItemsParameters, tag: String) throws -> Answer {
        let crs = parameters.crs
        // Whoever reads pages and asks for all of them gets a file.
        let type = call.format == .html ? .geoJSON : call.format
        let name = "\(parameters.layer.id).\(suffix(type))"
        let headers = [
            (name: "Content-Crs", value: "<\(crs.uri)>"),
            (name: "Content-Disposition", value: "attachment; filename=\"\(name)\""),
        ]
        let form: StreamForm
        switch type {
        case .geoPackage:
            return Answer(
                type, .file(path: try package(call, parameters), isTemporary: true), tag: tag,
                headers: headers)
        case .csv: form = .csv
        case .geoJSONSequence: form = .geoJSONSequence(isNorthingFirst: crs.isNorthingFirst)
        default: form = .geoJSON(isNorthingFirst: crs.isNorthingFirst)
        }
        let stream = try call.engine.stream(parameters.request, as: form)
        // The layer may have changed since the tag was made.
        return Answer(
            type, .chunks(Source(stream: stream)), tag: ItemsTag.of(call, revision: stream.revision),
            headers: headers + [
                ("OGC-NumberMatched", "\(stream.count)"), ("OGC-NumberReturned", "\(stream.count)"),
            ])
    }

    private struct Source: ChunkSource {
        let stream: ItemStream

        func next() throws -> [UInt8]? { try stream.next() }
    }

    private static func package(_ call: Call, _ parameters: ItemsParameters) throws -> String {
        guard packages.take() else {
            throw Fault(
                .serverBusy, "Too many GeoPackages are being made.",
                remedy: "Try again in a minute, or take GeoJSON.")
        }
        defer { packages.give() }
        let file = FileManager.default.temporaryDirectory.appending(path: "tabaqa-\(UUID().uuidString).gpkg")
        var request = ExportRequest(
            layer: parameters.layer.id, file: file.path, audience: parameters.request.audience)
        request.selection = parameters.request.selection
        request.selection.includesFlagged = true
        request.crs = parameters.request.crs
        request.properties = parameters.request.properties
        do {
            _ = try call.engine.export(request)
        } catch {
            try? FileManager.default.removeItem(at: file)
            throw error
        }
        return file.path
    }

    private static func suffix(_ type: MediaType) -> String {
        switch type {
        case .geoPackage: "gpkg"
        case .csv: "csv"
        case .geoJSONSequence: "geojsons"
        default: "geojson"
        }
    }
}
