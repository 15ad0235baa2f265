import Foundation
import FoundationXML
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaTestSupport
import Testing

@testable import TabaqaServer

@Suite("Tile routes")
struct TileRouteTests {
    private let zoom = 12

    private func middle() -> (row: Int, column: Int) { TileTown.address(37.4, 37.05, zoom) }

    private func vector(_ town: TileTown, _ path: [String: String], ifNoneMatch: String? = nil) throws
        -> Answer
    {
        try TileRoutes.vectorTile.handle(town.call("test-events", path, ifNoneMatch: ifNoneMatch))
    }

    @Test func `A tile comes with a tag, and the tag brings a 304`() throws {
        let town = try TileTown()
        let (row, column) = middle()
        let answer = try vector(town, TileTown.path(zoom, row, column))
        #expect(answer.status == 200 && !answer.bytes.isEmpty && answer.mediaType == .vectorTile)
        let tag = try #require(answer.tag)
        let same = try vector(town, TileTown.path(zoom, row, column), ifNoneMatch: "\"\(tag)\"")
        #expect(same.status == 304)
        // The XYZ address is the same tile.
        let xyz = try TileRoutes.vectorXYZ.handle(
            town.call("test-events", ["z": "\(zoom)", "x": "\(column)", "y": "\(row)"]))
        #expect(xyz.tag == tag && xyz.bytes == answer.bytes)
    }

    @Test func `Empty within the limits is 204, outside them and outside the matrix 404`() throws {
        let town = try TileTown(events: 0)
        var far = SampleLayers.event(1)
        far.geometry = .point(Position(x: 37.2, y: 36.9))
        try town.insert(far)
        far = SampleLayers.event(2)
        far.geometry = .point(Position(x: 37.6, y: 37.2))
        try town.insert(far)
        let (row, column) = middle()
        #expect(try vector(town, TileTown.path(zoom, row, column)).status == 204)
        for path in [
            TileTown.path(zoom, 0, 0), TileTown.path(31, 0, 0), TileTown.path(12, -1, 5),
            TileTown.path(12, 1_000_000_000, 5), TileTown.path(12, Int.max, Int.min),
            ["tileMatrix": "x", "tileRow": "0", "tileCol": "0"],
            ["tileMatrix": "+1", "tileRow": "0", "tileCol": "0"],
            ["tileMatrix": "1.0", "tileRow": "", "tileCol": "0"],
        ] {
            let fault = #expect(throws: Fault.self) { try vector(town, path) }
            #expect(fault?.kind.httpStatus == 404)
        }
    }

    @Test func `An edit changes the tiles it touches and no others, at once`() throws {
        let town = try TileTown()
        let (row, column) = middle()
        let (otherRow, otherColumn) = TileTown.address(37.25, 36.95, zoom)
        let touched = try vector(town, TileTown.path(zoom, row, column))
        let other = try vector(town, TileTown.path(zoom, otherRow, otherColumn))
        var feature = SampleLayers.event(9001)
        feature.geometry = .point(Position(x: 37.4, y: 37.05))
        try town.insert(feature)
        let after = try vector(town, TileTown.path(zoom, row, column))
        #expect(after.tag != touched.tag && after.bytes != touched.bytes)
        let still = try vector(town, TileTown.path(zoom, otherRow, otherColumn))
        #expect(still.tag == other.tag && still.bytes == other.bytes)
        try town.store.delete(feature.id, from: SampleLayers.events, expecting: nil, by: "test")
        let back = try vector(town, TileTown.path(zoom, row, column))
        #expect(back.tag != after.tag && back.tag != touched.tag)
        #expect(back.bytes == touched.bytes)
    }

