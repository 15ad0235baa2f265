import Foundation
import TabaqaColumns
import TabaqaFeatureModel
import Testing

@testable import TabaqaAnalysis

@Suite struct SelectionTests {
    static let layer = makeLayer(
        "calls", .point,
        properties: [
            ("kind", .code), ("level", .integer), ("loss", .decimal), ("open", .boolean), ("day", .date),
            ("at", .dateTime), ("note", .string),
        ], time: "at")

    /// Twelve rows whose answers can be read off.
    static func fixture() throws -> ColumnFixture {
        let kinds: [String?] = [
            "fire", "flood", nil, "fire", "İtfaiye", "fire", "flood", "a_b", "a%b", "fire", nil, "x",
        ]
        let levels: [Int64] = [1, 2, 3, .min, 5, 6, 7, 8, 9, 10, 11, 12]
        let losses = levels.map { $0 == .min ? Double.nan : Double($0) * 1.5 }
        // 2026-03-02 is a Monday; Istanbul is at +3.
        let start: Int64 = 1_772_409_600_000  // 2026-03-02T00:00Z
        let times = (0..<12).map { $0 == 7 ? Int64.min : start + Int64($0) * 6 * 3_600_000 }
        var batch = pointBatch(
            layer, x: (0..<12).map { $0 == 10 ? .nan : 37 + Double($0) / 100 },
            y: [Double](repeating: 36.5, count: 12),
            columns: [
                .text(TextColumn(kinds)), .integer(levels), .decimal(losses),
                .boolean((0..<12).map { $0 % 3 == 0 ? -1 : Int8($0 % 2) }),
                .date((0..<12).map { Int32(20_000 + $0) }),
                .instant(times), .text(TextColumn((0..<12).map { "note \($0)" })),
            ])
        batch.flags[11] = .wholeDegrees
        return try ColumnFixture(layer, batch)
    }

    static func rows(_ selection: Selection, needsPlace: Bool = false) throws -> [Int] {
        let columns = try fixture().columns
        let ids = try columns.ids()
        return try SelectionEvaluator.evaluate(selection, columns: columns, needsPlace: needsPlace).rows.rows
            .map { Int(ids[$0] ?? "", radix: 16) ?? -1 }.sorted()
    }

    @Test(
        "Filters follow SQL's three truth values",
        arguments: [
            (Filter.compare(property: "kind", .equal, .text("fire")), [0, 3, 5, 9]),
            (.not(.compare(property: "kind", .equal, .text("fire"))), [1, 4, 6, 7, 8, 11]),
            (.compare(property: "kind", .notEqual, .text("fire")), [1, 4, 6, 7, 8, 11]),
            (.isNull(property: "kind"), [2, 10]),
            (.not(.isNull(property: "kind")), [0, 1, 3, 4, 5, 6, 7, 8, 9, 11]),
            (.compare(property: "level", .greaterOrEqual, .integer(9)), [8, 9, 10, 11]),
            (.compare(property: "level", .less, .decimal(2.5)), [0, 1]),
            (.compare(property: "loss", .lessOrEqual, .integer(3)), [0, 1]),
            (.between(property: "level", lower: .integer(5), upper: .integer(7)), [4, 5, 6]),
            (.isIn(property: "kind", [.text("flood"), .text("x"), .null]), [1, 6, 11]),
            (.not(.isIn(property: "kind", [.text("flood"), .null])), []),
            (.or([.isNull(property: "level"), .compare(property: "level", .equal, .integer(1))]), [0, 3]),
            (
                .and([
                    .compare(property: "level", .greater, .integer(2)),
                    .compare(property: "kind", .equal, .text("fire")),
                ]), [5, 9]
            ),
            (
                .not(
                    .and([
                        .compare(property: "level", .greater, .integer(2)),
                        .compare(property: "kind", .equal, .text("fire")),
                    ])),
                [0, 1, 4, 6, 7, 8, 11]
            ),
            (.compare(property: "open", .equal, .boolean(true)), [1, 5, 7, 11]),
            (.like(property: "kind", pattern: "f%", foldsCase: false), [0, 1, 3, 5, 6, 9]),
            (.like(property: "kind", pattern: "F%", foldsCase: false), []),
            (.like(property: "kind", pattern: "ITFAIYE", foldsCase: true), [4]),
            (.like(property: "kind", pattern: "a_b", foldsCase: false), [7, 8]),
            (.like(property: "kind", pattern: "a\\_b", foldsCase: false), [7]),
            (.like(property: "note", pattern: "%1_", foldsCase: false), [10, 11]),
            (.compare(property: "note", .less, .text("note 2")), [0, 1, 10, 11]),
            (.compare(property: "day", .equal, .date(20_003)), [3]),
            (.compare(property: "kind", .equal, .null), []),
            (.literal(true), Array(0..<12)),
            (.literal(false), []),
        ] as [(Filter, [Int])])
    func filters(filter: Filter, expected: [Int]) throws {
        #expect(try Self.rows(Selection(filter: filter)) == expected)
    }

