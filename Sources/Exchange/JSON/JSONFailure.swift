/// Where JSON text breaks its grammar or means what it may not.
struct JSONFailure: Error {
    /// Byte offset in the scanned bytes.
    var offset: Int
    var message: String
    /// Whether the bytes ended too early, so that more of them could help.
    var isAtEnd = false
    /// The member at fault.
    var member: String?
}
