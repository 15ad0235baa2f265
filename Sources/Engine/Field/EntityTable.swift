internal import Crypto
internal import TabaqaFeatureModel

/// A layer's features as a list phones choose from (OpenRosa entity lists): `name` (the id), `label`, `__version` (the
/// layer's revision), `geometry` (`latitude longitude 0 0`) and every property the layer's department may read, by
/// label.
public struct EntityTable: Sendable {
    static let idColumn = "name"
    private static let labelColumn = "label"

    public let fileName: String
    public let csv: [UInt8]
    /// Ids of the features.
    public let names: Set<String>
    /// Of `csv`, in hexadecimal: the protocol's choice of hash.
    public let md5: String

    /// The column of a property: its name, but where clients expect something else under that.
    static func column(of property: String) -> String {
        property == idColumn || property == labelColumn ? "_" + property : property
    }

    /// - Parameters:
    ///   - released: in EPSG:4326.
    ///   - naming: the property that names a feature to people.
    ///   - version: of every row.
    init(_ released: Released<FeatureBatch>, of layer: LayerDefinition, naming: String?, version: Int64) {
        let batch = released.value
        let columns = batch.columns.filter { !$0.type.isAttachment && $0.type != .records }
        let key = columns.first { $0.name == layer.key }
        let name = columns.first { $0.name == naming && $0.name != layer.key }
        var lines: [(label: String, id: String, line: String)] = []
        for row in 0..<batch.count {
            guard let id = batch.ids[row], !id.isEmpty else { continue }
            let keyText = key.flatMap { Self.text($0.values[row]) }
            // An answer is made of the key: a feature without one cannot be chosen.
            if key != nil, keyText == nil { continue }
            let nameText = name.flatMap { Self.text($0.values[row]) }
            let label =
                nameText.map { name in keyText.map { "\(name) (\($0))" } ?? name } ?? keyText ?? id
            var place = ""
            if case .points(let x, let y) = batch.geometry, x[row].isFinite, y[row].isFinite {
                place = "\(Self.degrees(y[row])) \(Self.degrees(x[row])) 0 0"
            }
            let cells =
                [id, label, String(version), place] + columns.map { Self.text($0.values[row]) ?? "" }
            lines.append((label, id, cells.map(Self.cell).joined(separator: ",")))
        }
        lines.sort { ($0.label, $0.id) < ($1.label, $1.id) }
        let header =
            [Self.idColumn, Self.labelColumn, "__version", "geometry"]
            + columns.map { Self.column(of: $0.name) }
        fileName = layer.id + ".csv"
        names = Set(lines.map(\.id))
        csv =
            Array(([header.joined(separator: ",")] + lines.map(\.line)).joined(separator: "\n").utf8) + [0x0A]
        let digits = Array("0123456789abcdef")
        md5 = Insecure.MD5.hash(data: csv).reduce(into: "") {
            $0.append(digits[Int($1 >> 4)])
            $0.append(digits[Int($1 & 15)])
        }
    }

    private static func degrees(_ value: Double) -> String { "\((value * 1e7).rounded() / 1e7)" }

    /// Nil for what is null or empty.
    private static func text(_ value: PropertyValue) -> String? {
        switch value {
        case .null: nil
        case .text(let text): text.isEmpty ? nil : text
        case .integer(let value): String(value)
        case .decimal(let value): "\(value)"
        case .boolean(let value): value ? "true" : "false"
        case .date(let days): CivilDate(daysSince1970: Int(days)).iso
        case .instant(let instant): InstantText.utc(instant)
        }
    }

    private static func cell(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 < 0x20 }) else { return text }
        let oneLine = String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
        return "\"" + oneLine.replacing("\"", with: "\"\"") + "\""
    }
}
