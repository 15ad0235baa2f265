internal import Foundation
internal import TabaqaFeatureModel

/// An open file descriptor, such as standard output or the pipe to another program. It is not closed here.
public struct DescriptorSink: ByteSink {
    public let descriptor: Int32

    public init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// - Throws: `file.unwritable` when the reader has gone or the disk is full.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        try Self.write(bytes, to: descriptor)
    }

    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(Fault) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = Foundation.write(
                descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written >= 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                throw Fault(
                    .fileUnwritable, "Output cannot be written (\(String(cString: strerror(errno)))).",
                    remedy: "Check that the reader is still there and the disk has room.")
            }
        }
    }
}
