import Foundation
import TabaqaRendering
import Testing

@Suite("Pictures of photos")
struct MediaProgramTests {
    private func plain(_ scale: Int = 4) throws -> [UInt8] {
        try MediaProgram.run(try QRCode("a picture of our own").png(scale: scale), "8192").picture
    }

    @Test func `A picture holds its pixels and nothing else`() throws {
        let photo = TellingPhoto.made(of: try plain(), thumbnail: try plain(1))
        // It does tell everything.
        #expect(TellingPhoto.secretsFound(in: photo).count == TellingPhoto.secrets.count)
        for side in ["320", "1600"] {
            let run = try MediaProgram.run(photo, side, "--orientation", "6")
            try #require(run.status == 0, "\(run.error)")
            #expect(TellingPhoto.secretsFound(in: run.picture) == [])
            let (parts, rest) = JPEGParts.read(run.picture)
            #expect(rest == 0)
            #expect(Set(parts.map(\.marker)).isSubset(of: [0xC0, 0xC2, 0xC4, 0xD9, 0xDA, 0xDB, 0xE0]))
            let names = parts.filter { $0.marker == 0xE0 }.map { Array($0.content.prefix(5)) }
            #expect(names == [Array("JFIF\0".utf8)])
        }
    }

    @Test func `A picture is as large as asked and never larger than the photo`() throws {
        let photo = try QRCode(String(repeating: "wide ", count: 60)).png(scale: 16)
        for (side, expected) in [(320, 320), (777, 777)] {
            let size = JPEGParts.size(try MediaProgram.run(photo, "\(side)").picture)
            #expect(size.map { [$0.width, $0.height] } == [expected, expected])
        }
        let small = try QRCode("small").png(scale: 1)
        #expect(
            JPEGParts.size(try MediaProgram.run(small, "320").picture).map { [$0.width, $0.height] } == [
                29, 29,
            ])
    }

    @Test func `A photo of too many pixels is refused by its header`() throws {
        // 30,000 × 30,000: the header alone decides.
        let header = PNGChunk.bytes("IHDR", [0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 8, 2, 0, 0, 0]).dropLast(4)
        let data = PNGChunk.bytes("IDAT", [UInt8](repeating: 0, count: 64))
        let png =
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + header + [0xE9, 0x45, 0x6F, 0xED] + data
        var jpeg = try plain()
        let frame = try #require(
            jpeg.indices.first { jpeg[$0] == 0xFF && [0xC0, 0xC2].contains(jpeg[$0 + 1]) })
        jpeg.replaceSubrange((frame + 5)..<(frame + 9), with: [0xFF, 0x00, 0xFF, 0x00])
        for bomb in [png, jpeg] {
            let run = try MediaProgram.run(bomb, "320")
            #expect(run.status == 75 && !run.isCrash && run.picture.isEmpty)
            #expect(run.error.contains("million"), "\(run.error)")
        }
    }

    @Test func `What is cut, empty or no photo is refused with a reason`() throws {
        let jpeg = try plain()
        let png = try QRCode("cut").png()
        for (bytes, status): ([UInt8], Int32) in [
            (Array(jpeg.prefix(jpeg.count / 2)), 65), (Array(jpeg.dropLast(2)), 65),
            (Array(png.prefix(60)), 65),
            ([], 65), ([0xFF, 0xD8, 0xFF], 65), (Array("RIFF\u{10}\0\0\0WEBPVP8 ".utf8), 65),
            (HEICFile.with(ExifBuilder().tiff), 65), (Array("GIF89a".utf8), 69), (Array("<svg/>".utf8), 69),
        ] {
            let run = try MediaProgram.run(bytes, "320")
            #expect(!run.isCrash && run.picture.isEmpty)
            #expect(run.status == status || run.status == 69, "\(run.status) \(run.error)")
            #expect(run.error.hasPrefix("{\"error\":\""))
        }
    }

    @Test func `A decoder gets no more memory than allowed`() throws {
        // 6,000 × 6,000 in 48 MB.
        let run = try MediaProgram.run(
            try QRCode("large").png(scale: 200), "320", environment: ["TABAQA_MEDIA_MEMORY_MB": "20"])
        #expect(run.status != 0 && !run.isCrash && run.picture.isEmpty)
        #expect(run.error.contains("{\"error\":\""), "\(run.status) \(run.error)")
    }

    @Test func `No mutation of a photo crashes the process`() throws {
        let original = TellingPhoto.made(of: try plain(), thumbnail: [])
        let rounds = ProcessInfo.processInfo.environment["TABAQA_LONG"] == nil ? 40 : 1_000
        for round in 0..<rounds {
            var bytes = original
            for step in 0..<20 {
                bytes[(round * 7919 + step * 104_729) % bytes.count] = UInt8(
                    truncatingIfNeeded: round &* step)
            }
            let run = try MediaProgram.run(bytes, "320")
            #expect(!run.isCrash && [0, 65, 69, 70, 75].contains(run.status), "\(round): \(run.status)")
        }
    }

    @Test(.enabled(if: PictureOracle.isThere, PictureOracle.absence))
    func `Pictures look as another decoder shows the photos`() throws {
        let folder = try MediaProgram.Folder()
        try PictureOracle.run("field_pictures.py", try #require(MediaProgram.path), folder.path)
    }
}
