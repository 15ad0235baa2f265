import TabaqaExchange
import TabaqaFeatureModel
import Testing

struct GeoJSONHintTests {
    static let folder = "fixtures/geojsonhint/test/data"
    static let style: Set<String> = [
        "polygon_winding_order", "bad-polygon-interiorring-rhr", "geometrycollection_nested",
        "geometrycollection_single", "point-toomany", "excessive_precision_truncated",
    ]

    static func read(_ path: String) throws -> (rows: Int, warnings: [String]) {
        let reader = try GeoJSONReader(path: SharedData.path(path))
        var rows = 0
        while let batch = try reader.next() { rows += batch.count }
        return (rows, reader.warnings)
    }

    @Test(.enabled(if: SharedData.has(folder), "geojsonhint is absent"))
    func badFilesAreRefusedWithLineAndMatterOfStyleIsWarnedAbout() throws {
        let files = try SharedData.files(in: Self.folder + "/bad", ending: ".geojson")
        #expect(files.count == 44)
        var refused = 0
        for file in files {
            let name = String(file.split(separator: "/").last?.dropLast(8) ?? "")
            do {
                let (rows, warnings) = try Self.read(file)
                #expect(Self.style.contains(name), "\(file) was accepted")
                #expect(!warnings.isEmpty, "\(file) got no warning")
                #expect(rows == 1)
            } catch let fault as Fault {
                #expect(!Self.style.contains(name), "\(file): \(fault)")
                #expect(fault.place?.line != nil, "\(file): \(fault)")
                if name != "bad-json", name != "rootstring" {
                    #expect(fault.place?.field != nil, "\(file): \(fault)")
                }
                refused += 1
            }
        }
        #expect(refused == 38)
    }

    @Test(.enabled(if: SharedData.has(folder), "geojsonhint is absent"))
    func goodFilesAreAccepted() throws {
        let files = try SharedData.files(in: Self.folder + "/good", ending: ".geojson")
        #expect(files.count == 18)
        for file in files { #expect(throws: Never.self, "\(file)") { _ = try Self.read(file) } }
    }
}
