internal import NIOCore
internal import NIOHTTPTypes

/// Cuts connections whose client takes nothing of an answer; and keeps a server that ends from cutting an answer
/// whose last bytes still wait for the client.
final class StallGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let timeout: TimeAmount
    private let metrics: Metrics
    private var stallCheck: Scheduled<Void>?
    /// Bytes that waited for the client at the last check.
    private var waiting = 0
    /// Whether the end of an answer is written but not yet sent.
    private var isEnding = false
    /// A close that waits for it.
    private var isClosing = false

    init(timeout: TimeAmount, metrics: Metrics) {
        self.timeout = timeout
        self.metrics = metrics
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else {
            context.write(data, promise: promise)
            return
        }
        isEnding = true
        let sent = promise ?? context.eventLoop.makePromise(of: Void.self)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        sent.futureResult.whenComplete { _ in
            let (own, context) = bound.value
            own.isEnding = false
            if own.isClosing { context.close(promise: nil) }
        }
        context.write(data, promise: sent)
    }

    /// The framework closes right after it wrote, and what waited in the channel would be lost.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard isEnding, mode == .all else {
            context.close(mode: mode, promise: promise)
            return
        }
        isClosing = true
        if let promise { context.channel.closeFuture.cascade(to: promise) }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stallCheck?.cancel()
        stallCheck = nil
        if !context.channel.isWritable {
            waiting = buffered(context)
            stallCheck = schedule(context) { $0.check($1) }
        }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { cancel() }

    private func check(_ context: ChannelHandlerContext) {
        let now = buffered(context)
        guard now < waiting else {
            cut(context)
            return
        }
        waiting = now
        stallCheck = schedule(context) { $0.check($1) }
    }

    private func cut(_ context: ChannelHandlerContext) {
        metrics.count(.connectionStalled)
        context.close(promise: nil)
    }

    private func cancel() { stallCheck?.cancel() }

    private func buffered(_ context: ChannelHandlerContext) -> Int {
        (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    private func schedule(
        _ context: ChannelHandlerContext,
        _ body: @escaping @Sendable (StallGuard, ChannelHandlerContext) -> Void
    ) -> Scheduled<Void> {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        return context.eventLoop.scheduleTask(in: timeout) {
            let (own, context) = bound.value
            body(own, context)
        }
    }
}

@available(*, unavailable)
extension StallGuard: Sendable {}
