/// Text under construction: bytes in one growing buffer with the number, date and string forms every writer
/// shares. `drain(into:)` empties it into a sink, so that its size stays bounded.
struct ByteText: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int = 1 << 16) {
        self.capacity = max(capacity, 64)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    /// A copy of what was written.
    var array: [UInt8] { Array(bytes) }

    mutating func clear() { count = 0 }

    /// Hands the bytes to `sink` once there are at least `threshold`, and starts afresh.
    mutating func drain(into sink: inout any ByteSink, over threshold: Int = 1 << 18) throws {
        guard count > 0, count >= threshold else { return }
        try sink.write(bytes)
        count = 0
    }

    /// Calls `body` with room for `size` bytes; it answers how many it used.
    @inline(__always)
    mutating func extend(_ size: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        if count + size > capacity { grow(size) }
        count += body(base + count)
    }

    @inline(never)
    private mutating func grow(_ size: Int) {
        let larger = max(capacity * 2, count + size)
        let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        fresh.update(from: base, count: count)
        base.deallocate()
        base = fresh
        capacity = larger
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        extend(1) { target in
            target[0] = byte
            return 1
        }
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    @inline(__always)
    mutating func append(_ source: UnsafeBufferPointer<UInt8>) {
        guard let start = source.baseAddress else { return }
        extend(source.count) { target in
            target.update(from: start, count: source.count)
            return source.count
        }
    }

    mutating func append(_ source: [UInt8]) {
        source.withUnsafeBufferPointer { append($0) }
    }

    mutating func append(text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }
}
