/// Where encoders put their bytes, piece by piece, so that memory stays constant however many rows there are.
public protocol ByteSink {
    /// Takes all of `bytes`, or throws.
    mutating func write(_ bytes: UnsafeRawBufferPointer) throws
}

/// Keeps everything written, for answers small enough to hold.
public final class MemorySink: ByteSink {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public func write(_ bytes: UnsafeRawBufferPointer) {
        self.bytes.append(contentsOf: bytes)
    }
}
