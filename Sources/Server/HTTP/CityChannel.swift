internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

/// A connection: limits of the parser, what HTTP/1.0 expects, guards against clients that stall.
struct CityChannel: HTTPChannelHandler {
    typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    let responder: HTTPChannelHandler.Responder
    let settings: ServerSettings
    let metrics: Metrics

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            // What is over our own limits still has to be read to be answered; far beyond them the parser gives up.
            var limits = NIOHTTPDecoderLimitConfiguration()
            limits.maxHeaderFieldSize = 2 * max(settings.headerLimit, settings.targetLimit)
            limits.maxHeaderListSize = 2 * (settings.headerLimit + settings.targetLimit)
            limits.maxHeaderFieldCount = 200
            let pipeline = channel.pipeline.syncOperations
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false, withErrorHandling: false,
                withOutboundHeaderValidation: false, withEncoderConfiguration: .init(),
                withDecoderLimitConfiguration: limits)
            try pipeline.addHandler(OldVersionGuard())
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            let stall = TimeAmount.seconds(Int64(settings.stallTimeout))
            try pipeline.addHandler(BodyGuard(timeout: stall, metrics: metrics))
            try pipeline.addHandler(StallGuard(timeout: stall, metrics: metrics))
            try pipeline.addHandler(IdleGuard(timeout: .seconds(Int64(settings.idleTimeout))))
            try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: nil, logger: logger))
            return try NIOAsyncChannel(
                wrappingChannelSynchronously: channel,
                configuration: .init(
                    // Pieces of a body that wait to be taken: more would cost memory for each slow disk.
                    backPressureStrategy: .init(lowWatermark: 1, highWatermark: 3),
                    isOutboundHalfClosureEnabled: true))
        }
    }

    func handle(value: Value, logger: Logger) async {
        await handleHTTP(asyncChannel: value, logger: logger)
    }
}

/// A client of HTTP/1.0 waits for the end of the connection unless it asked to keep it.
private final class OldVersionGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data), !head.isKeepAlive else {
            context.fireChannelRead(data)
            return
        }
        // The word Hummingbird looks for, in the spelling it looks for.
        head.headers.replaceOrAdd(name: "Connection", value: "close")
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}
