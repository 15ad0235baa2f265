extension SpatiaLiteStore {
    /// How a store is opened.
    public enum Mode: Sendable {
        /// Makes the file when there is none.
        case create
        case readWrite
        /// Never writes to the file; for reports and exports.
        case readOnly
    }
}