    @Test("A literal of another type is refused")
    func mismatch() throws {
        #expect {
            _ = try Self.rows(Selection(filter: .compare(property: "level", .equal, .text("x"))))
        } throws: {
            ($0 as? Fault)?.code == .filterMalformed
        }
        #expect { _ = try Self.rows(Selection(filter: .isNull(property: "nothing"))) } throws: {
            ($0 as? Fault)?.code == .propertyUnknown
        }
    }

    @Test("Intervals are closed, hours and weekdays are local")
    func times() throws {
        let start: Int64 = 1_772_409_600_000
        let hour: Int64 = 3_600_000
        #expect(
            try Self.rows(Selection(interval: TimeInterval(start: start, end: start + 12 * hour))) == [
                0, 1, 2,
            ])
        #expect(
            try Self.rows(Selection(interval: TimeInterval(start: start + 60 * hour, end: nil))) == [10, 11])
        // Rows fall at local hours 3, 9, 15, 21; row 7 has no time.
        #expect(try Self.rows(Selection(hours: [3])) == [0, 4, 8])
        #expect(try Self.rows(Selection(hours: [9, 21])) == [1, 3, 5, 9, 11])
        #expect(try Self.rows(Selection(weekdays: [1])) == [0, 1, 2, 3])
        #expect(try Self.rows(Selection(hours: [15], weekdays: [2])) == [6])
        let during = Filter.temporal(
            property: "at", .during, TimeInterval(start: start, end: start + 12 * hour))
        #expect(try Self.rows(Selection(filter: during)) == [1])
        let after = Filter.temporal(
            property: "at", .after, TimeInterval(start: start, end: start + 60 * hour))
        #expect(try Self.rows(Selection(filter: after)) == [11])
    }

    @Test("What is left out is said, by reason")
    func accounts() throws {
        let columns = try Self.fixture().columns
        let all = try SelectionEvaluator.evaluate(Selection(), columns: columns)
        #expect(all.used == 10)
        #expect(all.total == 12)
        #expect(
            all.leftOut == [.init(reason: "suspect place", count: 1), .init(reason: "no place", count: 1)])
        let flagged = try SelectionEvaluator.evaluate(Selection(includesFlagged: true), columns: columns)
        #expect(flagged.used == 11)
        let box = Extent(minX: 37.02, minY: 36, maxX: 37.05, maxY: 37)
        let part = try SelectionEvaluator.evaluate(Selection(extent: box), columns: columns)
        #expect(part.used == 4)
        let timed = try SelectionEvaluator.evaluate(
            Selection(interval: TimeInterval(start: 0, end: nil)), columns: columns)
        #expect(timed.leftOut.contains(.init(reason: "no time", count: 1)))
    }

    @Test("Runs of a mask are its rows")
    func runs() {
        var random = SeededGenerator(state: 3)
        for count in [0, 1, 63, 64, 65, 128, 1000] {
            for density in [0.0, 0.02, 0.5, 0.98, 1.0] {
                var mask = RowMask(count: count, all: false)
                let rows = (0..<count).filter { _ in Double.random(in: 0..<1, using: &random) < density }
                for row in rows { mask[row] = true }
                #expect(mask.rows == rows)
                var previous = -2
                mask.forEachRun { run in
                    #expect(run.lowerBound > previous)
                    previous = run.upperBound
                }
            }
        }
    }
}
