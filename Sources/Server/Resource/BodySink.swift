/// Takes a request's body as it comes. Called by one thread at a time, off the event loops; between two calls it costs no
/// thread, however slow the client is.
public protocol BodySink: AnyObject, Sendable {
    /// - Throws: what the client is answered; no more is given then.
    func take(_ bytes: [UInt8]) throws

    /// The body is whole.
    func finish() throws -> Answer

    /// The body will not be whole: the client went away, or `take` threw. What may be kept is.
    func abandon()
}
