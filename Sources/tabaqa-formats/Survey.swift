import CGDAL
import Glibc

/// What one pass over a KML layer finds out: attributes hidden in descriptions, columns every KML has and
/// this one does not use, and the kinds of geometry.
///
/// KML has no schema that must be declared beforehand, so nothing short of a pass can tell.
struct Survey {
    struct Described {
        let name: String
        var type: ColumnType
    }

    /// Columns found in descriptions, in the order of their first appearance.
    private(set) var described: [Described] = []
    /// Indices of fields that are the driver's own and never set.
    private(set) var unused: Set<Int32> = []
    /// `Point`, `MultiPolygon` … when all features agree.
    private(set) var geometryType: String?
    /// The index of the description field.
    private(set) var descriptionField: Int32 = -1

    /// Columns the driver makes for every KML, with the value that stands for "not set".
    private static let own: [String: String?] = [
        "timestamp": nil, "begin": nil, "end": nil, "visibility": "-1", "drawOrder": nil, "icon": nil,
        "snippet": "",
    ]
    /// Columns about the third dimension, which the stream does not carry.
    private static let vertical: Set<String> = ["altitudeMode", "tessellate", "extrude"]

    init(of layer: OGRLayerH) {
        guard let definition = OGR_L_GetLayerDefn(layer) else { return }
        descriptionField = OGR_FD_GetFieldIndex(definition, "description")
        var candidates: [Int32: String?] = [:]
        for index in 0..<OGR_FD_GetFieldCount(definition) {
            guard let field = OGR_FD_GetFieldDefn(definition, index), let name = OGR_Fld_GetNameRef(field)
            else {
                continue
            }
            if Survey.vertical.contains(String(cString: name)) { unused.insert(index) }
            if let plain = Survey.own[String(cString: name)] { candidates[index] = .some(plain) }
        }
        var kinds: Set<String> = []
        var positions: [String: Int] = [:]
        var isUnset: [Bool] = []
        OGR_L_ResetReading(layer)
        defer { OGR_L_ResetReading(layer) }
        while let feature = OGR_L_GetNextFeature(layer) {
            defer { OGR_F_Destroy(feature) }
            candidates = candidates.filter { Survey.isPlain(feature, $0.key, $0.value) }
            if let geometry = OGR_F_GetGeometryRef(feature) {
                kinds.insert(GeometryWriter.typeName(of: geometry))
            }
            for (key, value) in Survey.pairs(of: feature, field: descriptionField) {
                let position = positions[key] ?? described.count
                if position == described.count {
                    guard position < DescriptionTable.mostRows else { continue }
                    positions[key] = position
                    described.append(Described(name: key, type: .integer))
                    isUnset.append(true)
                }
                guard let value, !value.isEmpty else { continue }
                isUnset[position] = false
                described[position].type = Survey.narrow(described[position].type, by: value)
            }
        }
        // A column with no value at all says nothing about its type.
        for position in described.indices where isUnset[position] { described[position].type = .string }
        unused.formUnion(candidates.keys)
        geometryType = Survey.common(kinds)
    }

    /// The values of a feature's description, in the order of ``described``.
    func values(of feature: OGRFeatureH) -> [String?] {
        var values = [String?](repeating: nil, count: described.count)
        for (key, value) in Survey.pairs(of: feature, field: descriptionField) {
            if let position = described.firstIndex(where: { $0.name == key }) { values[position] = value }
        }
        return values
    }

    private static func pairs(of feature: OGRFeatureH, field: Int32) -> [(key: String, value: String?)] {
        guard field >= 0, OGR_F_IsFieldSetAndNotNull(feature, field) != 0,
            let text = OGR_F_GetFieldAsString(feature, field), strstr(text, "<") != nil
        else { return [] }
        let length = strlen(text)
        return text.withMemoryRebound(to: UInt8.self, capacity: length) {
            DescriptionTable.pairs(in: UnsafeBufferPointer(start: $0, count: length))
        }
    }

    private static func isPlain(_ feature: OGRFeatureH, _ index: Int32, _ plain: String?) -> Bool {
        guard OGR_F_IsFieldSetAndNotNull(feature, index) != 0 else { return true }
        guard let plain, let text = OGR_F_GetFieldAsString(feature, index) else { return false }
        return String(cString: text) == plain
    }

    /// The type that still fits after one more value. Only canonical numbers count: `007` is a name, not a
    /// number.
    private static func narrow(_ type: ColumnType, by value: String) -> ColumnType {
        if type == .integer, let number = Int64(value), String(number) == value { return .integer }
        if type != .string, CanonicalNumber.isDecimal(value) { return .decimal }
        return .string
    }

    private static func common(_ kinds: Set<String>) -> String? {
        if kinds.count <= 1 { return kinds.first }
        for single in ["Point", "LineString", "Polygon"] where kinds == [single, "Multi" + single] {
            return "Multi" + single
        }
        return nil
    }
}

/// Numbers written as JSON writes them.
enum CanonicalNumber {
    /// `-12.50`: digits without leading zeros, one dot, digits.
    static func isDecimal(_ text: String) -> Bool {
        var digits = Substring(text)
        if digits.first == "-" { digits = digits.dropFirst() }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 1 || parts.count == 2, text.utf8.count <= 25,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return false }
        return parts[0] == "0" || parts[0].first != "0"
    }
}
