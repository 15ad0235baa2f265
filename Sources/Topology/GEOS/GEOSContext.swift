internal import CGEOS

/// A GEOS context of its own: silent, its last error message kept. Not safe to share between threads.
final class GEOSContext {
    let handle: OpaquePointer
    private let message: UnsafeMutablePointer<String>

    /// Nil only when memory ran out.
    init?() {
        guard let handle = GEOS_init_r() else { return nil }
        self.handle = handle
        message = .allocate(capacity: 1)
        message.initialize(to: "")
        GEOSContext_setErrorMessageHandler_r(handle, Self.remember, message)
    }

    deinit {
        GEOS_finish_r(handle)
        message.deinitialize(count: 1)
        message.deallocate()
    }

    /// What GEOS said last; cleared by reading.
    func takeMessage() -> String {
        defer { message.pointee = "" }
        return message.pointee
    }

    /// A string GEOS allocated, released after copying.
    func take(_ text: UnsafeMutablePointer<CChar>?) -> String? {
        guard let text else { return nil }
        defer { GEOSFree_r(handle, text) }
        return String(cString: text)
    }

    // A static function, not a closure in place: a literal formed in isolated code crashes on another thread.
    private static let remember: GEOSMessageHandler_r = { text, userdata in
        guard let text, let userdata else { return }
        userdata.assumingMemoryBound(to: String.self).pointee = String(cString: text)
    }
}
