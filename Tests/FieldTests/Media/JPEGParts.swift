/// A JPEG's parts by their markers, as a reader finds them that believes lengths.
enum JPEGParts {
    /// Marker and content of each part up to the end of the picture, and how many bytes follow it.
    static func read(_ bytes: [UInt8]) -> (parts: [(marker: UInt8, content: [UInt8])], rest: Int) {
        var parts: [(marker: UInt8, content: [UInt8])] = []
        var place = 2
        while place + 3 < bytes.count || place + 2 == bytes.count {
            guard bytes[place] == 0xFF else { break }
            let marker = bytes[place + 1]
            if marker == 0xD9 { return (parts + [(marker, [])], bytes.count - place - 2) }
            let end = place + 2 + Int(bytes[place + 2]) << 8 + Int(bytes[place + 3])
            guard end > place, end <= bytes.count else { break }
            parts.append((marker, Array(bytes[min(place + 4, end)..<end])))
            place = end
            if marker == 0xDA {
                while place + 1 < bytes.count, bytes[place] != 0xFF || bytes[place + 1] == 0 { place += 1 }
            }
        }
        return (parts, -1)
    }

    /// Width and height.
    static func size(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        guard
            let frame = read(bytes).parts.first(where: { [0xC0, 0xC1, 0xC2].contains($0.marker) })?.content,
            frame.count > 5
        else { return nil }
        return (Int(frame[3]) << 8 | Int(frame[4]), Int(frame[1]) << 8 | Int(frame[2]))
    }
}
