internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import TabaqaFeatureModel

/// Carries requests from Hummingbird to the dispatcher and answers back.
struct CityResponder: HTTPResponder {
    struct Context: InitializableFromSource {
        let channel: any Channel

        init(source: ApplicationRequestContextSource) { channel = source.channel }
    }

    let dispatcher: Dispatcher
    let pool: WorkPool
    /// For bodies that are stored: their threads wait for the disk, and those that wait together share one wait.
    let writers: WorkPool
    let logger: Logger

    private var settings: ServerSettings { dispatcher.service.settings }

    func respond(to request: Request, context: Context) async throws -> Response {
        let began = ContinuousClock.now
        let presence = dispatcher.service.metrics.enter()
        let plain = plain(request, context)
        let answer = try await answer(plain, request, context)
        return response(answer, plain, began, presence, context.channel.eventLoop)
    }

    private func answer(
        _ plain: PlainRequest, _ request: Request, _ context: Context
    ) async throws -> PlainAnswer {
        let stage: Dispatcher.Stage
        if dispatcher.asksStore(plain) {
            do {
                stage = try await pool.admit { dispatcher.begin(plain) }
            } catch is WorkPool.Full {
                return dispatcher.turnAway(plain)
            }
        } else {
            stage = dispatcher.begin(plain)
        }
        switch stage {
        case .finished(let finished): return finished
        case .work(let work) where work.takesPieces: return try await receive(work, request, context)
        case .work(let work): return try await run(work, request, context)
        }
    }

    private func run(
        _ work: Dispatcher.Work, _ request: Request, _ context: Context
    ) async throws -> PlainAnswer {
        var body: [UInt8] = []
        if work.takesBody {
            do {
                await want(context)
                body = Array(buffer: try await request.body.collect(upTo: settings.bodyLimit))
                try Self.checkWhole(request, body.count)
            } catch is NIOTooManyBytesError {
                return dispatcher.refuse(
                    work,
                    Fault(.httpBodyTooLarge, "The body is larger than \(settings.bodyLimit) bytes."))
            }
        }
        do {
            return try await pool.admit { [body] in dispatcher.finish(work, body: body) }
        } catch is WorkPool.Full {
            return dispatcher.turnAway(work)
        }
    }

    /// Bytes given to a sink at once.
    private static let piece = 128 << 10

    /// Gathers what comes and hands it on off the loops; while the client is slow, no thread waits.
    private func receive(
        _ work: Dispatcher.Work, _ request: Request, _ context: Context
    ) async throws -> PlainAnswer {
        let sink: any BodySink
        do {
            switch try await writers.admit({ dispatcher.open(work) }) {
            case .refused(let answer): return answer
            case .open(let open): sink = open
            }
        } catch is WorkPool.Full {
            return dispatcher.turnAway(work)
        }
        var gathered: [UInt8] = []
        do {
            await want(context)
            var count = 0
            for try await buffer in request.body {
                count += buffer.readableBytes
                gathered.append(contentsOf: buffer.readableBytesView)
                guard gathered.count >= Self.piece else { continue }
                let bytes = gathered
                gathered = []
                if let refusal = try await writers.run({ dispatcher.take(bytes, sink, work) }) {
                    return refusal
                }
            }
            try Self.checkWhole(request, count)
        } catch {
            // What came is kept as far as the sink can; nobody is there to be answered.
            try? await writers.run { [gathered] in
                if gathered.isEmpty || dispatcher.take(gathered, sink, work) == nil { sink.abandon() }
            }
            throw error
        }
        return try await writers.run { [gathered] in
            if !gathered.isEmpty, let refusal = dispatcher.take(gathered, sink, work) { return refusal }
            return dispatcher.finish(work, sink)
        }
    }

    /// Tells a client that waits for it to send its body.
    private func want(_ context: Context) async {
        try? await context.channel.triggerUserOutboundEvent(BodyGuard.Wanted()).get()
    }

    private struct Broken: Error {}

    /// The framework takes the end of a connection for the end of a body.
    private static func checkWhole(_ request: Request, _ count: Int) throws {
        guard let declared = request.head.headerFields[.contentLength].flatMap({ Int($0) }) else { return }
        guard count == declared else { throw Broken() }
    }

