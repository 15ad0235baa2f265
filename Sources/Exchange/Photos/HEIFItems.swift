/// The items of a HEIF file (ISO/IEC 23008-12) as far as finding its EXIF block needs: `meta` with `iinf` and `iloc`.
struct HEIFItems {
    /// The content of the item of type `Exif`, from its byte order mark on.
    let exif: ArraySlice<UInt8>?

    /// Nil where the file has no list of items.
    init?(_ bytes: [UInt8]) {
        guard let meta = Self.boxes(bytes[...]).first(where: { $0.type == "meta" }) else { return nil }
        let parts = Self.boxes(meta.content.dropFirst(4))
        guard let information = parts.first(where: { $0.type == "iinf" }),
            let locations = parts.first(where: { $0.type == "iloc" }),
            let item = Self.exifItem(information.content),
            let (isInside, range) = Self.location(of: item, locations.content)
        else {
            exif = nil
            return
        }
        let source = isInside ? parts.first { $0.type == "idat" }?.content ?? [] : bytes[...]
        guard range.upperBound <= source.count else {
            exif = nil
            return
        }
        let content = source.dropFirst(range.lowerBound).prefix(range.count)
        // The item begins with how far the block is from there.
        let skipped = content.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        exif = content.count > 12 && skipped < content.count - 4 ? content.dropFirst(4 + skipped) : nil
    }

    private static func boxes(_ bytes: ArraySlice<UInt8>) -> [(type: String, content: ArraySlice<UInt8>)] {
        var found: [(type: String, content: ArraySlice<UInt8>)] = []
        var rest = bytes
        while rest.count >= 8, found.count < ExifBlock.mostParts {
            var reader = ByteCursor(rest)
            var length = reader.number(4) ?? 0
            let type = String(decoding: reader.bytes(4) ?? [], as: UTF8.self)
            if length == 1 { length = reader.number(8) ?? 0 }
            // Zero: to the end of the file. Shorter than its own head: no box.
            if length == 0 { length = rest.count }
            let head = rest.count - reader.count
            guard length >= head else { break }
            found.append((type, rest.dropFirst(head).prefix(length - head)))
            rest = rest.dropFirst(length)
        }
        return found
    }

    private static func exifItem(_ bytes: ArraySlice<UInt8>) -> Int? {
        var reader = ByteCursor(bytes)
        guard let version = reader.number(1), reader.bytes(3) != nil,
            reader.number(version == 0 ? 2 : 4) != nil
        else { return nil }
        for entry in boxes(reader.rest) where entry.type == "infe" {
            var item = ByteCursor(entry.content)
            guard let version = item.number(1), version >= 2, item.bytes(3) != nil,
                let id = item.number(version == 2 ? 2 : 4), item.bytes(2) != nil, let type = item.bytes(4)
            else { continue }
            if type.elementsEqual("Exif".utf8) { return id }
        }
        return nil
    }

    /// Where the item's bytes are, in one piece: within `idat`, or within the file.
    private static func location(
        of item: Int, _ bytes: ArraySlice<UInt8>
    ) -> (isInside: Bool, range: Range<Int>)? {
        var reader = ByteCursor(bytes)
        guard let version = reader.number(1), version <= 2, reader.bytes(3) != nil,
            let sizes = reader.number(2),
            let count = reader.number(version == 2 ? 4 : 2)
        else { return nil }
        let (offsetSize, lengthSize) = (sizes >> 12, sizes >> 8 & 15)
        let (baseSize, indexSize) = (sizes >> 4 & 15, version == 0 ? 0 : sizes & 15)
        for _ in 0..<min(count, ExifBlock.mostParts) {
            guard let id = reader.number(version == 2 ? 4 : 2),
                let method = version == 0 ? 0 : reader.number(2).map({ $0 & 15 }),
                reader.bytes(2) != nil, let base = reader.number(baseSize), let extents = reader.number(2)
            else { return nil }
            for extent in 0..<extents {
                guard reader.bytes(indexSize) != nil, let offset = reader.number(offsetSize),
                    let length = reader.number(lengthSize)
                else { return nil }
                guard id == item else { continue }
                let (start, overflows) = base.addingReportingOverflow(offset)
                let (end, overflowsToo) = start.addingReportingOverflow(length)
                guard extent == 0, extents == 1, method <= 1, !overflows, !overflowsToo else { return nil }
                return (method == 1, start..<end)
            }
        }
        return nil
    }
}
