import Foundation
import TabaqaColumns
import TabaqaFeatureModel
import Testing

@testable import TabaqaAnalysis

/// Random filters against two evaluators that are not ours: the package cql2, and SQLite for what concerns nulls.
@Suite(.enabled(if: CQL2Oracle.python != nil, CQL2Oracle.absence)) struct CQL2OracleTests {
    @Test(arguments: [1, 2, 3])
    func `random filters in text and JSON find what cql2 and SQLite find`(seed: Int) throws {
        let answer = try CQL2Oracle.run(seed: seed, count: 400)
        let fixture = try answer.columns()
        let ids = try fixture.columns.ids()
        let clock = try ZoneClock(zone: "UTC")
        func found(_ filter: Filter) throws -> [Int] {
            try SelectionEvaluator.evaluate(Selection(filter: filter), columns: fixture.columns).rows.rows
                .map { Int(ids[$0] ?? "", radix: 16) ?? -1 }.sorted()
        }
        for test in answer.cases {
            for language in FilterLanguage.allCases {
                let text = language == .text ? test.text : test.json
                do {
                    let rows = try found(language.parse(text, for: fixture.columns.layer, clock: clock))
                    #expect(rows.filter { $0 < 60 } == test.whole, "\(text)")
                    if let holes = test.holes { #expect(rows.filter { $0 >= 60 } == holes, "\(text)") }
                } catch {
                    Issue.record("\(text): \(error)")
                }
            }
        }
    }
}

/// `EndToEndTests/Oracles/cql2_filters.py`, run by the Python that `TABAQA_PYTHON` names.
enum CQL2Oracle {
    static let absence: Comment = "TABAQA_PYTHON names no Python with the package cql2"

    static let python: String? = ProcessInfo.processInfo.environment["TABAQA_PYTHON"].flatMap { path in
        (try? output(path, ["-c", "import cql2"])) == nil ? nil : path
    }

    struct Answer: Decodable {
        struct Row: Decodable {
            var properties: Properties
            var geometry: Place
        }

        struct Place: Decodable { var coordinates: [Double] }

        struct Properties: Decodable {
            var name: String?
            var kind: String?
            var level: Int64?
            var loss: Double?
            var open: Bool?
            var day: String?
            var at: String?
        }

        struct Case: Decodable {
            var text: String
            var json: String
            var whole: [Int]
            var holes: [Int]?
        }

        var rows: [Row]
        var cases: [Case]

        func columns() throws -> ColumnFixture {
            let layer = makeLayer(
                "calls", .point,
                properties: [
                    ("name", .string), ("kind", .string), ("level", .integer), ("loss", .decimal),
                    ("open", .boolean), ("day", .date), ("at", .dateTime),
                ], time: "at", zone: "UTC")
            let clock = try ZoneClock(zone: "UTC")
            func instant(_ text: String?) -> Int64? {
                text.flatMap { TemporalText.period($0, clock)?.start }
            }
            let all = rows.map(\.properties)
            return try ColumnFixture(
                layer,
                pointBatch(
                    layer, x: rows.map { $0.geometry.coordinates[0] },
                    y: rows.map { $0.geometry.coordinates[1] },
                    columns: [
                        .text(TextColumn(all.map(\.name))), .text(TextColumn(all.map(\.kind))),
                        .integer(all.map { $0.level ?? .min }), .decimal(all.map { $0.loss ?? .nan }),
                        .boolean(all.map { $0.open.map { $0 ? 1 : 0 } ?? -1 }),
                        .date(all.map { instant($0.day).map { Int32($0 / 86_400_000) } ?? .min }),
                        .instant(all.map { instant($0.at) ?? .min }),
                    ]))
        }
    }

    static func run(seed: Int, count: Int) throws -> Answer {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "EndToEndTests/Oracles/cql2_filters.py").path
        let data = try output(try #require(python), [script, "\(seed)", "\(count)"])
        return try JSONDecoder().decode(Answer.self, from: data)
    }

    private static func output(_ program: String, _ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableRuntimeMismatch) }
        return data
    }
}
