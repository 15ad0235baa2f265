internal import TabaqaFeatureModel

/// An entity tag out of everything an answer depends on: two 64-bit FNV-1a sums over length-marked parts.
struct AnswerTag {
    private var low: UInt64 = 0xcbf2_9ce4_8422_2325
    private var high: UInt64 = 0x84222325_cbf29ce4

    init() {}

    mutating func mix(_ bytes: some Sequence<UInt8>) {
        var count: UInt64 = 0
        for byte in bytes {
            step(byte)
            count &+= 1
        }
        // The length keeps ("ab", "c") and ("a", "bc") apart.
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            step(UInt8(truncatingIfNeeded: count >> shift))
        }
    }

    mutating func mix(_ text: String) { mix(text.utf8) }

    mutating func mix(_ number: Int64) { mix(String(number)) }

    private mutating func step(_ byte: UInt8) {
        low = (low ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        high = (high ^ UInt64(byte) ^ low >> 29) &* 0x9e37_79b9_7f4a_7c15 &+ 1
    }

    var text: String { String(low, radix: 36) + String(high, radix: 36) }
}

extension AnswerTag {
    /// For the call's representation, language and parameters, whatever their order on the wire.
    init(_ call: Call) {
        mix(call.format.text)
        mix(call.language.rawValue)
        mix(call.target)
        mix(call.base)
        for item in call.query.items.sorted(by: { ($0.name, $0.value) < ($1.name, $1.value) }) {
            mix(item.name)
            mix(item.value)
        }
    }
}
