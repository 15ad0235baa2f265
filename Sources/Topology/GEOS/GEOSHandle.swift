internal import CGEOS

/// A GEOS geometry with the context it lives in; destroyed with its last reference unless given away.
final class GEOSHandle {
    let context: GEOSContext
    private(set) var pointer: OpaquePointer?

    /// Takes ownership; nil when GEOS gave none.
    init?(_ pointer: OpaquePointer?, in context: GEOSContext) {
        guard let pointer else { return nil }
        self.pointer = pointer
        self.context = context
    }

    deinit {
        if let pointer { GEOSGeom_destroy_r(context.handle, pointer) }
    }

    /// Gives the ownership to a GEOS call that takes it.
    func giveAway() -> OpaquePointer? {
        defer { pointer = nil }
        return pointer
    }
}
