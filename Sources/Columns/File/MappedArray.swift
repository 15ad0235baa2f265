/// Part of a mapped column file as an array; keeps the file mapped.
public struct MappedArray<Element: BitwiseCopyable & Sendable>: RandomAccessCollection, Sendable {
    @usableFromInline let file: MappedFile
    @usableFromInline nonisolated(unsafe) let buffer: UnsafeBufferPointer<Element>

    init(_ file: MappedFile, _ bytes: UnsafeRawBufferPointer) {
        self.file = file
        buffer = bytes.bindMemory(to: Element.self)
    }

    @inlinable public var count: Int { buffer.count }
    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { buffer.count }

    @inlinable
    public subscript(row: Int) -> Element {
        precondition(row >= 0 && row < buffer.count, "row outside the column")
        return buffer[row]
    }

    /// The pointer is valid during the call.
    @inlinable
    public func withUnsafeBufferPointer<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(buffer)
    }

    /// A copy.
    public var array: [Element] { Array(buffer) }
}
