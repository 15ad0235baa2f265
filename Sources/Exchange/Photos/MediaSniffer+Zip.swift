extension MediaSniffer {
    /// ZIP, and what is a ZIP inside: the names of the entries within `start` tell office documents and KMZ.
    static func zipType(_ start: [UInt8]) -> String? {
        guard has(entry, in: start, at: 0) || has([0x50, 0x4B, 0x05, 0x06], in: start, at: 0) else {
            return nil
        }
        var isOffice = false
        for offset in start.indices where has(entry, in: start, at: offset) && start.count - offset >= 30 {
            let length = Int(start[offset + 26]) | Int(start[offset + 27]) << 8
            let extra = Int(start[offset + 28]) | Int(start[offset + 29]) << 8
            let name = String(decoding: start[(offset + 30)...].prefix(length), as: UTF8.self)
            if offset == 0, name == "mimetype" {
                return openDocument(start.dropFirst(30 + length + extra))
            }
            if offset == 0, name.lowercased().hasSuffix(".kml") { return "application/vnd.google-earth.kmz" }
            if offset == 0 { isOffice = name == "[Content_Types].xml" || name.hasPrefix("_rels/") }
            guard isOffice else { break }
            if name.hasPrefix("word/") { return openXML + "wordprocessingml.document" }
            if name.hasPrefix("xl/") { return openXML + "spreadsheetml.sheet" }
            if name.hasPrefix("ppt/") { return openXML + "presentationml.presentation" }
        }
        return "application/zip"
    }

    private static let entry: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    private static let openXML = "application/vnd.openxmlformats-officedocument."

    /// OpenDocument stores its type uncompressed as the first entry's content.
    private static func openDocument(_ content: ArraySlice<UInt8>) -> String {
        let types = ["text", "spreadsheet", "presentation"].map { "application/vnd.oasis.opendocument." + $0 }
        for type in types where content.starts(with: type.utf8) {
            let next = content.dropFirst(type.utf8.count).first ?? 0
            // `…text-template` and the like are not the type itself.
            if next != UInt8(ascii: "-") { return type }
        }
        return "application/zip"
    }
}
