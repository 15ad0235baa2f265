import TabaqaExchange
import TabaqaFeatureModel
import Testing

struct CSVTests {
    static func rows(_ text: String, _ change: (inout ReadOptions) -> Void = { _ in }) throws -> (
        names: [String], rows: [[String?]], violations: [Violation], lines: [Int]
    ) {
        try rows(Array(text.utf8), change)
    }

    static func rows(_ bytes: [UInt8], _ change: (inout ReadOptions) -> Void = { _ in }) throws -> (
        names: [String], rows: [[String?]], violations: [Violation], lines: [Int]
    ) {
        var options = ReadOptions()
        change(&options)
        let reader = try CSVReader(bytes: bytes, file: "t.csv", options: options)
        var rows: [[String?]] = []
        var violations: [Violation] = []
        var lines: [Int] = []
        while let batch = try reader.next() {
            for row in 0..<batch.count { rows.append(batch.cells.map { $0[row] }) }
            violations += batch.violations
            lines += batch.lines ?? []
        }
        return (reader.names, rows, violations, lines)
    }

    @Test(arguments: [
        ("a,b\n1,2\n", [["1", "2"]]),
        ("a,b\r\n1,2\r\n3,4", [["1", "2"], ["3", "4"]]),
        ("a,b\r1,2\r3,4\r", [["1", "2"], ["3", "4"]]),
        ("a;b\n1,5;2\n", [["1,5", "2"]]),
        ("a\tb\n1\t2\n", [["1", "2"]]),
        ("a|b\n1|2\n", [["1", "2"]]),
        ("a,b\n\"x,y\",\"he said \"\"no\"\"\"\n", [["x,y", "he said \"no\""]]),
        ("a,b\n\"two\nlines\",2\n", [["two\nlines", "2"]]),
        ("a,b\n\"\",\n", [["", ""]]),
        ("a,b\n1,\"2\"\"\"\n", [["1", "2\""]]),
        ("a,b\nx\"y\",z\n", [["x\"y\"", "z"]]),
        ("a,b\n\"x\"y,z\n", [["\"x\"y", "z"]]),
        ("only\nx\n\ny\n", [["x"], ["y"]]),
        ("\u{FEFF}a,b\n1,2\n", [["1", "2"]]),
        ("sep=;\na;b\n1;2\n", [["1", "2"]]),
        ("a,b\n1,2,\n", [["1", "2"]]),
        ("a,b\n1,2,,\n", [["1", "2"]]),
    ])
    func aTableIsSplitAsWritten(_ text: String, _ expected: [[String]]) throws {
        let table = try Self.rows(text)
        #expect(table.rows == expected)
        #expect(table.violations.isEmpty)
    }

    @Test func raggedRowsAreNamed() throws {
        let table = try Self.rows("a,b,c\n1,2\n1,2,3,4\n1,2,3\n")
        #expect(table.rows.count == 3)
        #expect(table.violations.map(\.row) == [1, 2])
        #expect(table.violations.map(\.reason) == [.tooFewColumns, .tooManyColumns])
    }

    @Test func linesCountThroughCellsOfSeveralLines() throws {
        let table = try Self.rows("a,b\n\"1\n2\n3\",x\n\n4,y\n")
        #expect(table.lines == [2, 6])
    }

    @Test func anUnclosedQuoteNamesTheLineWhereItOpened() throws {
        let fault = #expect(throws: Fault.self) { try Self.rows("a,b\n1,2\n3,\"x\n4,5\n") }
        #expect(fault?.place?.line == 3)
        #expect(fault?.code == .fileMalformed)
    }

    @Test func aZeroByteIsRefused() throws {
        let fault = #expect(throws: Fault.self) { try Self.rows("a,b\n1,\u{0}2\n") }
        #expect(fault?.place?.line == 2)
    }

    @Test func headersAreMadeUniqueAndNamed() throws {
        #expect(try Self.rows("a,a,,a\n1,2,3,4\n").names == ["a", "a_2", "column_3", "a_3"])
    }

    @Test func aFileWithoutHeaderIsRefused() throws {
        #expect(throws: Fault.self) { try Self.rows("") }
        #expect(throws: Fault.self) { try Self.rows("1,2\n3,4\n") }
    }

    @Test func wideTextIsReadByItsMarkAndWithoutOne() throws {
        let text = "ad,yer\nEyüpoğlu,غازي 😀\n"
        let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for bytes in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big] {
            #expect(try Self.rows(bytes).rows == [["Eyüpoğlu", "غازي 😀"]])
        }
        let plain = "name,place\nabc,def\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try Self.rows(plain).rows == [["abc", "def"]])
    }

    @Test func legacyTextIsReadAsNamedAndRefusedUnnamed() throws {
        // "Eyüpoğlu" in windows-1254 and "غزة" in windows-1256, from the published tables.
        let turkish: [UInt8] =
            Array("ad,n\nEy".utf8) + [0xFC] + Array("po".utf8) + [0xF0] + Array("lu,1\n".utf8)
        #expect(try Self.rows(turkish) { $0.encoding = .windows1254 }.rows[0][0] == "Eyüpoğlu")
        #expect(try Self.rows(turkish) { $0.encoding = .iso8859Part9 }.rows[0][0] == "Eyüpoğlu")
        #expect(try Self.rows(turkish) { $0.encoding = .windows1252 }.rows[0][0] == "Eyüpoðlu")
        let arabic: [UInt8] = Array("ad,n\n".utf8) + [0xDB, 0xD2, 0xC9] + Array(",1\n".utf8)
        #expect(try Self.rows(arabic) { $0.encoding = .windows1256 }.rows[0][0] == "غزة")
        let fault = #expect(throws: Fault.self) { try Self.rows(turkish) }
        #expect(fault?.code == .importEncoding)
        #expect(fault?.place?.line == 2)
        #expect(fault?.remedy?.contains("--encoding") == true)
    }

    @Test func recordsLargerThanAWindowAreRead() throws {
        let long = String(repeating: "x", count: 3_000_000)
        let table = try Self.rows("a,b\n1,\"\(long)\"\n2,y\n")
        #expect(table.rows.map { $0[0] } == ["1", "2"])
        #expect(table.rows[0][1]?.utf8.count == 3_000_000)
    }

    @Test func manyRowsComeInOrderOverSeveralBatches() throws {
        let count = 200_000
        let text = "n,t\n" + (0..<count).map { "\($0),\"v\"\"\($0)\"" }.joined(separator: "\r\n")
        let reader = try CSVReader(bytes: Array(text.utf8))
        var next = 0
        var batches = 0
        var wrong = 0
        while let batch = try reader.next() {
            batches += 1
            for row in 0..<batch.count {
                if batch.rows[row] != next + 1 || batch.cells[0][row] != "\(next)"
                    || batch.cells[1][row] != "v\"\(next)"
                {
                    wrong += 1
                }
                next += 1
            }
        }
        #expect(next == count)
        #expect(wrong == 0)
        #expect(batches > 1)
    }
}
