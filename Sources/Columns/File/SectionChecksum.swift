/// A fast checksum against damaged files; not against forgers.
///
/// Eight lanes of xor and odd multiplication: every step is a bijection of its lane, so no single changed
/// word can go unnoticed.
enum SectionChecksum {
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        let prime: UInt64 = 0x9E37_79B9_7F4A_7C15
        var lanes = SIMD8<UInt64>(
            0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344, 0xA409_3822_299F_31D0, 0x082E_FA98_EC4E_6C89,
            0x4528_21E6_38D0_1377, 0xBE54_66CF_34E9_0C6C, 0xC0AC_29B7_C97C_50DD, 0x3F84_D5B5_B547_0917)
        var (a, b, c, d) = (lanes[0], lanes[1], lanes[2], lanes[3])
        var (e, f, g, h) = (lanes[4], lanes[5], lanes[6], lanes[7])
        var offset = 0
        let count = bytes.count
        @inline(__always) func word(_ at: Int) -> UInt64 {
            bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        }
        while offset &+ 64 <= count {
            a = (a ^ word(offset)) &* prime
            b = (b ^ word(offset &+ 8)) &* prime
            c = (c ^ word(offset &+ 16)) &* prime
            d = (d ^ word(offset &+ 24)) &* prime
            e = (e ^ word(offset &+ 32)) &* prime
            f = (f ^ word(offset &+ 40)) &* prime
            g = (g ^ word(offset &+ 48)) &* prime
            h = (h ^ word(offset &+ 56)) &* prime
            a ^= a >> 32
            b ^= b >> 32
            c ^= c >> 32
            d ^= d >> 32
            e ^= e >> 32
            f ^= f >> 32
            g ^= g >> 32
            h ^= h >> 32
            offset &+= 64
        }
        lanes = SIMD8(a, b, c, d, e, f, g, h)
        var sum = UInt64(count) &* prime
        for lane in 0..<8 { sum = mix(sum ^ lanes[lane]) }
        while offset < count {
            sum = mix(sum ^ UInt64(bytes[offset]))
            offset &+= 1
        }
        return mix(sum)
    }

    static func of(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { of(UnsafeRawBufferPointer($0)) }
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var value = value &* 0xD6E8_FEB8_6659_FD93
        value ^= value >> 32
        return value &* 0x9E37_79B9_7F4A_7C15
    }
}
