internal import Foundation

/// The address of a request, changed in one parameter.
struct PageAddress {
    private let call: Call

    init(_ call: Call) { self.call = call }

    /// The same address with the parameter set, or without it where `value` is nil.
    func replacing(_ name: String, with value: String?) -> String {
        var items = call.query.items.filter { $0.name != name && !$0.value.isEmpty }
        if let value { items.append((name, value)) }
        let query = items.map { "\(Self.encode($0.name))=\(Self.encode($0.value))" }.joined(separator: "&")
        return call.base + call.target + (query.isEmpty ? "" : "?" + query)
    }

    /// Percent-encodes what is not unreserved (RFC 3986, section 2.3), but for commas and slashes, which read better.
    static func encode(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~,/:")
}
