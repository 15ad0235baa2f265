import Foundation
import TabaqaFeatureModel
import TabaqaRendering
import Testing

@Suite("QR codes")
struct QRCodeTests {
    @Test func `The smallest version that holds the text is taken`() throws {
        // ISO/IEC 18004, table 7, byte mode, level L: version 1 holds 17, version 2 holds 32, version 40 holds 2,953.
        for (length, side) in [(1, 21), (17, 21), (18, 25), (32, 25), (33, 29), (2_953, 177)] {
            #expect(try QRCode(String(repeating: "a", count: length)).side == side)
        }
        for text in ["", String(repeating: "ب", count: 1_477)] {
            #expect(throws: Fault.self) { try QRCode(text) }
        }
    }

    @Test func `Three corners have the finder pattern`() throws {
        let code = try QRCode("tabaqa")
        let far = code.side - 7
        for (top, left) in [(0, 0), (0, far), (far, 0)] {
            for row in 0..<7 {
                for column in 0..<7 {
                    let ring = max(abs(row - 3), abs(column - 3))
                    #expect(code.isDark(row: top + row, column: left + column) == (ring != 2))
                }
            }
        }
        #expect(!code.isDark(row: -1, column: 0) && !code.isDark(row: 0, column: code.side))
    }

    @Test func `Equal texts give equal pictures`() throws {
        #expect(try QRCode("tabaqa").png() == QRCode("tabaqa").png())
        #expect(try QRCode("tabaqa").png() != QRCode("tabaqb").png())
    }

    @Test(.enabled(if: PictureOracle.isThere, PictureOracle.absence))
    func `A scanner reads the picture and the terminal's text`() throws {
        let texts = [
            "https://city.example/field#tbd_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG", "بلدية غازي عنتاب",
            String(repeating: "eJxVjEEKwyAQRa8is87CQqG", count: 40), String(repeating: "0", count: 2_953),
        ]
        let folder = try MediaProgram.Folder()
        for (index, text) in texts.enumerated() {
            let code = try QRCode(text)
            try Data(text.utf8).write(to: folder.url("\(index).txt"))
            try Data(try code.png(scale: 4)).write(to: folder.url("\(index).png"))
            try Data(code.terminalText().utf8).write(to: folder.url("\(index).color"))
            try Data(code.terminalText(isColored: false).utf8).write(to: folder.url("\(index).plain"))
        }
        try PictureOracle.run("field_codes.py", folder.path)
    }
}
