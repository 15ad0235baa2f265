internal import TabaqaFeatureModel

/// The boundary a `Content-Type` names.
enum MultipartBoundary {
    /// - Throws: `http.body-type` where the type is not `multipart/form-data` with a boundary of 1 to 70 characters.
    static func find(in contentType: String?) throws(Fault) -> String {
        let text = contentType ?? ""
        let essence = text.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
        let parameters = HeaderParameters(text.utf8)
        guard essence == "multipart/form-data", let boundary = parameters["boundary"],
            (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy(isAllowed),
            boundary.utf8.last != UInt8(ascii: " ")
        else {
            throw Fault(.httpBodyType, "The body must be multipart/form-data with a boundary.")
        }
        return boundary
    }

    /// RFC 2046, section 5.1.1, and what some clients use beside.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"")
    }
}
