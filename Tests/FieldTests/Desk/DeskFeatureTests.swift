import Foundation
import TabaqaFeatureModel
import TabaqaSpatiaLiteStore
import Testing

@testable import TabaqaEngine
@testable import TabaqaTestSupport

@Suite("Features, photos and bulks at the desk")
struct DeskFeatureTests {
    let city: DeskCity

    init() throws { city = try DeskCity() }

    private static let leak = "\"kind\":\"leak\",\"size\":3,\"at\":\"2026-11-18T10:00:00Z\""

    @Test func `the same body in other words is the same`() throws {
        let first = try city.put(DeskCity.geoJSON((37.4, 37.05), Self.leak), "p1")
        #expect(first.outcome == .created)
        let again = """
            { "properties" : {"at":"2026-11-18T10:00:00Z", "\\u0073ize":3,
              "kind":"leak"}, "geometry":{"coordinates":[37.4,37.05],"type":"Point"}, "type":"Feature" }
            """
        #expect(try city.put(again, "p1").outcome == .known)
        #expect(try city.feature("p1").revision == first.revision)
        let other = DeskCity.geoJSON((37.4, 37.05), "\"kind\":\"pothole\",\"at\":\"2026-11-18T10:00:00Z\"")
        #expect(code { try city.put(other, "p1") } == "feature.precondition-missing")
        #expect(
            code { try city.put(other, "p1", from: DeskCity.phone, mayReplace: false) }
                == "submission.conflict")
    }

    @Test func `an edit needs the tag of what it changes, and keeps its place in review`() throws {
        try city.put(DeskCity.geoJSON((37.4, 37.05), Self.leak), "p2")
        let seen = try city.feature("p2").revision
        let edit = DeskCity.geoJSON((37.41, 37.05), Self.leak)
        #expect(code { try city.put(edit, "p2", expecting: seen + 1) } == "feature.changed")
        #expect(code { try city.put(edit, "p9", expecting: 1) } == "feature.changed")
        let receipt = try city.put(edit, "p2", expecting: seen)
        #expect(receipt.outcome == .edited)
        #expect(receipt.state == .received)
        // The answer was lost and the edit is sent again.
        #expect(try city.put(edit, "p2", expecting: seen).outcome == .known)
        // Back to what it was first is a change like any other.
        let back = try city.put(
            DeskCity.geoJSON((37.4, 37.05), Self.leak), "p2", expecting: receipt.revision)
        #expect(back.outcome == .edited)
        #expect(try city.feature("p2").geometry == .point(Position(x: 37.4, y: 37.05)))
    }

    @Test func `a row that was imported asks for its tag`() throws {
        let batch = try FeatureBatch(
            [
                Feature(
                    id: FeatureID("i1"), revision: 0, geometry: .point(Position(x: 37.4, y: 37.05)),
                    properties: [
                        .text("N1"), .instant(0), .text("leak"), .null, .null, .null, .null,
                    ])
            ], of: DeskCity.reports
        ).validated(for: DeskCity.reports)
        try city.store.insert(batch, into: DeskCity.reports, by: "test")
        let edit = DeskCity.geoJSON((37.4, 37.05), "\"number\":\"N1\"," + Self.leak)
        #expect(code { try city.put(edit, "i1") } == "feature.precondition-missing")
        #expect(code { try city.put(edit, "i1", mayReplace: false) } == "submission.conflict")
        let receipt = try city.put(edit, "i1", expecting: try city.feature("i1").revision)
        #expect((receipt.outcome, receipt.state) == (.edited, .approved))
    }

    @Test func `everything that is wrong is said at once, in the reader's language`() throws {
        let bad = DeskCity.geoJSON((437, 37), "\"kind\":\"ufo\",\"size\":900")
        let words: [(Language, [String])] = [
            (.en, ["kind: this is none of the choices (ufo).", "no place on earth", "out of range (900)"]),
            (.tr, ["seçeneklerden biri değil (ufo)", "yeryüzünde"]),
            (.ar, ["ليس من الخيارات", "الإحداثيات"]),
        ]
        for (language, parts) in words {
            do {
                _ = try city.desk.put(
                    json: Array(bad.utf8), id: FeatureID("p3"), into: DeskCity.reports, expecting: nil,
                    from: DeskCity.office, mayReplace: true, language: language, at: DeskCity.now)
                Issue.record("taken")
            } catch let fault as Fault {
                #expect(fault.code == .submissionInvalid)
                for part in parts { #expect(fault.message.contains(part), "\(fault.message)") }
            }
        }
        #expect(code { try city.put(DeskCity.geoJSON(nil, Self.leak), "p3") } == "submission.invalid")
        #expect(code { try city.put("{\"type\":\"Feature\"", "p3") } == "submission.malformed")
        #expect(code { try city.put("[]", "p3") } == "submission.malformed")
        #expect(
            code { try city.put(String(repeating: "[", count: 100_000), "p3") } == "submission.malformed")
        #expect(try city.store.feature(FeatureID("p3"), in: DeskCity.reports) == nil)
    }

    @Test func `every reason to refuse has words in three languages`() {
        for reason in Violation.Reason.allCases {
            let texts = Set([Language.ar, .en, .tr].map { reason.words[$0] })
            #expect(texts.count == 3, "\(reason)")
        }
    }

    @Test func `a photo without tags stands where its sender stood`() throws {
        let png = try #require(
            Data(
                base64Encoded:
                    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
            ))
        let photo = try city.file("p.png", Array(png))
        func send(_ properties: [String: String]) throws -> PhotoReceipt {
            try city.desk.receive(
                photo: photo, into: DeskCity.reports, place: (Position(x: 37.4, y: 37.05), accuracy: 6),
                properties: properties, from: DeskCity.phone, language: .en, at: DeskCity.now)
        }
        let sent = try send(["kind": "leak"])
        #expect(sent.receipt.outcome == .created)
        #expect(sent.receipt.isComplete)
        #expect((sent.locationSource, sent.timeSource) == ("device", "received"))
        #expect(try send(["kind": "leak"]).receipt.outcome == .known)
        #expect(try send(["kind": "pothole"]).receipt.outcome == .created)
        let stored = try city.feature(sent.receipt.feature.text)
        #expect(city.value("photo", of: stored) == .text("p.png"))
        #expect(stored.geometry == .point(Position(x: 37.4, y: 37.05)))
        let text = try city.file("p.jpg", Array("no picture".utf8))
        #expect(
            code {
                try city.desk.receive(
                    photo: text, into: DeskCity.reports, place: nil, properties: [:], from: DeskCity.phone,
                    language: .en, at: DeskCity.now)
            } == "attachment.type")
    }

    @Test func `a bulk says of every line what became of it, and is the same again`() throws {
        var lines = (0..<300).map { number in
            DeskCity.geoJSON(
                (37.4 + Double(number) * 0.0001, 37.05),
                "\"number\":\"B\(number)\",\"kind\":\"leak\",\"size\":\(number % 90)")
        }
        lines[10] = "{\"type\":\"Feature\""
        lines[20] = DeskCity.geoJSON((37.4, 37.05), "\"number\":\"X\",\"kind\":\"ufo\"")
        lines[30] = ""
        lines[40] = DeskCity.geoJSON((37.4, 37.05), "\"number\":\"Y\",\"kind\":\"leak\",\"size\":700")
        lines[50] = lines[49]
        func send(pieces: Int) throws -> [BulkLine] {
            let bytes = Array(lines.joined(separator: "\n").utf8)
            let intake = try city.desk.bulk(into: DeskCity.reports, from: DeskCity.office, at: DeskCity.now)
            var decided: [BulkLine] = []
            for start in stride(from: 0, to: bytes.count, by: pieces) {
                decided += try intake.take(bytes[start..<min(start + pieces, bytes.count)])
            }
            return decided + (try intake.finish())
        }
        let first = try send(pieces: 777)
        #expect(first.map(\.line) == (1...300).filter { $0 != 31 })
        #expect(first[10].outcome == .invalid)
        #expect(first[10].fault != nil)
        #expect(first[20].violations.map(\.reason) == [.unknownCode])
        #expect(first.first { $0.line == 41 }?.violations.map(\.reason) == [.outOfRange])
        #expect(first.first { $0.line == 51 }?.outcome == .known)
        #expect(first.count { $0.outcome == .stored } == 295)
        #expect(try city.store.page(DeskCity.reports, after: nil, limit: 1000).count == 295)
        let request = ItemsRequest(layer: DeskCity.reports.id, audience: .department)
        #expect(try city.engine.items(request).matched == 295)
        let second = try send(pieces: 100_000)
        #expect(second.count { $0.outcome == .known } == 296)
        lines[0] = DeskCity.geoJSON((37.4, 37.05), "\"number\":\"B0\",\"kind\":\"pothole\"")
        #expect(try send(pieces: 100_000)[0].outcome == .conflicting)
        #expect(try city.store.page(DeskCity.reports, after: nil, limit: 1000).count == 295)
    }
}
