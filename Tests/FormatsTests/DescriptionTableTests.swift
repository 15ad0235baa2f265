import Foundation
import Testing

@Suite("Attributes in a placemark's description")
struct DescriptionTableTests {
    private func read(_ descriptions: [String]) throws -> TextSequence {
        var text = "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>"
        for (index, description) in descriptions.enumerated() {
            text += "<Placemark><name>p\(index)</name><description><![CDATA[\(description)]]></description>"
            text += "<Point><coordinates>\(index),37.5,900</coordinates></Point></Placemark>"
        }
        let folder = try TemporaryFolder()
        let run = try FormatsProgram.run(
            "read", try folder.write(Data((text + "</Document></kml>").utf8), as: "a.kml"))
        try #require(run.status == 0, "\(run.errorOutput)")
        return try run.records
    }

    private func row(_ key: String, _ value: String) -> String { "<tr><td>\(key)</td><td>\(value)</td></tr>" }

    @Test("Numbers are typed only where every row has one in its plain form")
    func types() throws {
        let records = try read([
            "<table>" + row("KOD", "007") + row("NUFUS", "1200") + row("ORAN", "0.5") + row("BOS", "")
                + "</table>",
            "<table>" + row("KOD", "8") + row("NUFUS", "&lt;Null&gt;") + row("ORAN", "-3") + "</table>",
        ])
        #expect(records.texts("KOD") == ["007", "8"])
        #expect(records.values("NUFUS").first as? Int == 1200)
        #expect(records.values("NUFUS").last.map { $0 is NSNull } == true)
        #expect(records.values("ORAN").map { $0 as? Double } == [0.5, -3])
        let types = (records.header["fields"] as? [[String: String]] ?? []).map {
            "\($0["name"] ?? ""):\($0["type"] ?? "")"
        }
        #expect(
            types == [
                "name:string", "description:string", "KOD:string", "NUFUS:integer", "ORAN:decimal",
                "BOS:string",
            ])
    }

    @Test("Entities, inner tags, attributes and headings are understood")
    func markup() throws {
        let records = try read([
            "<TABLE border=\"1 > 0\"><tr class='x'><th>AD</th><td><b>Şehitkamil</b> &amp; &#350;ahinbey</td></tr>"
                + row("a name", "x<br/>y") + "</TABLE>"
        ])
        #expect(records.texts("AD") == ["Şehitkamil & Şahinbey"])
        #expect(records.texts("a name") == ["x y"])
    }

    @Test("A key that is a column already gets a number, and three cells are no pair")
    func collisions() throws {
        let records = try read([row("name", "inner") + "<tr><td>a</td><td>b</td><td>c</td></tr>"])
        #expect(records.texts("name") == ["p0"])
        #expect(records.texts("name_2") == ["inner"])
        #expect((records.header["fields"] as? [Any])?.count == 3)
    }

    @Test(
        "Broken and endless markup is passed over quickly",
        arguments: [
            "<tr><td>a", "<tr><td>a</td><td>", "<<<<>>>>", "<tr", "&&&&;&#;&#xFFFFFFFF;&#0;",
            "</td></tr></table>",
            String(repeating: "<tr><td>", count: 50_000), String(repeating: "<", count: 200_000),
            String(repeating: "&", count: 200_000), "<td title=\"" + String(repeating: "x", count: 200_000),
        ])
    func broken(_ description: String) throws {
        let records = try read([description, row("AD", "x")])
        #expect(records.features.count == 2)
        #expect(records.texts("AD").last == "x")
    }

    @Test("No more than 256 columns are made of descriptions")
    func bounded() throws {
        let records = try read((0..<2).map { half in (0..<300).map { row("k\(half)_\($0)", "1") }.joined() })
        #expect((records.header["fields"] as? [Any])?.count == 258)
    }
}