    @Test func `Audiences and parameters have tiles of their own`() throws {
        let town = try TileTown()
        let (row, column) = middle()
        let path = TileTown.path(zoom, row, column)
        let steward = Viewer(name: "s", grants: [.init(department: "test", role: .steward)])
        var tags: Set<String> = []
        for (viewer, query) in [
            (Viewer.anonymous, []), (steward, []), (.anonymous, [(name: "filter", value: "severity > 2")]),
            (.anonymous, [(name: "properties", value: "severity")]),
            (.anonymous, [(name: "lang", value: "en")]),
            (.anonymous, [(name: "kind", value: "fire")]),
        ] as [(Viewer, [(name: String, value: String)])] {
            let answer = try TileRoutes.vectorTile.handle(
                town.call("test-events", path, query, viewer: viewer))
            tags.insert(try #require(answer.tag))
        }
        #expect(tags.count == 6)
    }

    @Test func `A heatmap tile is a picture, by both addresses and by WMTS, and an edit far away leaves it`()
        throws
    {
        let town = try TileTown()
        let (row, column) = middle()
        let query = [(name: "maximum", value: "50"), (name: "bandwidth", value: "300")]
        let answer = try TileRoutes.mapTile.handle(
            town.call("test-events", TileTown.path(zoom, row, column), query, format: .png))
        #expect(answer.status == 200 && answer.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let xyz = try TileRoutes.mapXYZ.handle(
            town.call("test-events", ["z": "\(zoom)", "x": "\(column)", "y": "\(row)"], query, format: .png))
        #expect(xyz.bytes == answer.bytes)
        let wmts = try TileRoutes.wmts.handle(
            town.call(
                nil, [:],
                [
                    ("service", "WMTS"), ("request", "GetTile"), ("version", "1.0.0"),
                    ("layer", "test-events"),
                    ("style", "default"), ("format", "image/png"), ("tilematrixset", "WebMercatorQuad"),
                    ("tilematrix", "\(zoom)"), ("tilerow", "\(row)"), ("tilecol", "\(column)"),
                ] + query, format: .png))
        #expect(wmts.bytes == answer.bytes && wmts.mediaType == .png)
        var feature = SampleLayers.event(9002)
        feature.geometry = .point(Position(x: 37.21, y: 36.91))
        try town.insert(feature)
        let still = try TileRoutes.mapTile.handle(
            town.call("test-events", TileTown.path(zoom, row, column), query, format: .png))
        #expect(still.tag == answer.tag && still.bytes == answer.bytes)
        // Without a maximum of its own or the layer's, the scale comes out of the whole layer.
        let derived = try TileRoutes.mapTile.handle(
            town.call("test-events", TileTown.path(zoom, row, column), format: .png))
        feature.id = FeatureID(SampleLayers.id(9003))
        try town.insert(feature)
        let after = try TileRoutes.mapTile.handle(
            town.call("test-events", TileTown.path(zoom, row, column), format: .png))
        #expect(derived.tag != after.tag)
    }

