internal import Foundation

/// Quantities as definitions write them.
enum QuantityText {
    /// Metres of `500 m` or `1.5 km`; more than nothing and at most 1,000 km.
    static func length(_ text: String) -> Double? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let value = number(parts[0]) else { return nil }
        let meters: Double
        switch parts[1] {
        case "m": meters = value
        case "km": meters = value * 1000
        default: return nil
        }
        return meters > 0 && meters <= 1_000_000 ? meters : nil
    }

    /// Bytes of `500 kB`, `200 MB` or `2 GB`, in steps of 1,024; at most 1,024 GB.
    static func size(_ text: String) -> Int64? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let value = number(parts[0]), value > 0, value <= 1_048_576,
            let unit = sizes.first(where: { $0.name == parts[1] })
        else { return nil }
        let bytes = (value * Double(unit.bytes)).rounded()
        return bytes >= 1 && bytes <= 1024 * 1024 * 1024 * 1024 ? Int64(bytes) : nil
    }

    /// The shortest text that reads back as `bytes`, where kB are fine enough.
    static func size(_ bytes: Int64) -> String {
        for unit in sizes where bytes >= unit.bytes && bytes % unit.bytes == 0 {
            return "\(bytes / unit.bytes) \(unit.name)"
        }
        return "\(text(Double(bytes) / 1024)) kB"
    }

    private static let sizes: [(name: String, bytes: Int64)] = [
        ("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10),
    ]

    /// `40 per km²`, `40 per km² and year`; `km2` will do for `km²`.
    static func densityMaximum(_ text: String) -> DensityMaximum? {
        let parts = text.replacing("km2", with: "km²").split(separator: " ")
        guard parts.count >= 3, let value = number(parts[0]), value > 0 else { return nil }
        switch parts[1...].joined(separator: " ") {
        case "per km²": return DensityMaximum(value: value, isPerYear: false)
        case "per km² and year": return DensityMaximum(value: value, isPerYear: true)
        default: return nil
        }
    }

    /// `1...5`, both ends allowed.
    static func range(_ text: String) -> ClosedRange<Double>? {
        let parts = text.replacing("...", with: "…").split(separator: "…", omittingEmptySubsequences: false)
        guard parts.count == 2, let lower = number(trim(parts[0])), let upper = number(trim(parts[1])),
            lower <= upper
        else { return nil }
        return lower...upper
    }

    /// `EPSG:n`.
    static func crs(_ text: String) -> CRS? {
        guard text.hasPrefix("EPSG:"), (4...6).contains(text.utf8.count - 5),
            let code = Int(text.dropFirst(5)),
            code > 0
        else { return nil }
        return CRS(epsg: code)
    }

    static func zone(_ text: String) -> String? { TimeZone(identifier: text) == nil ? nil : text }

    /// The shortest text that reads back as `value`.
    static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }

    private static func trim(_ text: Substring) -> Substring {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }

    private static func number(_ text: Substring) -> Double? {
        guard text.utf8.allSatisfy({ (0x2B...0x39).contains($0) || $0 | 0x20 == 0x65 }),
            text.utf8.count <= 32,
            let value = Double(text), value.isFinite
        else { return nil }
        return value
    }
}
