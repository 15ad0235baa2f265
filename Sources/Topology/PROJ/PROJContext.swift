internal import CPROJ

/// A PROJ context of its own, silent and without network. Contexts are not safe to share between threads, so
/// neither is anything made from one.
final class PROJContext {
    let handle: OpaquePointer

    /// Nil only when memory ran out.
    init?() {
        guard let handle = proj_context_create() else { return nil }
        proj_log_level(handle, PJ_LOG_NONE)
        proj_context_set_enable_network(handle, 0)
        self.handle = handle
    }

    deinit { proj_context_destroy(handle) }
}

/// A PROJ object (CRS, operation, coordinate system) with the context it lives in.
final class PROJObject {
    let context: PROJContext
    let handle: OpaquePointer

    /// Takes ownership of `handle`; nil when PROJ gave none.
    init?(_ handle: OpaquePointer?, in context: PROJContext) {
        guard let handle else { return nil }
        self.handle = handle
        self.context = context
    }

    deinit { proj_destroy(handle) }
}
