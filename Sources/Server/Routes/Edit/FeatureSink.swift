internal import Crypto
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// One feature sent without an id. Its id is made of the sender and the bytes, so that a request sent again, because
/// its answer was lost, finds the feature it made.
///
/// One thread at a time calls a sink.
final class FeatureSink: BodySink, @unchecked Sendable {
    private let call: Call
    private let layer: LayerDefinition
    private var body: [UInt8] = []

    init(_ call: Call) throws {
        self.call = call
        layer = try call.layer
    }

    func take(_ bytes: [UInt8]) throws {
        let limit = call.service.settings.bodyLimit
        guard body.count + bytes.count <= limit else {
            throw Fault(
                .httpBodyTooLarge, "The body is larger than \(limit) bytes.",
                remedy: "Send many features as a text sequence, application/geo+json-seq.")
        }
        body += bytes
    }

    func finish() throws -> Answer {
        do {
            let receipt = try call.field.put(
                json: body, id: id, into: layer, expecting: nil, from: call.viewer.sender, mayReplace: false,
                language: call.language, at: call.now)
            return ReceiptDocument.answer(receipt, call, in: layer)
        } catch let fault as Fault {
            throw EditRoutes.told(fault, Precondition(Headers([])))
        }
    }

    func abandon() { body = [] }

    /// In the form of a UUID, version 8 (RFC 9562).
    private var id: FeatureID {
        var hash = SHA256()
        hash.update(data: Array(layer.id.utf8) + [0])
        hash.update(data: Array((call.viewer.sender.device ?? call.viewer.sender.name).utf8) + [0])
        hash.update(data: body)
        var bytes = Array(hash.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let text = Hexadecimal.text(bytes)
        var parts: [Substring] = []
        var rest = text[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return FeatureID(parts.joined(separator: "-"))
    }
}
