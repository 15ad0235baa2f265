internal import Glibc

/// Which place in a tile's list of values each number has.
struct NumberSlots: ~Copyable {
    private struct Slot {
        var key: UInt64
        /// One more than the place; 0: free.
        var mark: UInt32
    }

    private let slots: UnsafeMutablePointer<Slot>
    private let mask: Int

    /// - Parameter numbers: how many numbers will be looked up, and so how many different ones there may be.
    init(for numbers: Int) {
        var capacity = 64
        while capacity * 3 < numbers * 4 { capacity *= 2 }
        mask = capacity - 1
        // Zeroed by the kernel where it is large, and then only what is touched: most columns repeat themselves.
        guard let memory = calloc(capacity, MemoryLayout<Slot>.stride) else { fatalError("out of memory") }
        slots = memory.bindMemory(to: Slot.self, capacity: capacity)
    }

    deinit {
        free(slots)
    }

    /// The number's place; where it has none yet, the one `make` gives it. Never called for more numbers than it
    /// was made for.
    @inline(__always)
    func place(of key: UInt64, _ make: () -> UInt32) -> UInt32 {
        let hash = key &* 0x9E37_79B9_7F4A_7C15
        var slot = Int(truncatingIfNeeded: hash &>> 32 ^ hash &>> 48) & mask
        while slots[slot].mark != 0 {
            if slots[slot].key == key { return slots[slot].mark &- 1 }
            slot = (slot &+ 1) & mask
        }
        let place = make()
        slots[slot] = Slot(key: key, mark: place &+ 1)
        return place
    }
}
