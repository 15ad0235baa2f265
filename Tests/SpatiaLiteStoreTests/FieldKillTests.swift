import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaSpatiaLiteStore
@testable import TabaqaTestSupport

/// Phones that resend, and a store that is killed under them.
@Suite struct FieldKillTests {
    private static let kills =
        ProcessInfo.processInfo.environment["TABAQA_LONG"] == nil ? 100 : 1000

    @Test func `killed at any moment it keeps what it acknowledged, and nothing twice`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.prepare(SampleLayers.catalog())
        store.close()
        let program = try crashProbe()
        var random = SeededGenerator(seed: 21)
        var acknowledged: Set<Int> = []
        // What the phones still think they have to send.
        var waiting: [Int] = []
        var next = 0
        var unfinished = 0
        for kill in 1...Self.kills {
            let fresh = next..<(next + max(0, 150 - waiting.count))
            next = fresh.upperBound
            waiting += fresh
            let repeated = waiting.filter { _ in Int.random(in: 0..<10, using: &random) == 0 }
            let list = (waiting + repeated).shuffled(using: &random)
            try list.map { "\($0)" }.joined(separator: "\n")
                .write(toFile: folder.file("list"), atomically: true, encoding: .utf8)
            let lines = try run(program, folder, killedAfter: .random(in: 1000...60_000, using: &random))
            if lines.last != "done" { unfinished += 1 }
            for line in lines where line != "begun" && line != "done" {
                let number = try #require(line.hasPrefix("ack ") ? Int(line.dropFirst(4)) : nil, "\(line)")
                acknowledged.insert(number)
                // One in five answers never reaches its phone.
                if Int.random(in: 0..<5, using: &random) != 0 { waiting.removeAll { $0 == number } }
            }
            if kill % 25 == 0 { try examine(folder, acknowledged, sent: next) }
        }
        #expect(unfinished > Self.kills / 2, "most were not killed at work")
        #expect(acknowledged.count > Self.kills)
    }

    /// The lines the probe wrote in full before it was killed, so many microseconds after it began.
    private func run(_ program: String, _ folder: TemporaryFolder, killedAfter delay: UInt32) throws
        -> [String]
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = [folder.file(), folder.file("list"), "0", "field"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let head = try pipe.fileHandleForReading.read(upToCount: 6) ?? Data()
        usleep(delay)
        kill(process.processIdentifier, SIGKILL)
        let rest = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: head + rest, as: UTF8.self)
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    private func examine(_ folder: TemporaryFolder, _ acknowledged: Set<Int>, sent: Int) throws {
        let store = try folder.store(.readWrite)
        let layer = SampleLayers.events
        var missing: [Int] = []
        for number in acknowledged {
            let instance = SampleLayers.id(number)
            guard let receipt = try store.receipt(of: instance, in: layer),
                let row = try store.feature(receipt.feature, in: layer)
            else {
                missing.append(number)
                continue
            }
            // An edit took the place of the row before it; that one's file came with it.
            let isEdit = number % 5 == 4
            let isEdited = number % 5 == 3 && ReviewState(row.flags) == .edited
            #expect(receipt.feature.text == SampleLayers.id(isEdit ? number - 1 : number))
            #expect(row.properties == SampleLayers.event(isEdited ? number + 1 : number).properties)
            #expect(isEdit || isEdited || receipt.isComplete)
        }
        #expect(missing == [], "acknowledged and lost")
        let doubled = try store.read { connection in
            try connection.rows(
                "SELECT feature FROM tabaqa_audit WHERE action = 'insert' GROUP BY feature HAVING count(*) > 1 UNION ALL "
                    + "SELECT instance FROM tabaqa_submissions GROUP BY instance HAVING count(*) > 1 UNION ALL "
                    + "SELECT feature FROM tabaqa_attachments GROUP BY feature, name HAVING count(*) > 1")
        }
        #expect(doubled.isEmpty, "kept twice")
        let halves = try store.read { connection in
            try connection.integer(
                "SELECT (SELECT count(*) FROM \"test-events\") <> (SELECT count(*) FROM tabaqa_observations) OR "
                    + "(SELECT count(*) FROM tabaqa_submissions WHERE deprecated IS NULL) <> (SELECT count(*) FROM "
                    + "tabaqa_observations) OR (SELECT count(*) FROM tabaqa_layers WHERE writing IS NOT NULL) > 0"
            )
        }
        #expect(halves == 0, "half of a submission")
        #expect(try store.verify(SampleLayers.catalog()).filter { !$0.holds } == [])
        store.close()
    }
}