    private func plain(_ request: Request, _ context: Context) -> PlainRequest {
        var headers: [(name: String, value: String)] = []
        headers.reserveCapacity(request.head.headerFields.count + 1)
        if let authority = request.head.authority { headers.append(("host", authority)) }
        for field in request.head.headerFields { headers.append((field.name.canonicalName, field.value)) }
        var plain = PlainRequest(
            request.head.method.rawValue, request.head.path ?? "", headers: headers,
            peer: Self.address(context.channel.remoteAddress), isSecure: settings.usesTLS)
        if let named = plain["x-request-id"], dispatcher.base.trusts(plain), RequestID.isFit(named) {
            plain.id = named
        }
        return plain
    }

    /// A v4 address that arrived on a v6 socket is still that address.
    private static func address(_ address: SocketAddress?) -> String? {
        guard let text = address?.ipAddress else { return nil }
        return text.hasPrefix("::ffff:") ? String(text.dropFirst(7)) : text
    }

    private func response(
        _ answer: PlainAnswer, _ plain: PlainRequest, _ began: ContinuousClock.Instant,
        _ presence: Metrics.Presence, _ loop: any EventLoop
    ) -> Response {
        var headers = HTTPFields()
        headers.reserveCapacity(answer.headers.count + 1)
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
        }
        if let length = answer.length { headers[.contentLength] = String(length) }
        let status = HTTPResponse.Status(code: answer.status)
        if let defect = answer.defect {
            logger.error(
                "defect",
                metadata: ["id": "\(plain.id)", "route": "\(answer.pattern ?? "none")", "why": "\(defect)"])
        }
        let source: any ChunkSource
        switch answer.body {
        case .none:
            ended(answer, plain, began, bytes: 0)
            if plain.method == "HEAD", answer.length == nil, answer.status == 200 {
                return headOfUnknownLength(headers)
            }
            return Response(status: status, headers: headers)
        case .bytes(let bytes):
            ended(answer, plain, began, bytes: bytes.count)
            return Response(
                status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .chunks(let chunks): source = chunks
        case .file(let path, let isTemporary):
            guard let file = try? FileChunks(path: path, isTemporary: isTemporary) else {
                ended(answer, plain, began, bytes: 0)
                return Response(status: .internalServerError)
            }
            source = file
        }
        return Response(
            status: status, headers: headers,
            body: ResponseBody(contentLength: answer.length) { writer in
                try await stream(source, to: &writer, answer, plain, began, loop)
                withExtendedLifetime(presence) {}
            })
    }

    /// A length of 0 would be a lie, and the framework gives every answer without one a body: so the connection
    /// ends after the head.
    private func headOfUnknownLength(_ headers: HTTPFields) -> Response {
        struct HeadOnly: Error {}
        var headers = headers
        headers[.connection] = "close"
        return Response(status: .ok, headers: headers, body: ResponseBody { _ in throw HeadOnly() })
    }

    /// Pulls a piece, waits until the client has room, pulls the next: a slow client costs one piece of memory and
    /// no thread.
    private func stream(
        _ source: any ChunkSource, to writer: inout any ResponseBodyWriter, _ answer: PlainAnswer,
        _ plain: PlainRequest, _ began: ContinuousClock.Instant, _ loop: any EventLoop
    ) async throws {
        var sent = 0
        defer { ended(answer, plain, began, bytes: sent) }
        do {
            while let piece = try await pool.run({ try source.next() }) {
                sent += piece.count
                try await writer.write(ByteBuffer(bytes: piece))
                // The channel learns that it is full when its loop gets to the piece; until then it would take
                // dozens more.
                try await loop.submit {}.get()
            }
        } catch let fault as Fault {
            // The connection is cut, so that nobody takes a part for the whole.
            logger.error(
                "stream",
                metadata: ["id": "\(plain.id)", "route": "\(answer.pattern ?? "none")", "why": "\(fault)"])
            throw fault
        }
        try await writer.finish(nil)
    }

    /// The log line: nothing in it comes from the address, the body or the person.
    private func ended(
        _ answer: PlainAnswer, _ plain: PlainRequest, _ began: ContinuousClock.Instant, bytes: Int
    ) {
        let seconds = began.duration(to: .now) / .seconds(1)
        dispatcher.service.metrics.answered(
            method: plain.method, route: answer.pattern, status: answer.status, bytes: bytes, seconds: seconds
        )
        logger.info(
            "request",
            metadata: [
                "id": "\(plain.id)", "method": "\(Self.known(plain.method))",
                "route": "\(answer.pattern ?? "none")", "status": .stringConvertible(answer.status),
                "ms": .stringConvertible((seconds * 10_000).rounded() / 10),
                "bytes": .stringConvertible(bytes), "viewer": "\(answer.viewer)",
            ])
    }

    private static func known(_ method: String) -> String {
        Metrics.isKnown(method: method) ? method : "other"
    }
}
