/// What a JPEG says of itself before its pixels, and whether it goes on to its end.
struct JPEGHeader {
    var width = 0
    var height = 0
    var components = 0
    /// Adobe's marker: values of four inks stand inverted.
    var isAdobe = false

    /// - Throws: a refusal of a file without a frame, with two, or without an end.
    init(_ bytes: [UInt8]) throws {
        var place = 2
        while true {
            while place < bytes.count, bytes[place] != 0xFF { place += 1 }
            while place < bytes.count, bytes[place] == 0xFF { place += 1 }
            guard place < bytes.count else { throw Refusal.damaged("it breaks off") }
            let marker = bytes[place]
            place += 1
            if marker == 0xD9 { break }
            // Stuffed bytes and restarts within the pixels, and markers without a length.
            if marker == 0x00 || marker == 0x01 || (0xD0...0xD8).contains(marker) { continue }
            guard place + 2 <= bytes.count else { throw Refusal.damaged("it breaks off") }
            let length = Int(bytes[place]) << 8 | Int(bytes[place + 1])
            guard length >= 2, place + length <= bytes.count else { throw Refusal.damaged("it breaks off") }
            try read(marker, bytes[(place + 2)..<(place + length)])
            place += length
        }
        guard components > 0 else { throw Refusal.damaged("it has no frame") }
    }

    private mutating func read(_ marker: UInt8, _ content: ArraySlice<UInt8>) throws {
        if marker == 0xEE, content.starts(with: "Adobe".utf8) { isAdobe = true }
        let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
        guard isFrame else { return }
        guard content.count >= 6, components == 0 else { throw Refusal.damaged("its frame cannot be read") }
        let first = content.startIndex
        height = Int(content[first + 1]) << 8 | Int(content[first + 2])
        width = Int(content[first + 3]) << 8 | Int(content[first + 4])
        components = Int(content[first + 5])
    }
}