    @Test func `A picture with nothing in it is transparent at plain addresses and 204 at the OGC's`() throws
    {
        let town = try TileTown(events: 0)
        let (row, column) = middle()
        let plain = try TileRoutes.mapXYZ.handle(
            town.call(
                "test-events", ["z": "\(zoom)", "x": "\(column)", "y": "\(row)"], [("pixels", "512")],
                format: .png))
        #expect(plain.status == 200 && plain.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(Array(plain.bytes[16..<24]) == [0, 0, 2, 0, 0, 0, 2, 0])
        let ogc = try TileRoutes.mapTile.handle(
            town.call("test-events", TileTown.path(zoom, row, column), format: .png))
        #expect(ogc.status == 204)
        for query in [
            [(name: "pixels", value: "300")], [(name: "bandwidth", value: "1e9")],
            [(name: "kernel", value: "x")],
        ] {
            #expect(throws: Fault.self) {
                try TileRoutes.mapTile.handle(
                    town.call("test-events", TileTown.path(zoom, row, column), query, format: .png))
            }
        }
    }

    @Test func `Metadata names limits, addresses and properties`() throws {
        let town = try TileTown()
        let set = try document(TileRoutes.vectorTileSet.handle(town.call("test-events", [:], format: .json)))
        #expect(set["dataType"] as? String == "vector")
        #expect(set["tileMatrixSetURI"] as? String == TileMatrixSet.uri)
        let limits = try #require(set["tileMatrixSetLimits"] as? [[String: Any]])
        #expect(limits.count == 25)
        let (row, column) = middle()
        let own = try #require(limits.first { $0["tileMatrix"] as? String == "12" })
        #expect(
            try #require(own["minTileRow"] as? Int) <= row && row <= (try #require(own["maxTileRow"] as? Int))
        )
        #expect(
            try #require(own["minTileCol"] as? Int) <= column
                && column <= (try #require(own["maxTileCol"] as? Int)))
        let links = try #require(set["links"] as? [[String: Any]])
        let item = try #require(links.first { $0["rel"] as? String == "item" })
        #expect(item["templated"] as? Bool == true)
        #expect(
            item["href"] as? String
                == "https://city.example/collections/test-events/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}?f=mvt"
        )
        let list = try document(
            TileRoutes.vectorTileSets.handle(town.call("test-events", [:], format: .json)))
        #expect((list["tilesets"] as? [[String: Any]])?.count == 1)
        let tileJSON = try document(
            TileRoutes.vectorTileJSON.handle(
                town.call("test-events", [:], [(name: "filter", value: "severity > 2 & x")], format: .json)))
        #expect(
            tileJSON["tiles"] as? [String]
                == [
                    "https://city.example/xyz/test-events/{z}/{x}/{y}.mvt?filter=severity%20%3E%202%20%26%20x"
                ])
        let fields = (tileJSON["vector_layers"] as? [[String: Any]])?.first?["fields"] as? [String: Any]
        #expect(fields?.keys.contains("severity") == true)
        let bounds = try #require(tileJSON["bounds"] as? [Double])
        #expect(bounds[0] >= 37.2 && bounds[2] <= 37.6 && bounds[0] < bounds[2])
        let matrices = try document(TileRoutes.tileMatrixSet.handle(town.call(nil, [:], format: .json)))
        let first = try #require((matrices["tileMatrices"] as? [[String: Any]])?.first)
        #expect(abs(try #require(first["scaleDenominator"] as? Double) - 559_082_264.028_717) < 1e-3)
    }

    @Test func `What has no such tiles has no metadata of them`() throws {
        let town = try TileTown()
        for (route, layer) in [
            (TileRoutes.mapTileSet, "test-areas"), (TileRoutes.mapTileJSON, "test-roads"),
            (TileRoutes.vectorTileSet, "test-table"), (TileRoutes.vectorTileJSON, "test-table"),
        ] {
            let fault = #expect(throws: Fault.self) { try route.handle(town.call(layer, [:], format: .json)) }
            #expect(fault?.kind.httpStatus == 404)
        }
        let none = #expect(throws: Fault.self) {
            try TileRoutes.vectorXYZ.handle(town.call("test-table", ["z": "0", "x": "0", "y": "0"]))
        }
        #expect(none?.kind.httpStatus == 404)
    }

    @Test func `WMTS capabilities list what the viewer knows, well formed`() throws {
        let town = try TileTown()
        let reader = Viewer(name: "r", grants: [.init(department: nil, role: .reader)])
        for (viewer, expected) in [(Viewer.anonymous, ["test-events"]), (reader, ["test-events", "visits"])] {
            let answer = try TileRoutes.wmts.handle(
                town.call(
                    nil, [:], [("service", "WMTS"), ("request", "GetCapabilities")], viewer: viewer,
                    format: .xml))
            let names = try Names(answer.bytes)
            #expect(names.layers == expected)
            #expect(names.matrices == Engine.deepestHeatmapZoom + 1)
        }
    }

    @Test func `WMTS says what is wrong in its own words`() throws {
        let town = try TileTown()
        let tile: [(name: String, value: String)] = [
            ("service", "WMTS"), ("request", "GetTile"), ("version", "1.0.0"), ("layer", "test-events"),
            ("style", "default"), ("format", "image/png"), ("tilematrixset", "WebMercatorQuad"),
            ("tilematrix", "12"),
            ("tilerow", "1"), ("tilecol", "1"),
        ]
        func changed(_ name: String, _ value: String?) -> [(name: String, value: String)] {
            tile.compactMap { $0.name == name ? value.map { (name, $0) } : $0 }
        }
        for (query, status, code) in [
            (changed("request", "GetFeatureInfo"), 501, "OperationNotSupported"),
            (changed("service", nil), 400, "MissingParameterValue"),
            (changed("layer", "visits"), 400, "InvalidParameterValue"),
            (changed("layer", "nothing"), 400, "InvalidParameterValue"),
            (changed("tilematrixset", "Other"), 400, "InvalidParameterValue"),
            (changed("tilematrix", "31"), 400, "InvalidParameterValue"),
            (changed("tilerow", "-1"), 400, "TileOutOfRange"),
            (changed("tilecol", "99999999999999999999"), 400, "InvalidParameterValue"),
        ] {
            let answer = try TileRoutes.wmts.handle(town.call(nil, [:], query, format: .xml))
            let text = String(decoding: answer.bytes, as: UTF8.self)
            #expect(
                answer.status == status && answer.mediaType == .xml
                    && text.contains("exceptionCode=\"\(code)\""))
        }
        // A hidden layer and an absent one look the same.
        let hidden = try TileRoutes.wmts.handle(town.call(nil, [:], changed("layer", "visits"), format: .xml))
        let absent = try TileRoutes.wmts.handle(
            town.call(nil, [:], changed("layer", "nothing"), format: .xml))
        #expect(hidden.bytes == absent.bytes)
    }

    private func document(_ answer: Answer) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(answer.bytes)) as? [String: Any])
    }
}

/// What an XML parser finds in a capabilities document.
private final class Names: NSObject, XMLParserDelegate {
    private(set) var layers: [String] = []
    private(set) var matrices = 0
    private var path: [String] = []
    private var text = ""

    init(_ bytes: [UInt8]) throws {
        super.init()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = self
        guard parser.parse() else { throw Fault(.fileMalformed, "\(parser.parserError as Any)") }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        path.append(name)
        text = ""
        if name == "TileMatrix", path.dropLast().last == "TileMatrixSet" { matrices += 1 }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        if name == "ows:Identifier", path.dropLast().last == "Layer" { layers.append(text) }
        path.removeLast()
    }
}
