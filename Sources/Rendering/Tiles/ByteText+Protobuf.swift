/// Protocol Buffers wire format: what tiles are written in.
extension ByteText {
    @inline(__always)
    static func write(varint value: UInt64, to target: UnsafeMutablePointer<UInt8>) -> Int {
        var rest = value
        var length = 0
        while rest > 127 {
            target[length] = UInt8(truncatingIfNeeded: rest) | 0x80
            rest >>= 7
            length &+= 1
        }
        target[length] = UInt8(truncatingIfNeeded: rest)
        return length &+ 1
    }

    @inline(__always)
    static func write(zigzag value: Int32, to target: UnsafeMutablePointer<UInt8>) -> Int {
        write(varint: UInt64(UInt32(bitPattern: value &<< 1 ^ value &>> 31)), to: target)
    }

    @inline(__always)
    mutating func append(varint value: UInt64) {
        extend(10) { Self.write(varint: value, to: $0) }
    }

    @inline(__always)
    mutating func append(zigzag value: Int32) {
        extend(5) { Self.write(zigzag: value, to: $0) }
    }

    /// A field's number and wire type 2, and the length of what follows.
    mutating func append(field: UInt64, length: Int) {
        append(varint: field << 3 | 2)
        append(varint: UInt64(length))
    }

    mutating func append(field: UInt64, text: UnsafeBufferPointer<UInt8>) {
        append(field: field, length: text.count)
        append(text)
    }

    static func varintLength(_ value: UInt64) -> Int { max(1, (70 - value.leadingZeroBitCount) / 7) }
}
