import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaTestSupport
import Testing

@testable import TabaqaServer

/// Heatmaps as data, legends and pages, asked for as a dispatcher would.
@Suite struct DensityRoutesTests {
    private func call(
        _ town: TileTown, _ layer: LayerDefinition, _ query: [(String, String)], as format: MediaType,
        viewer: Viewer = Viewer(name: "reader", grants: [.init(department: nil, role: .reader)]),
        ifNoneMatch: String? = nil
    ) -> Call {
        Call(
            service: town.service, path: ["collectionId": layer.id],
            query: Query(query.map { (name: $0.0, value: $0.1) }), viewer: viewer, language: .en,
            format: format,
            base: "http://localhost", target: "/collections/\(layer.id)/density", ifNoneMatch: ifNoneMatch,
            body: [], collection: layer)
    }

    private func bytes(_ answer: Answer) throws -> [UInt8] {
        guard case .bytes(let bytes) = answer.body else { return [] }
        return bytes
    }

    private func object(_ answer: Answer) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(try bytes(answer))) as? [String: Any])
    }

    @Test func `Density comes as cells with its unit and how it was made, as CSV and as a picture`() throws {
        let town = try TileTown()
        let query = [
            ("bbox", "37.2,36.9,37.6,37.2"), ("width", "40"), ("height", "30"), ("bandwidth", "2000"),
            ("kernel", "gaussian"),
        ]
        let layer = SampleLayers.events
        let cells = try object(try DensityRoutes.density.handle(call(town, layer, query, as: .geoJSON)))
        #expect(cells["type"] as? String == "FeatureCollection")
        #expect(cells["unit"] as? String == "events/km²")
        #expect(cells["kernel"] as? String == "gaussian")
        #expect(cells["bandwidthMeters"] as? Double == 2000)
        #expect(cells["revision"] is Int)
        let features = try #require(cells["features"] as? [[String: Any]])
        #expect(features.count > 100 && features.count <= 1200)
        let csv = try bytes(try DensityRoutes.density.handle(call(town, layer, query, as: .csv)))
        #expect(csv.split(separator: 10).count == 1201)
        let png = try DensityRoutes.density.handle(call(town, layer, query, as: .png))
        #expect(try bytes(png).starts(with: [0x89, 0x50]))
        #expect(png.headers.contains { $0.name == "Content-Crs" })
        // The values add up to the events.
        let values = features.compactMap { ($0["properties"] as? [String: Any])?["value"] as? Double }
        let area = try #require(cells["cellAreaKm2"] as? Double)
        let used = try #require(cells["used"] as? Int)
        #expect(abs(values.reduce(0, +) * area - Double(used)) < 0.1 * Double(used))
    }

    @Test func `A tag answers 304 until the layer changes, and differs by audience and parameters`() throws {
        let town = try TileTown(events: 30)
        let layer = SampleLayers.events
        func tag(_ query: [(String, String)], _ viewer: Viewer = .anonymous) throws -> String {
            try #require(
                try DensityRoutes.legend.handle(call(town, layer, query, as: .json, viewer: viewer)).tag)
        }
        let first = try tag([])
        let again = try DensityRoutes.legend.handle(
            call(town, layer, [], as: .json, viewer: .anonymous, ifNoneMatch: "\"\(first)\""))
        #expect(again.status == 304)
        #expect(try tag([("bandwidth", "600")]) != first)
        #expect(try tag([], Viewer(name: "r", grants: [.init(department: nil, role: .reader)])) != first)
        try town.insert(SampleLayers.event(1000))
        #expect(try tag([]) != first)
    }

    @Test func `What is too large or makes no sense is refused before it is computed`() throws {
        let town = try TileTown(events: 30)
        let layer = SampleLayers.events
        func code(_ query: [(String, String)], _ format: MediaType = .geoJSON) -> FaultCode? {
            do {
                _ = try DensityRoutes.density.handle(call(town, layer, query, as: format))
                return nil
            } catch { return (error as? Fault)?.code }
        }
        #expect(code([("width", "501"), ("height", "500")]) == .gridTooLarge)
        #expect(code([("width", "500"), ("height", "500"), ("bbox", "37.2,36.9,37.6,37.2")]) == nil)
        #expect(code([("cell", "10"), ("bbox", "37.2,36.9,37.6,37.2")]) == .gridTooLarge)
        #expect(code([("cell", "1"), ("bbox", "-180,-80,180,80")], .png) == .gridTooLarge)
        #expect(code([("width", "4097"), ("height", "10")], .png) == .optionInvalid)
        #expect(code([("width", "10")]) == .optionInvalid)
        #expect(code([("width", "10"), ("height", "10"), ("cell", "10")]) == .optionInvalid)
        for value in ["nan", "inf", "1e308", "-5", "1e-9", "x"] {
            #expect(code([("bandwidth", value)]) == .optionInvalid, "\(value)")
            #expect(code([("cell", value)]) == .optionInvalid, "\(value)")
            #expect(
                code([("bbox", "\(value),0,1,1"), ("width", "9"), ("height", "9")])
                    == (["-5", "1e-9"].contains(value) ? nil : .optionInvalid),
                "\(value)")
        }
        for box in ["", ",,,", "1,2,3", "1,2,3,4,5", "1,2,1,2,3", "10,50,0,60,x,1", "0,10,1,-10", "0,0,0,91"]
        where !box.isEmpty {
            #expect(code([("bbox", box)]) == .optionInvalid, "\(box)")
        }
        #expect(code([("bbox-crs", "EPSG:4326")]) == .optionInvalid)
        #expect(code([("bbox", "0,0,1,1"), ("bbox-crs", "EPSG:2000")]) == .crsUnknown)
        #expect(code([("kernel", "round")]) == .optionInvalid)
        #expect(code([("weight", "kind")]) == .optionInvalid)
        #expect(code([("weight", "absent")]) == .propertyUnknown)
        #expect(code([("filter", String(repeating: "(", count: 9000))]) == .filterMalformed)
    }

    @Test func `Boxes in any served CRS and order of axes are one box`() throws {
        let town = try TileTown()
        let layer = SampleLayers.events
        func used(_ query: [(String, String)]) throws -> Int? {
            try object(
                try DensityRoutes.density.handle(
                    call(town, layer, query + [("width", "10"), ("height", "10")], as: .geoJSON)))["used"]
                as? Int
        }
        let plain = try used([("bbox", "37.3,37.0,37.4,37.1")])
        #expect(try #require(plain) > 0)
        for (crs, box) in [
            ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "37.3,37.0,37.4,37.1"),
            ("http://www.opengis.net/def/crs/EPSG/0/4326", "37.0,37.3,37.1,37.4"),
            ("urn:ogc:def:crs:EPSG::3857", "4152217.02,4439106.79,4163348.96,4453049.92"),
        ] { #expect(try used([("bbox", box), ("bbox-crs", crs)]) == plain, "\(crs)") }
    }

    @Test func `A selection of nothing is an empty collection`() throws {
        let town = try TileTown(events: 30)
        let answer = try DensityRoutes.density.handle(
            call(town, SampleLayers.events, [("filter", "severity > 1000")], as: .geoJSON))
        #expect((try object(answer)["features"] as? [Any])?.isEmpty == true)
        let legend = try DensityRoutes.legend.handle(
            call(town, SampleLayers.events, [("filter", "severity > 1000")], as: .json))
        #expect(try object(legend)["used"] as? Int == 0)
        #expect(try object(legend)["maximum"] is Double)
    }

    @Test func `A guarded layer gives its cells and refuses selections, with or without a tag`() throws {
        let town = try TileTown(events: 0)
        let layer = TileTown.visits
        for number in 0..<12 {
            try town.insert(
                Feature(
                    id: FeatureID(String(format: "%032x", number + 1)), revision: 0,
                    geometry: .point(Position(x: 37.32 + Double(number) * 1e-5, y: 37.02)), properties: []),
                into: layer)
        }
        let answer = try DensityRoutes.density.handle(call(town, layer, [], as: .geoJSON))
        let features = try #require(try object(answer)["features"] as? [Any])
        #expect(features.count == 1)
        for query in [("bbox", "37,37,38,38"), ("datetime", "2024"), ("weight", "x"), ("per-year", "true")] {
            #expect(throws: Fault.self, "\(query)") {
                _ = try DensityRoutes.density.handle(
                    call(town, layer, [query], as: .geoJSON, ifNoneMatch: "*"))
            }
        }
    }

    @Test func `Sheets are pages, over outlines or by areas`() throws {
        let town = try TileTown(events: 50)
        let sheet = DensityRoutes.sheet
        let pdf = try bytes(try sheet.handle(call(town, SampleLayers.events, [], as: .pdf)))
        #expect(pdf.starts(with: Array("%PDF".utf8)))
        let png = try bytes(
            try sheet.handle(call(town, SampleLayers.events, [("bandwidth", "2000")], as: .png)))
        #expect(png.starts(with: [0x89, 0x50]))
        #expect(throws: Fault.self) {
            _ = try sheet.handle(call(town, SampleLayers.events, [("measure", "count")], as: .png))
        }
        #expect {
            _ = try sheet.handle(call(town, SampleLayers.events, [("over", "none")], as: .png))
        } throws: {
            ($0 as? Fault)?.code == .layerUnknown
        }
        // A layer that must seem absent is as absent as one that is.
        #expect {
            _ = try sheet.handle(
                call(town, SampleLayers.events, [("by", "visits")], as: .png, viewer: .anonymous))
        } throws: { ($0 as? Fault)?.code == .layerUnknown }
    }
}
