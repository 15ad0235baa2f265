internal import TabaqaFeatureModel

/// What an OpenRosa client shows its user (OpenRosa 1.0, Form Submission API).
enum OpenRosaMessage {
    /// Of a refusal: what is wrong in the reader's language, the details where they read English, and the code, by
    /// which those who are asked for help know it.
    static func bytes(_ problem: Problem, _ language: Language) -> [UInt8] {
        var text = problem.title(language)
        if language == .en, let detail = problem.detail { text += ". " + detail }
        return bytes(text + " [" + problem.code.name + "]", nature: "error")
    }

    /// - Parameter nature: as the specification's `nature`; `submit_success` or `error`.
    static func bytes(_ message: String, nature: String) -> [UInt8] {
        var xml = XMLText()
        xml.element("OpenRosaResponse", [("xmlns", "http://openrosa.org/http/response")]) { xml in
            xml.element("message", [("nature", nature)], message)
        }
        return xml.bytes
    }
}

extension MediaType {
    /// What clients of OpenRosa look for in `Content-Type`.
    static let openRosa = MediaType("text/xml; charset=utf-8", names: ["xml"])
}

extension Route.Manner {
    /// Bytes of a request that clients of OpenRosa are asked to stay below: each request is then a checkpoint.
    static let openRosaLength = 10_000_000

    /// What stands on every answer.
    var fields: [(name: String, value: String)] {
        switch self {
        case .problems: []
        case .openRosa:
            [
                ("X-OpenRosa-Version", "1.0"),
                ("X-OpenRosa-Accept-Content-Length", String(Self.openRosaLength)),
            ]
        case .resumable: [("Tus-Resumable", "1.0.0"), ("Tus-Version", "1.0.0")]
        }
    }
}
