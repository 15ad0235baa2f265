internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Watches over a request's body on its connection: asks for it when it is wanted, cuts clients that send too
/// slowly, and lets a client that is refused before it has sent everything see the answer.
///
/// A phone in a bad network stalls and comes back; so silence is borne for twice the stall time, and after the
/// first stall time what came must have come at `leastRate` on average. Time in which the server itself took
/// nothing is not the client's.
final class BodyGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// The event by which the server says that it will take the body: a client that waits for that is told.
    struct Wanted: Sendable {}

    /// Bytes a second.
    static let leastRate = 100
    /// What is left of a refused body is read up to this much and the connection kept.
    static let smallRest = 64 << 10
    /// Beyond it, this much is read and thrown away, so that the client sees the answer before the connection ends.
    static let longestRest = 32 << 20
    static let longestLinger = TimeAmount.seconds(20)

    private let timeout: TimeAmount
    private let metrics: Metrics

    /// Whether a request's head is here and its end is not.
    private var isOpen = false
    /// `Content-Length`; nil for a body in chunks.
    private var declared: Int?
    private var received = 0
    /// Whether the client waits to be told to go on.
    private var isHeldBack = false
    private var began = NIODeadline.now()
    /// When something came last, or when the server began to listen again.
    private var last = NIODeadline.now()
    /// Time in which the server did not listen.
    private var deaf = TimeAmount.zero
    private var deafSince: NIODeadline?
    private var check: Scheduled<Void>?

    /// Whether what comes is thrown away and the connection ends.
    private var isLingering = false
    private var thrownAway = 0
    private var isAnswered = false

    init(timeout: TimeAmount, metrics: Metrics) {
        self.timeout = timeout
        self.metrics = metrics
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isLingering { return throwAway(unwrapInboundIn(data), context) }
        switch unwrapInboundIn(data) {
        case .head(let head): open(head, context)
        case .body(let piece):
            received += piece.readableBytes
            isHeldBack = false
            last = .now()
        case .end: shut()
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        guard isOpen else { return }
        if isLingering { context.read() } else if deafSince == nil { deafSince = .now() }
    }

    func read(context: ChannelHandlerContext) {
        if let since = deafSince {
            let now = NIODeadline.now()
            deaf = deaf + (now - since)
            last = now
            deafSince = nil
        }
        context.read()
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        guard event is Wanted else {
            context.triggerUserOutboundEvent(event, promise: promise)
            return
        }
        if isHeldBack, isOpen, received == 0 {
            isHeldBack = false
            context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
        }
        promise?.succeed()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where isOpen && !isLingering && endsConnection:
            head.headerFields[.connection] = "close"
            linger(context)
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end where isLingering:
            let sent = promise ?? context.eventLoop.makePromise(of: Void.self)
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            sent.futureResult.whenComplete { _ in
                let (own, context) = bound.value
                own.isAnswered = true
                // Who waited to be told to send, and was not, sends nothing.
                if !own.isOpen || own.isHeldBack { context.close(promise: nil) }
            }
            context.write(data, promise: sent)
        default: context.write(data, promise: promise)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        check?.cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { check?.cancel() }
}

extension BodyGuard {
    private func open(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
        isOpen = true
        declared = head.headerFields[.contentLength].flatMap { Int($0) }
        isHeldBack = head.headerFields[.expect]?.lowercased() == "100-continue"
        received = 0
        began = .now()
        last = began
        deaf = .zero
        deafSince = nil
        watch(context)
    }

    private func shut() {
        isOpen = false
        deafSince = nil
        check?.cancel()
        check = nil
    }

    /// Whether an answer at this point is the connection's last: the client still sends, or never will.
    private var endsConnection: Bool {
        guard !isHeldBack, let declared else { return true }
        return declared - received > Self.smallRest
    }

    private func linger(_ context: ChannelHandlerContext) {
        isLingering = true
        check?.cancel()
        check = schedule(context, in: Self.longestLinger) { $1.close(promise: nil) }
        context.read()
    }

    private func throwAway(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head: break
        case .body(let piece):
            thrownAway += piece.readableBytes
            isHeldBack = false
            if thrownAway > Self.longestRest { context.close(promise: nil) }
        case .end:
            isOpen = false
            if isAnswered { context.close(promise: nil) }
        }
    }

    private func watch(_ context: ChannelHandlerContext) {
        check?.cancel()
        let step = TimeAmount.nanoseconds(max(timeout.nanoseconds / 4, 50_000_000))
        check = schedule(context, in: step) { own, context in
            if own.isTooSlow {
                own.metrics.count(.connectionStalled)
                context.close(promise: nil)
            } else {
                own.watch(context)
            }
        }
    }

    private var isTooSlow: Bool {
        guard deafSince == nil else { return false }
        if NIODeadline.now() - last >= .nanoseconds(2 * timeout.nanoseconds) { return true }
        // Until the last sign of life: silence has its own bound.
        let spent = last - began - deaf
        return spent >= timeout
            && Double(received) < Double(Self.leastRate) * Double(spent.nanoseconds) / 1e9
    }

    private func schedule(
        _ context: ChannelHandlerContext, in time: TimeAmount,
        _ body: @escaping @Sendable (BodyGuard, ChannelHandlerContext) -> Void
    ) -> Scheduled<Void> {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        return context.eventLoop.scheduleTask(in: time) {
            let (own, context) = bound.value
            body(own, context)
        }
    }
}

@available(*, unavailable)
extension BodyGuard: Sendable {}
