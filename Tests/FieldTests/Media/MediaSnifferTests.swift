import TabaqaExchange
import Testing

@Suite("Types by first bytes")
struct MediaSnifferTests {
    private static func bytes(_ text: String, after lead: [UInt8] = []) -> [UInt8] { lead + Array(text.utf8) }

    @Test(
        arguments: [
            ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16], "image/jpeg"),
            (bytes("PNG\r\n\u{1A}\n", after: [0x89]), "image/png"),
            (bytes("GIF89a"), "image/gif"),
            (bytes("RIFF\u{10}\0\0\0WEBPVP8 "), "image/webp"),
            (bytes("RIFF\u{10}\0\0\0WAVEfmt "), "audio/wav"),
            (bytes("RIFF\u{10}\0\0\0AVI LIST"), "video/x-msvideo"),
            (bytes("ftypheic\0\0\0\0mif1heic", after: [0, 0, 0, 24]), "image/heic"),
            (bytes("ftypmif1\0\0\0\0mif1heic", after: [0, 0, 0, 24]), "image/heic"),
            (bytes("ftypavif\0\0\0\0avifmif1", after: [0, 0, 0, 24]), "image/avif"),
            (bytes("ftypmp42\0\0\0\0isommp42", after: [0, 0, 0, 24]), "video/mp4"),
            (bytes("ftypqt  \0\0\0\0qt  ", after: [0, 0, 0, 20]), "video/quicktime"),
            (bytes("ftyp3gp4\0\0\0\0isom3gp4", after: [0, 0, 0, 24]), "video/3gpp"),
            (bytes("ftypM4A \0\0\0\0M4A mp42", after: [0, 0, 0, 24]), "audio/mp4"),
            (bytes("\u{42}\u{02}webm", after: [0x1A, 0x45, 0xDF, 0xA3, 0x9F]), "video/webm"),
            (bytes("\u{42}\u{02}matroska", after: [0x1A, 0x45, 0xDF, 0xA3, 0x9F]), "video/x-matroska"),
            ([0x49, 0x49, 0x2A, 0, 8, 0, 0, 0], "image/tiff"), ([0x4D, 0x4D, 0, 0x2A], "image/tiff"),
            (bytes("ID3\u{4}"), "audio/mpeg"), ([0xFF, 0xFB, 0x90, 0x64], "audio/mpeg"),
            ([0xFF, 0xF1, 0x50, 0x80], "audio/aac"), (bytes("#!AMR\n<"), "audio/amr"),
            (bytes("fLaC"), "audio/flac"),
            (bytes("OggS") + [UInt8](repeating: 0, count: 22) + [1, 19] + bytes("OpusHead"), "audio/ogg"),
            (
                bytes("OggS") + [UInt8](repeating: 0, count: 22) + [1, 42, 0x80] + bytes("theora"),
                "video/ogg"
            ),
            (bytes("%PDF-1.7\n"), "application/pdf"),
        ] as [([UInt8], String)])
    func `What phones send is known`(_ start: [UInt8], _ type: String) {
        #expect(MediaSniffer.type(of: start) == type)
    }

    private static func entry(_ name: String, _ content: String = "") -> [UInt8] {
        [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 22) + [UInt8(name.utf8.count), 0, 0, 0]
            + Array((name + content).utf8)
    }

    @Test func `Archives are told by their first entries`() {
        let office = "application/vnd.openxmlformats-officedocument."
        let types = Self.entry("[Content_Types].xml", "…") + Self.entry("_rels/.rels", "…")
        #expect(
            MediaSniffer.type(of: types + Self.entry("word/document.xml")) == office
                + "wordprocessingml.document")
        #expect(
            MediaSniffer.type(of: types + Self.entry("xl/workbook.xml")) == office + "spreadsheetml.sheet")
        let open = "application/vnd.oasis.opendocument."
        #expect(MediaSniffer.type(of: Self.entry("mimetype", open + "textPK")) == open + "text")
        #expect(MediaSniffer.type(of: Self.entry("mimetype", "text/html")) == "application/zip")
        #expect(MediaSniffer.type(of: Self.entry("doc.kml")) == "application/vnd.google-earth.kmz")
        #expect(MediaSniffer.type(of: Self.entry("a.txt") + Self.entry("word/a")) == "application/zip")
        #expect(MediaSniffer.type(of: [0x50, 0x4B, 3, 4, 0xFF, 0xFF]) == "application/zip")
    }

    @Test func `Text that is only read is text`() {
        for text in ["a,b\n1,2\n", "مرحبا\r\n", "\u{FEFF}ad;değer\n", "1 < 2 and 3 > 2", "{\"a\": 1}"] {
            #expect(MediaSniffer.type(of: Array(text.utf8)) == "text/plain", "\(text)")
        }
        // Cut in the middle of a letter.
        let long = Array(String(repeating: "ع", count: 3000).utf8)
        #expect(MediaSniffer.type(of: Array(long.prefix(4095))) == "text/plain")
        #expect(MediaSniffer.type(of: Array(long.prefix(1001))) == "application/octet-stream")
    }

    @Test(arguments: [
        "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "<html><script>",
        "  \n<!DOCTYPE html>",
        "<?xml version='1.0'?><a/>", "\u{FEFF}<svg/>", "#!/bin/sh\nrm -r /",
        "hello <ScRiPt>alert(1)</script>",
        "<?php system($_GET['a']);", "a\0b", "\u{1B}[2J", "",
    ])
    func `What could run is bytes and nothing else`(_ text: String) {
        #expect(MediaSniffer.type(of: Array(text.utf8)) == "application/octet-stream")
    }

    @Test func `A picture that is also a page has the picture's type`() {
        let both = [0xFF, 0xD8, 0xFF, 0xE0] + Array("<script>alert(1)</script>".utf8)
        #expect(MediaSniffer.type(of: both) == "image/jpeg")
        #expect(MediaSniffer.type(of: Array("GIF89a/*<svg onload=1>*/=1;".utf8)) == "image/gif")
    }
}
