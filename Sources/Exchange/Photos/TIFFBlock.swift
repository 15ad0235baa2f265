/// A TIFF 6.0 structure as EXIF uses it, on borrowed bytes. Every offset in it is a claim: reading beyond the end
/// gives nil.
struct TIFFBlock {
    /// A field of a directory: what it says about itself, not yet looked at.
    struct Field {
        var type: Int
        var count: Int
        /// Of the values, from the block's start; all of them lie inside.
        var offset: Int
    }

    /// A directory longer than this is none.
    private static let mostFields = 1024
    /// Bytes of a value by type number, from 1.
    private static let sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]

    private let bytes: ArraySlice<UInt8>
    private let isLittle: Bool
    /// Where the first directory stands.
    let start: Int

    /// Nil where the bytes do not begin like TIFF.
    init?(_ bytes: ArraySlice<UInt8>) {
        let order = bytes.prefix(2)
        guard order.elementsEqual([0x49, 0x49]) || order.elementsEqual([0x4D, 0x4D]) else { return nil }
        let unread = TIFFBlock(bytes: bytes, isLittle: order.first == 0x49, start: 0)
        guard unread.number(at: 2, size: 2) == 42, let first = unread.number(at: 4, size: 4) else {
            return nil
        }
        self.init(bytes: bytes, isLittle: unread.isLittle, start: first)
    }

    private init(bytes: ArraySlice<UInt8>, isLittle: Bool, start: Int) {
        self.bytes = bytes
        self.isLittle = isLittle
        self.start = start
    }

    /// The fields of the directory at `offset`, the first of each number; those that point outside are left out.
    /// A directory that is cut gives what there is of it.
    func directory(at offset: Int) -> [Int: Field]? {
        guard offset >= 8, let count = number(at: offset, size: 2), count > 0, count <= Self.mostFields else {
            return nil
        }
        var fields: [Int: Field] = [:]
        for index in 0..<count {
            let place = offset + 2 + 12 * index
            guard let tag = number(at: place, size: 2), let type = number(at: place + 2, size: 2),
                let values = number(at: place + 4, size: 4), number(at: place + 8, size: 4) != nil
            else { break }
            guard Self.sizes.indices.contains(type), type > 0, fields[tag] == nil else { continue }
            let length = Self.sizes[type] * values
            let target = length <= 4 ? place + 8 : number(at: place + 8, size: 4) ?? bytes.count
            guard target + length <= bytes.count else { continue }
            fields[tag] = Field(type: type, count: values, offset: target)
        }
        return fields
    }

    /// The first of a field's whole numbers (BYTE, SHORT, LONG).
    func integer(_ field: Field?) -> Int? {
        guard let field, field.count > 0, [1, 3, 4].contains(field.type) else { return nil }
        return number(at: field.offset, size: Self.sizes[field.type])
    }

    /// A field's text up to its first NUL, without blanks around it. At most 64 bytes are looked at.
    func text(_ field: Field?) -> String? {
        guard let field, [1, 2, 7].contains(field.type) else { return nil }
        let first = bytes.startIndex + field.offset
        let content = bytes[first..<(first + min(field.count, 64))].prefix { $0 != 0 }
        let isBlank: (UInt8) -> Bool = { $0 <= 0x20 || $0 == 0x7F }
        guard let from = content.firstIndex(where: { !isBlank($0) }),
            let to = content.lastIndex(where: { !isBlank($0) })
        else { return nil }
        return String(decoding: content[from...to], as: UTF8.self)
    }

    /// A field's first numbers, at most `limit` of them; nil within where the denominator is zero.
    /// Nil altogether where the field is not of rationals.
    func rationals(_ field: Field, limit: Int = 3) -> [Double?]? {
        guard field.type == 5 || field.type == 10 else { return nil }
        return (0..<min(field.count, limit)).map { index in
            let place = field.offset + 8 * index
            guard let top = number(at: place, size: 4), let bottom = number(at: place + 4, size: 4),
                bottom != 0
            else { return nil }
            if field.type == 5 { return Double(top) / Double(bottom) }
            return Double(Int32(truncatingIfNeeded: top)) / Double(Int32(truncatingIfNeeded: bottom))
        }
    }

    private func number(at offset: Int, size: Int) -> Int? {
        guard offset >= 0, size <= bytes.count, offset <= bytes.count - size else { return nil }
        let first = bytes.startIndex + offset
        let value = bytes[first..<(first + size)]
        return isLittle
            ? value.reversed().reduce(0) { $0 << 8 | Int($1) } : value.reduce(0) { $0 << 8 | Int($1) }
    }
}
