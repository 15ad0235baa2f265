import Foundation
import Synchronization
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaTestSupport
import Testing

@Suite("Whole layers, piece by piece")
struct ItemStreamTests {
    private func text(_ stream: ItemStream) throws -> String {
        var bytes: [UInt8] = []
        while let piece = try stream.next() {
            #expect(piece.count < 1 << 20)
            bytes += piece
        }
        #expect(try stream.next() == nil)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func ids(_ text: String) throws -> [String] {
        let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let features = try #require(document?["features"] as? [[String: Any]])
        return features.compactMap { $0["id"] as? String }
    }

    @Test func `A stream holds what the pages hold, in each format`() throws {
        // More rows than one piece takes.
        let city = try ItemsCity(rows: 3000)
        for filter in [nil, "severity = 0", "severity = 12345"] {
            var request = city.request()
            request.selection.filter = filter
            request.limit = 1000
            let paged = try city.pages(request).flatMap(\.self)
            let collection = try text(city.engine.stream(request, as: .geoJSON()))
            #expect(try ids(collection).sorted() == paged)
            let sequence = try text(city.engine.stream(request, as: .geoJSONSequence()))
            let records = sequence.split(separator: "\u{1E}")
            #expect(records.count == paged.count)
            for record in records.prefix(50) {
                #expect(try JSONSerialization.jsonObject(with: Data(record.utf8)) is [String: Any])
            }
            let csv = try text(city.engine.stream(request, as: .csv))
            let lines = csv.components(separatedBy: "\r\n")
            #expect(lines.first == "id,x,y,number,at,kind,severity,loss,checked,day,photo")
            #expect(lines.count - 2 == paged.count)
            #expect(try city.engine.stream(request, as: .csv).count == paged.count)
        }
    }

    @Test func `A stream tells of one revision, whatever is edited while it runs`() throws {
        let city = try ItemsCity(rows: 3000)
        let stream = try city.engine.stream(city.request(), as: .geoJSON())
        var bytes = try stream.next() ?? []
        for number in 0..<50 {
            try city.store.delete(
                FeatureID(SampleLayers.id(number)), from: ItemsCity.events, expecting: nil, by: "t")
        }
        #expect(try city.engine.items(city.request()).matched == 2950)
        while let piece = try stream.next() { bytes += piece }
        #expect(try ids(String(decoding: bytes, as: UTF8.self)).count == 3000)
        #expect(try ids(text(city.engine.stream(city.request(), as: .geoJSON()))).count == 2950)
    }

    @Test func `What the audience may not see is in no format`() throws {
        let city = try ItemsCity()
        for form in [StreamForm.geoJSON(), .geoJSONSequence(), .csv] {
            let open = try text(city.engine.stream(city.request("events", .public), as: form))
            #expect(!open.contains("loss"))
            #expect(open.contains(SampleLayers.id(1)))
            let guarded = try text(city.engine.stream(city.request("guarded", .public), as: form))
            #expect(!guarded.contains(SampleLayers.id(1)))
        }
    }

    @Test func `Many streams at once, some left in the middle, give whole files`() throws {
        let city = try ItemsCity(rows: 3000)
        let (engine, request) = (city.engine, city.request())
        let whole = try text(engine.stream(request, as: .csv))
        let wholes = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 40) { number in
            guard let stream = try? engine.stream(request, as: .csv) else { return }
            if number % 2 == 0 {
                for _ in 0..<3 { _ = try? stream.next() }
                return
            }
            var bytes: [UInt8] = []
            while let piece = try? stream.next() { bytes += piece }
            if String(decoding: bytes, as: UTF8.self) == whole { wholes.withLock { $0 += 1 } }
        }
        #expect(wholes.withLock(\.self) == 20)
    }

    @Test func `Positions in another CRS come in its authority's order when asked so`() throws {
        let city = try ItemsCity()
        var request = city.request()
        request.crs = CRS(epsg: 32637)
        let east = try text(city.engine.stream(request, as: .geoJSON()))
        let north = try text(city.engine.stream(request, as: .geoJSON(isNorthingFirst: true)))
        func first(_ text: String) throws -> [Double] {
            let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            let features = try #require(document?["features"] as? [[String: Any]])
            let place = features.lazy.compactMap { $0["geometry"] as? [String: Any] }.first
            return try #require(place?["coordinates"] as? [Double])
        }
        #expect(try first(east) == first(north).reversed())
        #expect(try first(east)[0] < 1_000_000)
        #expect(try first(east)[1] > 4_000_000)
        #expect(east.contains("EPSG::32637"))
        #expect(!north.contains("EPSG::32637"))
    }
}
