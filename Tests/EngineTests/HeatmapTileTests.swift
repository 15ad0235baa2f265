import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import Testing

@Suite struct HeatmapTileTests {
    /// Of the tile of `zoom` around the events.
    private func address(_ zoom: Int, row: Int = 0, column: Int = 0) throws -> TileAddress {
        let side = Double(1 << zoom)
        let sine = sin(37.03 * .pi / 180)
        return try #require(
            TileAddress(
                zoom: zoom, row: Int((0.5 - log((1 + sine) / (1 - sine)) / (4 * .pi)) * side) + row,
                column: Int((37.33 / 360 + 0.5) * side) + column))
    }

    private func city() throws -> EngineCity {
        let city = try EngineCity()
        var rows = "number,at,severity,place,lon,lat\n"
        for index in 0..<200 {
            let place = "37.3\(10 + index * 7 % 60),37.0\(10 + index * 11 % 40)"
            let month = 1 + index % 12
            rows +=
                "N\(index),2025-\(month < 10 ? "0" : "")\(month)-15 10:00,\(index % 5),p\(index),\(place)\n"
        }
        try city.write(rows, to: "many.csv")
        try city.load("areas", "areas.geojson")
        try city.load("events", "many.csv")
        return city
    }

    private func tile(
        _ city: EngineCity, _ address: TileAddress, _ change: (inout HeatmapTileRequest) -> Void = { _ in }
    ) throws -> [UInt8]? {
        var request = HeatmapTileRequest(layer: "events", audience: .department, address: address)
        change(&request)
        return try city.engine.heatmapTile(request)
    }

    /// Width and height a PNG states.
    private func size(_ png: [UInt8]) -> [Int] {
        guard png.count > 24, png[0..<8] == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] else {
            return []
        }
        func number(_ at: Int) -> Int { png[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        return [number(16), number(20)]
    }

    @Test func `A tile is a palette picture of its size, and nothing where nothing is`() throws {
        let city = try city()
        for pixels in [256, 512] {
            let png = try #require(try tile(city, try address(12)) { $0.pixels = pixels })
            #expect(size(png) == [pixels, pixels])
        }
        #expect(try tile(city, try address(12, row: 9)) == nil)
        #expect(try tile(city, try #require(TileAddress(zoom: 0, row: 0, column: 0))) != nil)
        #expect(try tile(city, try address(12)) { $0.selection.datetime = "1999" } == nil)
    }

    @Test func `Without a declared maximum all tiles, months and zooms have one scale, that of the layer`()
        throws
    {
        let city = try city()
        var request = HeatmapRequest(layer: "events", audience: .department)
        request.usesLayerScale = true
        let whole = try city.engine.legendHeatmap(request).scaleMaximum
        request.selection.datetime = "2025-03"
        #expect(try city.engine.legendHeatmap(request).scaleMaximum == whole)
        request.selection.extent = Extent(minX: 37.31, minY: 37.01, maxX: 37.32, maxY: 37.02)
        #expect(try city.engine.legendHeatmap(request).scaleMaximum == whole)
        #expect(try city.engine.heatmap(request).scaleMaximum == whole)
        // A tile of the derived scale is a tile of that maximum.
        let here = try address(13)
        let named = try tile(city, here) { $0.maximum = DensityMaximum(value: whole, isPerYear: false) }
        #expect(try tile(city, here) == named)
        #expect(
            try tile(city, here) { $0.maximum = DensityMaximum(value: whole * 3, isPerYear: false) } != named)
        // Twice as many events at one place change the scale.
        let feature = try #require(try city.engine.store.page(EngineCity.events, after: nil, limit: 1).first)
        try city.engine.store.delete(feature.id, from: EngineCity.events, expecting: nil, by: "test")
        #expect(try tile(city, here) != nil)
    }

    @Test func `Hostile parameters are refused, never computed`() throws {
        let city = try city()
        let here = try address(12)
        for bandwidth in [Double.nan, .infinity, -1, 0, 1e-9, 1e308, 1e6] {
            #expect(throws: Fault.self) { try tile(city, here) { $0.bandwidth = bandwidth } }
        }
        for maximum in [Double.nan, .infinity, -1, 0] {
            #expect(throws: Fault.self) {
                try tile(city, here) { $0.maximum = DensityMaximum(value: maximum, isPerYear: false) }
            }
        }
        for pixels in [-1, 0, 255, 1 << 40] {
            #expect(throws: Fault.self) { try tile(city, here) { $0.pixels = pixels } }
        }
        #expect(throws: Fault.self) { try tile(city, here) { $0.weight = "place" } }
        #expect(throws: Fault.self) { try tile(city, here) { $0.weight = "absent" } }
        #expect(throws: Fault.self) { try tile(city, here) { $0.selection.filter = "((((" } }
        #expect(throws: Fault.self) {
            try tile(city, try #require(TileAddress(zoom: 24, row: 1 << 20, column: 1 << 20)))
        }
        // The largest and the smallest that are allowed, at both ends of the zooms.
        for kernel in Kernel.allCases {
            for zoom in [0, 5, 10, 16, 22] {
                for bandwidth in [0.5, 10, 100_000] {
                    _ = try tile(city, try address(zoom)) {
                        $0.kernel = kernel
                        $0.bandwidth = bandwidth
                    }
                }
            }
        }
    }

    @Test func `A guarded layer's tile shows its released cells and takes no selection`() throws {
        let city = try EngineCity()
        var rows = "number,at,severity,place,lon,lat\n"
        for index in 0..<4 {
            rows += "P\(index),2025-01-0\(index + 1) 10:00,1,person\(index),37.3200\(index),37.02\n"
        }
        rows += "Q,2025-02-01 10:00,1,alone,37.36,37.04\n"
        try city.write(rows, to: "visits.csv")
        try city.load("visits", "visits.csv")
        func tile(_ address: TileAddress, _ change: (inout HeatmapTileRequest) -> Void = { _ in }) throws
            -> [UInt8]?
        {
            var request = HeatmapTileRequest(layer: "visits", audience: .department, address: address)
            change(&request)
            return try city.engine.heatmapTile(request)
        }
        let cells = try city.engine.heatmap(HeatmapRequest(layer: "visits", audience: .department))
        #expect(cells.isCells)
        #expect(try tile(try address(11)) != nil)
        // The lone visitor's place is as empty as the sea.
        let side = Double(1 << 17)
        let sine = sin(37.04 * .pi / 180)
        let lone = try #require(
            TileAddress(
                zoom: 17, row: Int((0.5 - log((1 + sine) / (1 - sine)) / (4 * .pi)) * side),
                column: Int((37.36 / 360 + 0.5) * side)))
        #expect(try tile(lone) == nil)
        for change: (inout HeatmapTileRequest) -> Void in [
            { $0.selection.datetime = "2025-01" }, { $0.weight = "severity" }, { $0.isPerYear = true },
            { $0.selection.filter = "severity = 1" },
        ] {
            #expect(throws: Fault.self) { try tile(try address(11), change) }
        }
        // Which kernel and bandwidth are asked for changes nothing.
        let plain = try tile(try address(14))
        #expect(
            try tile(try address(14)) {
                $0.kernel = .uniform
                $0.bandwidth = 10
            } == plain)
        #expect(throws: Fault.self) {
            var request = HeatmapTileRequest(layer: "visits", audience: .department, address: try address(11))
            request.selection.includesFlagged = true
            _ = try city.engine.heatmapTile(request)
        }
    }

    @Test func `Bytes in memory are the files the commands write`() throws {
        let city = try city()
        var request = HeatmapRequest(layer: "events", audience: .department)
        request.size = (60, 40)
        let heatmap = try city.engine.heatmap(request)
        func file(_ name: String) throws -> [UInt8] {
            [UInt8](try Data(contentsOf: URL(filePath: city.path(name))))
        }
        try city.engine.writePicture(heatmap, to: city.path("h.png"))
        #expect(try city.engine.picture(heatmap) == file("h.png"))
        try city.engine.writeValues(heatmap, to: city.path("h.csv"))
        #expect(try city.engine.values(heatmap, as: .csv) == file("h.csv"))
        try city.engine.writeValues(heatmap, to: city.path("h.geojson"))
        let cells = try city.engine.values(heatmap, as: .geoJSON)
        #expect(try cells == file("h.geojson"))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(cells)) as? [String: Any])
        #expect(object["unit"] as? String == "events/km²")
        #expect(object["kernel"] as? String == "quartic")
        #expect(object["bandwidthMeters"] as? Double == 500)
        #expect(object["used"] as? Int == 200)
        try city.engine.writeLegend(heatmap, to: city.path("l.json"), language: .en)
        #expect(try city.engine.legend(heatmap, as: .json, language: .en) == file("l.json"))
        let join = try city.engine.join(JoinRequest(points: "events", areas: "areas", audience: .department))
        for (name, isCSV) in [("j.csv", true), ("j.geojson", false)] {
            try city.engine.write(join, to: city.path(name))
            #expect(try city.engine.bytes(of: join, asCSV: isCSV) == file(name))
        }
        #expect(throws: Fault.self) { try city.engine.values(heatmap, as: .geoTIFF) }
        let sheet = try city.engine.sheet(heatmap, over: "areas", language: .en, asPDF: true)
        #expect(sheet.starts(with: Array("%PDF".utf8)))
        request.maximumCells = 2399
        #expect { _ = try city.engine.heatmap(request) } throws: { ($0 as? Fault)?.code == .gridTooLarge }
        request.maximumCells = 2400
        _ = try city.engine.heatmap(request)
    }
}
