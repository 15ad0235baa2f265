import Foundation
import Testing

/// Adding a layer is a YAML file: nothing in the sources knows it.
@Suite("A layer nobody has heard of")
struct NewLayerTests {
    @Test func `From a file to a definition, a store, a join and a sheet`() throws {
        let city = try Workspace(layers: Shared.layers, boundary: nil)
        try city.tabaqa("init")
        try city.tabaqa("import", "city-boundary", Shared.sample("city-boundary.geojson"))
        try city.tabaqa("import", "neighbourhoods", Shared.sample("neighbourhoods.geojson"))
        var rows = "Ağaç No;Tür;Dikim Tarihi;Boy;Boylam;Enlem\n"
        for index in 0..<400 {
            let kind = ["Çınar", "Zeytin", "Fıstık"][index % 3]
            rows += "T\(index);\(kind);\(index % 28 + 1).03.2022;\(index % 12),5;"
            rows += "37,\(360_000 + index * 37 % 30_000);37,0\(50_000 + index * 53 % 30_000)\n"
        }
        try city.write(rows, to: "trees.csv")
        try city.newLayer(
            "ancient-trees", from: "trees.csv", department: "parks", "--dates", "d.m.y")
        #expect(try city.text("Layers/parks/ancient-trees.yaml").contains("Point"))
        let report = try city.answer("import", "ancient-trees", "trees.csv", "--dates", "d.m.y")
        #expect(report["read"] as? Int == 400)
        #expect(report["stored"] as? Int == 400)
        let again = try city.answer("import", "ancient-trees", "trees.csv", "--dates", "d.m.y")
        #expect(again["unchanged"] as? Int == 400)
        #expect(again["revision"] as? Int == report["revision"] as? Int)

        let join = try city.answer(
            "join", "ancient-trees", "neighbourhoods", "--count", "-o", "trees.geojson", "--sheet", "j.png")
        #expect(join["total"] as? Int == 400)
        try city.tabaqa(
            "heatmap", "ancient-trees", "-o", "h.png", "--weight", "count", "--sheet", "h-sheet.png",
            "--over",
            "neighbourhoods", "--lang", "tr")
        for picture in ["h.png", "h-sheet.png", "j.png"] {
            let header = try city.data(picture).prefix(8)
            #expect(Array(header) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        }
        let status = try city.run(["status"])
        #expect(status.output.contains("ancient-trees"))
    }
}
