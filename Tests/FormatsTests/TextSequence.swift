import Foundation
import Testing

/// A stream of the program taken apart by Foundation, which shares no code with the writer.
struct TextSequence {
    let records: [[String: Any]]

    init(_ data: Data) throws {
        var records: [[String: Any]] = []
        for part in data.split(separator: 0x1E) {
            try #require(part.last == 0x0A, "a record must end with a line feed")
            records.append(try #require(try JSONSerialization.jsonObject(with: Data(part)) as? [String: Any]))
        }
        self.records = records
    }

    var header: [String: Any] { records.first ?? [:] }
    var features: [[String: Any]] { records.filter { $0["type"] as? String == "Feature" } }
    var end: [String: Any]? { records.last.flatMap { $0["tabaqa"] as? String == "end" ? $0 : nil } }
    var warnings: [String] { end?["warnings"] as? [String] ?? [] }

    func values(_ property: String) -> [Any?] {
        features.map { ($0["properties"] as? [String: Any])?[property] }
    }

    func texts(_ property: String) -> [String?] { values(property).map { $0 as? String } }

    /// Writes records as the program is to read them.
    static func data(_ records: [[String: Any]]) throws -> Data {
        var data = Data()
        for record in records {
            data.append(0x1E)
            data.append(try JSONSerialization.data(withJSONObject: record, options: [.sortedKeys]))
            data.append(0x0A)
        }
        return data
    }
}
