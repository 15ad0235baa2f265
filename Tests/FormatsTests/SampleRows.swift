import Foundation

/// A few rows with everything that goes wrong easily: Arabic, Turkish and JSON's own signs, integers beyond
/// 2⁵³, dates, nulls, and a row without geometry.
enum SampleRows {
    static let names = ["Eyüpoğlu", "غازي عنتاب", "a \"b\" \\ c, d;\te"]

    static var header: [String: Any] {
        [
            "tabaqa": "header", "name": "olaylar", "geometryType": "Point", "crs": "EPSG:32637",
            "fields": [
                ["name": "name", "type": "string"], ["name": "n", "type": "integer"],
                ["name": "big", "type": "integer"],
                ["name": "loss", "type": "decimal"], ["name": "open", "type": "boolean"],
                ["name": "day", "type": "date"],
                ["name": "at", "type": "dateTime"],
            ],
        ]
    }

    static func feature(_ index: Int, geometry: [String: Any]?) -> [String: Any] {
        [
            "type": "Feature", "geometry": geometry ?? NSNull(),
            "properties": [
                "name": names[index % 3], "n": index - 2, "big": 9_007_199_254_740_993,
                "loss": 0.1 + Double(index),
                "open": index % 2 == 0, "day": "2024-02-29", "at": "2024-02-06T14:50:00.250Z",
            ],
        ]
    }

    static func point(_ index: Int) -> [String: Any] {
        ["type": "Point", "coordinates": [355_616.095277 + Double(index), 4_102_635.5]]
    }

    /// A stream of six rows, the last of which is empty.
    static func stream(crs: String? = "EPSG:32637", lastIsEmpty: Bool = true, ended: Bool = true) throws
        -> Data
    {
        var header = header
        header["crs"] = crs ?? NSNull()
        let isDegrees = crs == "EPSG:4326"
        var records = [header]
        for index in 0..<5 {
            let degrees: [String: Any] = ["type": "Point", "coordinates": [37.3 + Double(index), 37.05]]
            records.append(feature(index, geometry: isDegrees ? degrees : point(index)))
        }
        if lastIsEmpty {
            records.append(["type": "Feature", "geometry": NSNull(), "properties": [:] as [String: Any]])
        }
        if ended { records.append(["tabaqa": "end", "count": records.count - 1]) }
        return try TextSequence.data(records)
    }
}
