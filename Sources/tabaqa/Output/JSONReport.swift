internal import Foundation

/// Reports as JSON: keys sorted, so that equal answers are equal bytes.
enum JSONReport {
    static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    static func print(_ value: some Encodable) {
        Terminal.out(text(value))
    }
}
