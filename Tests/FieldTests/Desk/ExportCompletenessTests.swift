import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaEngine

@Suite("Exports tell what is missing")
struct ExportCompletenessTests {
    @Test func `a table has how many files an observation names and how many are there`() throws {
        let city = try DeskCity()
        let photo = try city.file("p.jpg", [1, 2, 3])
        try city.send(
            DeskCity.form("x1", ["kind": "leak", "photo": "p.jpg", "clip": "c.mp4"]), [photo])
        try city.send(DeskCity.form("x2", ["kind": "pothole"]))
        let path = city.folder.appending(path: "out.csv").path
        var request = ExportRequest(layer: DeskCity.reports.id, file: path, audience: .department)
        _ = try city.engine.export(request)
        var lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline)
        let header = try #require(lines.first).split(separator: ",", omittingEmptySubsequences: false)
        #expect(header.contains("attachments_expected") && header.contains("attachments_present"))
        let at = try #require(header.firstIndex { $0 == "attachments_expected" })
        lines.removeFirst()
        for line in lines {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            let counts = fields[at..<min(at + 2, fields.count)].joined(separator: "/")
            #expect(counts == (line.contains("pothole") ? "/" : "2/1"), "\(line)")
        }
        // Without the photos and clips themselves there is nothing to count.
        request.properties = ["kind"]
        _ = try city.engine.export(request)
        #expect(!(try String(contentsOfFile: path, encoding: .utf8)).contains("attachments_"))
    }
}
