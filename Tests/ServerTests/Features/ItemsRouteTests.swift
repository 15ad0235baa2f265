import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaTestSupport
import Testing

@testable import TabaqaServer

@Suite("Items over HTTP")
struct ItemsRouteTests {
    private func ids(_ document: [String: Any]) -> [String] {
        (document["features"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
    }

    private let all = (0..<60).map(SampleLayers.id).sorted()

    @Test func `Following next gives every feature once, and keeps what was asked`() throws {
        let town = try ItemsTown()
        for query in [
            "", "?limit=7", "?limit=60&lang=ar", "?limit=11&sortby=-severity,%2Bday&skipGeometry=true",
        ] {
            var target: String? = "/collections/events/items\(query)"
            var seen: [String] = []
            var pages = 0
            while let next = target, pages < 100 {
                let document = try town.document(next)
                let page = ids(document)
                #expect(document["numberReturned"] as? Int == page.count)
                #expect(document["numberMatched"] as? Int == 60)
                seen += page
                pages += 1
                if query.contains("lang=ar"), pages > 1 { #expect(next.contains("lang=ar")) }
                if query.contains("skip") { #expect(next.contains("skipGeometry=true")) }
                target = town.link("next", of: document)
            }
            #expect(seen.sorted() == all)
        }
    }

    @Test func `A page is ten features of GeoJSON in longitude and latitude, with absolute links`() throws {
        let town = try ItemsTown()
        let answer = town.get("/collections/events/items")
        #expect(answer.status == 200)
        #expect(answer["content-type"] == "application/geo+json")
        #expect(answer["content-crs"] == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>")
        let document = try town.document("/collections/events/items")
        #expect(ids(document) == Array(all.prefix(10)))
        #expect(document["type"] as? String == "FeatureCollection")
        #expect(document["crs"] == nil)
        let links = try #require(document["links"] as? [[String: Any]])
        #expect(
            Set(links.compactMap { $0["rel"] as? String }) == ["self", "alternate", "next", "collection"])
        #expect(links.allSatisfy { ($0["href"] as? String)?.hasPrefix("http://127.0.0.1:8080/") ?? false })
        #expect(links.allSatisfy { $0["type"] is String })
        let feature = try #require((document["features"] as? [[String: Any]])?.first)
        let number = try #require((0..<60).first { SampleLayers.id($0) == feature["id"] as? String })
        guard case .point(let place)? = SampleLayers.event(number).geometry else { return }
        let written = try #require((feature["geometry"] as? [String: Any])?["coordinates"] as? [Double])
        #expect(abs(written[0] - place.x) < 6e-8)
        #expect(abs(written[1] - place.y) < 6e-8)
    }

    @Test func `A limit beyond the maximum is the maximum, and nonsense is refused`() throws {
        let town = try ItemsTown()
        for limit in ["10000", "10001", "99999999999999999999999"] {
            #expect(ids(try town.document("/collections/events/items?limit=\(limit)")).count == 60)
        }
        for query in [
            "limit=-1", "limit=0", "limit=1e99", "limit=1.5", "limit=x", "limit=%D9%A1", "offset=-1",
            "offset=x",
            "cursor=x", "cursor=%00", "sortby=", "bbox=1,2,3", "bbox=x,y,z,w", "bbox=0,10,0,-10",
            "crs=EPSG:9999999",
            "crs=javascript:", "sortby=nothing", "sortby=-", "sortby=day,-day", "properties=nothing",
            "datetime=x",
            "filter=(", "filter=true&filter-lang=sql", "nothing=1", "limit=1&limit=2", "download=yes",
            "skipGeometry=1",
            "sortby=photo", "sortby=number,at,kind,severity,checked",
        ] where query != "sortby=" {
            let answer = town.get("/collections/events/items?\(query)")
            #expect(answer.status == 400, "\(query)")
            #expect(answer["content-type"]?.hasPrefix("application/problem+json") ?? false)
        }
        #expect(town.get("/collections/events/items?offset=99999999999999999999").status == 200)
    }

    @Test func `Properties that may not be seen are as unknown as those that are not there`() throws {
        let town = try ItemsTown()
        for query in ["properties=NAME", "sortby=NAME", "sortby=-NAME", "filter=NAME%20%3E%201", "NAME=1"] {
            let hidden = town.get(
                "/collections/events/items?" + query.replacingOccurrences(of: "NAME", with: "loss"))
            let absent = town.get(
                "/collections/events/items?" + query.replacingOccurrences(of: "NAME", with: "lost"))
            #expect(hidden.status == 400, "\(query)")
            let text = String(decoding: try hidden.bytes(), as: UTF8.self)
            #expect(
                text.replacingOccurrences(of: "loss", with: "lost")
                    == String(decoding: try absent.bytes(), as: UTF8.self), "\(query)")
        }
        #expect(town.get("/collections/events/items?properties=loss", key: "steward").status == 200)
        #expect(!(try town.text("/collections/events/items?limit=60")).contains("\"loss\""))
        #expect(try town.text("/collections/events/items?limit=60", key: "steward").contains("\"loss\""))
    }

    @Test func `A layer that may not be known has no items, in the same words as one that is not there`()
        throws
    {
        let town = try ItemsTown()
        let id = SampleLayers.id(3)
        for path in ["items", "items?limit=0&nothing=1", "items/\(id)"] {
            let hidden = town.get("/collections/internals/\(path)")
            let absent = town.get("/collections/internalx/\(path)")
            #expect(hidden.status == 404)
            #expect(
                String(decoding: try hidden.bytes(), as: UTF8.self).replacingOccurrences(
                    of: "internals", with: "internalx")
                    == String(decoding: try absent.bytes(), as: UTF8.self))
        }
        #expect(town.get("/collections/internals/items", key: "reader").status == 200)
    }

    @Test func `Entity tags change with every edit and with who asks, and only then`() throws {
        let town = try ItemsTown()
        let target = "/collections/events/items?limit=5"
        let first = town.get(target)
        let tag = try #require(first["etag"])
        #expect(try town.get(target).bytes() == first.bytes())
        #expect(town.get(target)["etag"] == tag)
        #expect(town.get(target, headers: [("If-None-Match", tag)]).status == 304)
        #expect(town.get(target, key: "steward")["etag"] != tag)
        #expect(town.get(target, key: "steward", headers: [("If-None-Match", tag)]).status == 200)
        #expect(town.get(target + "&f=csv")["etag"] != tag)
        let one = "/collections/events/items/\(SampleLayers.id(1))"
        let own = try #require(town.get(one)["etag"])
        try town.store.delete(FeatureID(SampleLayers.id(2)), from: ItemsTown.events, expecting: nil, by: "t")
        #expect(town.get(target, headers: [("If-None-Match", tag)]).status == 200)
        #expect(town.get(target)["etag"] != tag)
        // Another row's change leaves this one's tag.
        #expect(town.get(one, headers: [("If-None-Match", own)]).status == 304)
    }

    @Test func `One feature comes with links; what is not there is not found`() throws {
        let town = try ItemsTown()
        let id = SampleLayers.id(4)
        let answer = town.get("/collections/events/items/\(id)")
        #expect(answer.status == 200)
        #expect(answer["content-type"] == "application/geo+json")
        #expect(answer["content-crs"] == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>")
        let document = try town.document("/collections/events/items/\(id)")
        #expect(document["id"] as? String == id)
        #expect((document["properties"] as? [String: Any])?["number"] as? String == "N-4")
        #expect(town.link("self", of: document)?.hasPrefix("/collections/events/items/\(id)") ?? false)
        #expect(town.link("collection", of: document) == "/collections/events")
        for name in ["nothing", "a'b", String(repeating: "x", count: 3000)] {
            #expect(town.get("/collections/events/items/\(name)").status == 404, "\(name)")
        }
    }

    @Test func `All of a layer streams as CSV, text sequence and GeoJSON, and holds what the pages hold`()
        throws
    {
        let town = try ItemsTown()
        let csv = town.get("/collections/events/items?f=csv")
        #expect(csv["content-type"]?.hasPrefix("text/csv") ?? false)
        #expect(csv["content-disposition"] == "attachment; filename=\"events.csv\"")
        let lines = String(decoding: try csv.bytes(), as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines.dropFirst().dropLast().map { String($0.prefix(32)) }.sorted() == all)
        let sequence = try town.text("/collections/events/items?f=geojsonseq")
        #expect(sequence.split(separator: "\u{1E}").count == 60)
        #expect(ids(try town.document("/collections/events/items?download=true")).sorted() == all)
        let filtered = try town.document("/collections/events/items?download=true&filter=severity%3D3")
        #expect(ids(filtered).count == 12)
        #expect(town.get("/collections/events/items?download=true&limit=5").status == 400)
        #expect(town.get("/collections/events/items?f=csv&sortby=day").status == 400)
    }

    @Test func `Pages of CSV carry their links in the header`() throws {
        let town = try ItemsTown()
        var target: String? = "/collections/events/items?f=csv&limit=25&sortby=number"
        var seen: [String] = []
        while let next = target {
            let answer = town.get(next)
            #expect(answer["ogc-numbermatched"] == "60")
            let lines = String(decoding: try answer.bytes(), as: UTF8.self).components(separatedBy: "\r\n")
            seen += lines.dropFirst().dropLast().map { String($0.prefix(32)) }
            let link = answer.headers.first { $0.name == "Link" && $0.value.contains("rel=\"next\"") }?.value
            target = link.map { text in
                String(text.dropFirst().prefix { $0 != ">" }).replacingOccurrences(
                    of: "http://127.0.0.1:8080", with: "")
            }
        }
        #expect(seen.count == 60)
        #expect(seen.sorted() == all)
    }

    /// Expected positions by pyproj 3.7.2 with PROJ 9.5.1, in the authorities' order of axes.
    private static let places: [(degrees: Position, expected: [String: [Double]])] = [
        (
            Position(x: 37.383333, y: 37.066667),
            [
                "4326": [37.066667, 37.383333], "3857": [4161493.59371538, 4448403.385647221],
                "32637": [356275.7456490696, 4103490.352815928],
                "5256": [4104804.8472415507, 623028.4977496079],
            ]
        ),
        (
            Position(x: 39.05, y: 37.95),
            [
                "4326": [37.95, 39.05], "3857": [4347026.115477333, 4572364.895692986],
                "32637": [504392.8454010589, 4200268.618430338],
                "5256": [4206338.93778275, 768101.9229640198],
            ]
        ),
    ]

    @Test func `Every CRS gives PROJ's positions, northing first where its authority says so`() throws {
        let town = try ItemsTown(rows: 0)
        let degrees = Self.places.enumerated().map { index, place in
            var feature = SampleLayers.event(index)
            feature.geometry = .point(place.degrees)
            return feature
        }
        try town.load(degrees, into: ItemsTown.events)
        let surveyed = Self.places.enumerated().map { index, place in
            var feature = SampleLayers.event(index)
            let own = place.expected["5256"] ?? []
            feature.geometry = .point(Position(x: own[1], y: own[0]))
            return feature
        }
        try town.load(surveyed, into: ItemsTown.surveyed)
        for layer in ["events", "surveyed"] {
            for code in ["4326", "3857", "32637"] + (layer == "surveyed" ? ["5256"] : []) {
                let uri = "http://www.opengis.net/def/crs/EPSG/0/\(code)"
                for name in [uri, "%5BEPSG:\(code)%5D"] {
                    let answer = town.get("/collections/\(layer)/items?crs=\(name)&sortby=number")
                    #expect(answer["content-crs"] == "<\(uri)>")
                    let document = try town.document("/collections/\(layer)/items?crs=\(name)&sortby=number")
                    let features = try #require(document["features"] as? [[String: Any]])
                    for (feature, place) in zip(features, Self.places) {
                        let written =
                            (feature["geometry"] as? [String: Any])?["coordinates"] as? [Double] ?? []
                        let expected = place.expected[code] ?? []
                        let tolerance = code == "4326" ? 1e-7 : 0.002
                        #expect(
                            zip(written, expected).allSatisfy { abs($0 - $1) < tolerance }, "\(layer) \(code)"
                        )
                        #expect(written.count == 2)
                    }
                    let one = try town.document(
                        "/collections/\(layer)/items/\(SampleLayers.id(0))?crs=\(name)")
                    let written = (one["geometry"] as? [String: Any])?["coordinates"] as? [Double] ?? []
                    let listed = features.first { $0["id"] as? String == SampleLayers.id(0) }
                    #expect(written == (listed?["geometry"] as? [String: Any])?["coordinates"] as? [Double])
                }
            }
        }
        #expect(
            town.get("/collections/events/items?crs=http://www.opengis.net/def/crs/EPSG/0/5256").status == 400
        )
    }

    @Test func `A box takes its CRS's axes, meets areas by their ground, and crosses the meridian`() throws {
        let town = try ItemsTown()
        let here = try town.document("/collections/events/items?bbox=37.2,36.9,37.4,37.0&limit=60")
        let there = try town.document(
            "/collections/events/items?bbox=36.9,37.2,37.0,37.4&bbox-crs=%5BEPSG:4326%5D&limit=60")
        #expect(ids(here) == ids(there))
        #expect(!ids(here).isEmpty && ids(here).count < 60)
        // An L: its middle lies outside of it, and so does the box in its corner.
        func ring(_ places: [(Double, Double)]) -> Geometry {
            .polygon([places.map { Position(x: $0.0, y: $0.1) }])
        }
        let corner = ring([(0, 0), (4, 0), (4, 1), (1, 1), (1, 4), (0, 4), (0, 0)])
        let east = ring([(179, 0), (180, 0), (180, 1), (179, 0)])
        try town.load(
            [("corner", corner), ("east", east)].map { name, shape in
                Feature(
                    id: FeatureID(name), revision: 0, geometry: shape, properties: [.text(name), .integer(1)])
            }, into: ItemsTown.areas)
        func met(_ box: String) throws -> [String] {
            ids(try town.document("/collections/areas/items?bbox=\(box)"))
        }
        #expect(try met("3.5,0.5,5,0.6") == ["corner"])
        #expect(try met("2,2,3,3") == [])
        #expect(try met("179.5,-1,-179.5,1") == ["east"])
        #expect(try met("-10,-10,10,10") == ["corner"])
        #expect(try met("-180,-90,180,90") == ["corner", "east"])
    }

    @Test func `People get pages, and files where they ask for all`() throws {
        let town = try ItemsTown()
        let browser = [("Accept", "text/html,*/*;q=0.8")]
        let list = town.get("/collections/events/items", headers: browser)
        #expect(list["content-type"]?.hasPrefix("text/html") ?? false)
        #expect(String(decoding: try list.bytes(), as: UTF8.self).contains("N-"))
        let one = town.get("/collections/events/items/\(all[0])", headers: browser)
        #expect(one["content-type"]?.hasPrefix("text/html") ?? false)
        let file = town.get("/collections/events/items?download=true", headers: browser)
        #expect(file["content-type"] == "application/geo+json")
        #expect(file["content-disposition"] == "attachment; filename=\"events.geojson\"")
    }

    @Test func `Values of properties, time and filter restrict together`() throws {
        let town = try ItemsTown()
        let document = try town.document(
            "/collections/events/items?kind=fire&limit=60&filter=severity%20%3D%203")
        let expected = (0..<60).filter { $0 % 2 == 0 && $0 % 5 == 2 }.map(SampleLayers.id).sorted()
        #expect(ids(document) == expected)
        #expect(document["numberMatched"] as? Int == expected.count)
    }
}
