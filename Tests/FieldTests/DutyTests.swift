import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

/// The duty board: who keeps which layer current, as far as the asker may know.
@Suite("The duty board") struct DutyTests {
    private let town: ReviewTown

    init() throws { town = try ReviewTown() }

    private static let now = Int64(Date().timeIntervalSince1970 * 1000)
    private static let day: Int64 = 86_400_000

    private func line(_ layer: String, as key: String?) throws -> [String: Any]? {
        let reply = try town.ask("/status?f=json", as: key)
        #expect(reply.status == 200)
        return (reply.json["layers"] as? [[String: Any]])?.first { $0["layer"] as? String == layer }
    }

    @Test func `A department sees its reviews, its missing files and the last thirty days`() throws {
        try town.receive("old", files: ["a.jpg", "b.jpg"], at: Self.now - 3 * Self.day)
        try town.receive("new", files: ["c.jpg"], at: Self.now - 3_600_000)
        try town.receive("bare", at: Self.now - 3_600_000)
        try town.decide(["bare"], "\"state\": \"approved\"")
        let line = try #require(try line("potholes", as: "editor"))
        let reviews = try #require(line["reviews"] as? [String: Int])
        #expect(reviews == ["received": 2, "hasIssues": 0, "edited": 0, "approved": 1, "rejected": 0])
        let files = try #require(line["files"] as? [String: Int])
        #expect(files == ["expected": 3, "present": 0, "incompleteObservations": 2, "lateObservations": 1])
        let trend = try #require((line["trend"] as? [String: Any])?["counts"] as? [Int])
        #expect(trend.count == 30)
        #expect(trend.reduce(0, +) == 3)
        #expect(trend.last == 2)
        #expect(trend[26] == 1)
        // Name, depth and time of three rows are there, of two rows a photo; the reporter is above an editor.
        #expect(abs((line["completeness"] as? Double ?? 0) - 11.0 / 12) < 0.0001)
        #expect(line["rows"] as? Int == 3)
    }

    @Test func `The public sees what came of it, not how the department works`() throws {
        try town.receive("a", at: Self.now - 3_600_000)
        try town.receive("b", at: Self.now - 3_600_000)
        try town.decide(["b"], "\"state\": \"approved\"")
        let line = try #require(try line("potholes", as: nil))
        #expect(line["rows"] as? Int == 1)
        for name in ["reviews", "files", "conflicts"] { #expect(line[name] == nil, "\(name)") }
        let trend = try #require(line["trend"] as? [String: Any])
        #expect(trend["of"] as? String == "recorded")
        #expect((trend["counts"] as? [Int])?.reduce(0, +) == 1)
    }

    @Test func `A guarded layer is withheld from its editors and absent for others`() throws {
        try town.receive("s", at: Self.now, into: ReviewTown.secret)
        let line = try #require(try line("complaints", as: "editor"))
        #expect(line["isWithheld"] as? Bool == true)
        for name in ["rows", "newest", "reviews", "files", "trend", "completeness", "due", "overdueDays"] {
            #expect(line[name] == nil, "\(name)")
        }
        #expect(try self.line("complaints", as: nil) == nil)
        #expect(try town.ask("/status?f=json", as: "tbd_phone").status == 403)
        #expect(try self.line("complaints", as: "steward")?["rows"] as? Int == 1)
    }

    @Test func `What is past its day is overdue, in three languages`() throws {
        try town.receive("a", at: Self.now - 3 * Self.day - 3_600_000, into: ReviewTown.open)
        let line = try #require(try line("lamps", as: "editor"))
        #expect(abs((line["overdueDays"] as? Double ?? 0) - 2.0) < 0.11)
        for (language, words) in [
            ("en", ["every day", "2 days", "Duty board"]), ("tr", ["her gün", "2 gün", "Görev panosu"]),
            ("ar", ["كل يوم", "يومين", "لوحة الواجبات"]),
        ] {
            let page = try town.ask("/status?f=html&lang=\(language)").text
            for word in words { #expect(page.contains(word), "\(language): \(word)") }
            #expect(page.contains("dir=\"\(language == "ar" ? "rtl" : "ltr")\""))
            #expect(page.contains("role=\"img\""))
        }
    }

    @Test func `The sheet says what the board says, quoted as CSV asks`() throws {
        try town.receive("a", files: ["a.jpg"], at: Self.now - 3 * Self.day)
        let text = try town.ask("/status?f=csv").text
        let lines = text.components(separatedBy: "\r\n").filter { !$0.isEmpty }
        #expect(lines.count == 4)
        let names = lines[0].split(separator: ",").map(String.init)
        let row = try #require(lines.first { $0.contains(",potholes,") })
        #expect(row.contains("\"Roads, “2nd” floor\""))
        // No other field has a comma.
        let fields = row.replacingOccurrences(of: "\"Roads, “2nd” floor\"", with: "steward")
            .components(separatedBy: ",")
        #expect(fields.count == names.count)
        let found = Dictionary(uniqueKeysWithValues: zip(names, fields))
        #expect(
            found["received"] == "1" && found["observations_late"] == "1" && found["files_expected"] == "1")
        #expect(found["withheld"] == "false" && found["trend_of"] == "received")
        #expect(found["trend"]?.split(separator: " ").count == 30)
    }

    @Test func `Durations and shares are written as each language does`() {
        #expect(DutyText.every("P3M", .en) == "every 3 months")
        #expect(DutyText.every("P3M", .tr) == "3 ayda bir")
        #expect(DutyText.every("P3M", .ar) == "كل 3 أشهر")
        #expect(DutyText.every("P2W", .ar) == "كل أسبوعين")
        #expect(DutyText.every("PT6H", .en) == "every 6 hours")
        #expect(DutyText.every("P1Y6M", .en) == "P1Y6M")
        #expect(DutyText.share(0.4567, .tr) == "%45,7")
        #expect(DutyText.share(1, .en) == "100 %")
        #expect(DutyText.number(1_234_567, .en) == "1,234,567")
        #expect(DutyText.number(1234, .tr) == "1.234")
    }
}
