import Foundation
import Testing

/// The field page in a real browser as wide as a cheap phone, on the served sample city, behind a network that goes away.
@Suite("The field page", .serialized, .enabled(if: Browser.isThere, Browser.absence))
struct FieldPageTests {
    @Test
    func `Filled without a network, closed, opened again, cut in the middle: it arrives once and whole`()
        throws
    {
        try FieldPage.run("field_page.py")
    }

    @Test func `In three languages, light and dark, by thumb and by ear, every view can be used`() throws {
        try FieldPage.run("field_looks.py")
    }
}

private enum FieldPage {
    /// With the hydrants that its forms let choose from.
    static let city = Result {
        let city = try ServedCity()
        let imported = try city.workspace.run([
            "import", "fire-hydrants", Shared.sample("fire-hydrants.csv"), "--encoding", "windows-1254",
            "--dates", "d.m.y",
        ])
        try #require(imported.status == 0, "\(imported.error)")
        return city
    }

    /// Every script gets codes of phones of its own and a folder of its own.
    static func run(_ script: String) throws {
        let city = try city.get()
        var codes: [String] = []
        for number in 1...2 {
            let added = try city.workspace.run([
                "device", "add", "\(script) \(number)", "--url", city.origin, "--json",
            ])
            try #require(added.status == 0, "\(added.error)")
            let link = try #require(try added.json()["qr"] as? String)
            codes.append(try #require(link.components(separatedBy: "#enrol=").last))
        }
        let folder = city.workspace.folder.appendingPathComponent(script + ".run")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Oracle.run(
            script, city.origin, try #require(city.keys["steward"]), codes.joined(separator: ","),
            folder.path,
            in: folder)
    }
}
