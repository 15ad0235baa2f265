/// Answers a document in the representation the client chose.
public enum Pages {
    public static func answer(_ call: Call, _ document: JSON, as mediaType: MediaType = .json) -> Answer {
        .json(document, as: mediaType)
    }
}
