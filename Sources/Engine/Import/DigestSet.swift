/// A set of digests. They are evenly spread already, so they need no hashing anew; a number drawn for each
/// set keeps a made-up file from aiming at its places.
struct DigestSet {
    private var slots: [UInt128]
    private var hasZero = false
    private let shift: UInt64
    private let seed = UInt64.random(in: 0 ... .max) | 1

    /// For at most `capacity` digests.
    init(capacity: Int) {
        let bits = Int.bitWidth - max(capacity, 8).leadingZeroBitCount + 1
        slots = [UInt128](repeating: 0, count: 1 << bits)
        shift = UInt64(64 - bits)
    }

    /// Whether `digest` was not there yet.
    mutating func insert(_ digest: UInt128) -> Bool {
        if digest == 0 {
            defer { hasZero = true }
            return !hasZero
        }
        let high = UInt64(truncatingIfNeeded: digest >> 64)
        let mixed = ((UInt64(truncatingIfNeeded: digest) &* seed) ^ high) &* 0x9E37_79B9_7F4A_7C15 &* seed
        var slot = Int(truncatingIfNeeded: mixed >> shift)
        while slots[slot] != 0 {
            if slots[slot] == digest { return false }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = digest
        return true
    }
}
