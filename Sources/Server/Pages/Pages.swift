/// Answers a document in the representation the client chose.
public enum Pages {
    /// - Parameters:
    ///   - title: of the page; nil: the document's own, else the address.
    ///   - content: of the page; nil: the document itself, laid out.
    public static func answer(
        _ call: Call, _ document: JSON, as mediaType: MediaType = .json, title: String? = nil,
        tag: String? = nil, _ content: [HTML]? = nil
    ) -> Answer {
        guard call.format == .html else { return .json(document, as: mediaType, tag: tag) }
        return page(
            call, title: title ?? documentTitle(document) ?? call.target,
            content ?? DocumentPage.content(document), tag: tag)
    }

    /// A page of its own.
    public static func page(
        _ call: Call, title: String, _ content: [HTML], tag: String? = nil
    ) -> Answer {
        Answer(.html, .bytes(PageFrame(call: call).document(title: title, content)), tag: tag)
    }

    private static func documentTitle(_ document: JSON) -> String? {
        guard case .string(let title)? = document["title"] else { return nil }
        return title
    }
}
