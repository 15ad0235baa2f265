internal import TabaqaFeatureModel

extension Dispatcher {
    /// An answer of a handler with everything around it.
    func completed(_ answer: Answer, _ exchange: Exchange) -> PlainAnswer {
        let request = exchange.request
        var body = answer.body
        var coding = ContentCoding.negotiate(request["accept-encoding"])
        let isPacked = answer.headers.contains { $0.name.lowercased() == "content-encoding" }
        if isPacked || answer.mediaType?.isText != true || answer.status != 200 { coding = nil }
        if let tag = answer.tag, answer.status == 200, let held = Conditional.held(tag, exchange.ifNoneMatch)
        {
            return unchanged(answer, held, exchange)
        }
        var length: Int?
        do {
            (body, length, coding) = try packed(body, coding, answer.forms)
        } catch {
            return refusal(error, exchange)
        }
        // What answers HEAD itself says all there is to say.
        if exchange.route?.method == .head, answer.status == 200, length == nil { length = 0 }
        var headers: [(name: String, value: String)] = []
        if let type = answer.mediaType { headers.append(("Content-Type", type.text)) }
        if let type = answer.mediaType, type.isText, type != .vectorTile {
            headers.append(("Content-Language", exchange.language.rawValue))
        }
        if let coding { headers.append(("Content-Encoding", coding.rawValue)) }
        if let tag = answer.tag {
            headers.append(
                ("ETag", Conditional.text(answer.status == 304 ? held(tag, exchange) : tag, coding)))
        }
        headers.append(("Cache-Control", cacheControl(answer.caching, exchange)))
        headers += around(answer, exchange)
        return PlainAnswer(
            status: answer.status, headers: headers, body: exchange.isHead ? .none : body, length: length,
            pattern: exchange.route?.pattern, viewer: exchange.viewer.name)
    }

    private func held(_ tag: String, _ exchange: Exchange) -> String {
        Conditional.held(tag, exchange.ifNoneMatch) ?? tag
    }

    private func unchanged(_ answer: Answer, _ held: String, _ exchange: Exchange) -> PlainAnswer {
        PlainAnswer(
            status: 304,
            headers: [
                ("ETag", "\"\(held)\""), ("Cache-Control", cacheControl(answer.caching, exchange)),
            ] + around(answer, exchange), body: .none, pattern: exchange.route?.pattern,
            viewer: exchange.viewer.name)
    }

    private func packed(
        _ body: Answer.Body, _ coding: ContentCoding?, _ forms: PackedForms?
    ) throws -> (Answer.Body, length: Int?, ContentCoding?) {
        switch body {
        case .none: return (.none, nil, nil)
        case .bytes(let bytes):
            if let coding, bytes.count >= ContentCoding.leastBytes,
                let packed = forms.map({ $0.packed(bytes, coding) }) ?? coding.packed(bytes)
            {
                return (.bytes(packed), packed.count, coding)
            }
            return (body, bytes.count, nil)
        case .chunks(let source):
            // A gzip stream would need a third library; who takes no zstd gets the stream as it is.
            if coding == .zstd, let packed = PackedChunks(source) { return (.chunks(packed), nil, .zstd) }
            return (body, source.length, nil)
        case .file(let path, let isTemporary):
            let file = try FileChunks(path: path, isTemporary: isTemporary)
            return (.chunks(file), file.length, nil)
        }
    }

    private func cacheControl(_ caching: Answer.Caching, _ exchange: Exchange) -> String {
        switch caching {
        case .never: "no-store"
        case .forever(let seconds): "public, max-age=\(seconds), immutable"
        case .revalidated: "public, no-cache"
        case .privately:
            exchange.viewer.isAnonymous && exchange.collection?.sensitivity == .public
                ? "public, no-cache" : "private, no-cache"
        }
    }

    /// The answer's own fields, then those of every answer that it did not decide itself. A copy that a client is
    /// told to keep takes them over, so they stand on `304` as well.
    private func around(_ answer: Answer, _ exchange: Exchange) -> [(name: String, value: String)] {
        let own = answer.headers.filter(isSendable)
        let decided = Set(own.map { $0.name.lowercased() })
        return own + common(exchange).filter { !decided.contains($0.name.lowercased()) || $0.name == "Vary" }
    }

    /// What stands on every answer, refusals as well.
    private func common(_ exchange: Exchange) -> [(name: String, value: String)] {
        var vary = "Accept, Accept-Encoding, Accept-Language, Authorization, X-API-Key"
        if !crossOrigin.isOff { vary += ", Origin" }
        return [("Vary", vary), ("X-Request-Id", exchange.request.id)] + exchange.manner.fields
            + security.fields + crossOrigin.headers(origin: exchange.origin)
    }

    /// A field that could end its line would let whoever chose its value write further ones.
    private func isSendable(_ header: (name: String, value: String)) -> Bool {
        !header.name.isEmpty
            && header.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
            && header.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }

    /// A problem, as a page for people.
    func refusal(_ error: any Error, _ exchange: Exchange) -> PlainAnswer {
        let isQuery =
            switch exchange.request.method {
            case "PUT", "PATCH", "DELETE": false
            case "POST": exchange.route?.body == nil && exchange.route?.receive == nil
            default: true
            }
        let problem = Problem(error, isQuery: isQuery)
        return refusal(problem, exchange)
    }

    private func refusal(_ problem: Problem, _ exchange: Exchange) -> PlainAnswer {
        let id = exchange.request.id
        let (type, body): (MediaType, [UInt8]) =
            if exchange.manner == .openRosa {
                (.openRosa, OpenRosaMessage.bytes(problem, exchange.language))
            } else if exchange.wantsPage {
                (.html, problem.html(exchange.language, instance: id))
            } else {
                (.problem, problem.json(exchange.language, instance: id).bytes)
            }
        let headers =
            [
                ("Content-Type", type.text),
                ("Content-Language", exchange.language.rawValue), ("Cache-Control", "no-store"),
            ] + problem.headers + common(exchange)
        return PlainAnswer(
            status: problem.status, headers: headers, body: exchange.isHead ? .none : .bytes(body),
            length: body.count, pattern: exchange.route?.pattern, viewer: exchange.viewer.name,
            defect: problem.defect)
    }

    /// What an address that exists says to a method it does not take, and to OPTIONS.
    func other(_ methods: [Route.Method], _ exchange: Exchange) throws(Fault) -> PlainAnswer {
        var names = methods.map(\.rawValue)
        if methods.contains(.get) { names.append("HEAD") }
        let allow =
            Array(Set(names)).filter { $0 != "OPTIONS" }.sorted().joined(separator: ", ") + ", OPTIONS"
        guard exchange.request.method == "OPTIONS" else {
            var answer = refusal(Fault(.httpMethod, "This address takes \(allow)."), exchange)
            answer.headers.append(("Allow", allow))
            return answer
        }
        var headers: [(name: String, value: String)] = [("Allow", allow), ("Cache-Control", "no-store")]
        headers += common(exchange).filter { !$0.name.hasPrefix("Access-Control-") }
        headers +=
            exchange.isPreflight
            ? crossOrigin.preflight(origin: exchange.origin, methods: allow)
            : crossOrigin.headers(origin: exchange.origin)
        return PlainAnswer(status: 204, headers: headers, body: .none)
    }
}
