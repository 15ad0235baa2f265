internal import Crypto
internal import Foundation
public import TabaqaFeatureModel

/// A layer's features as a list phones choose from (OpenRosa entity lists): `name` (the id), `label`, `__version`, the
/// layer's key, and the place of points as `latitude longitude 0 0`.
public struct EntityTable: Sendable {
    public let fileName: String
    public let csv: [UInt8]
    /// Ids of the features.
    public let names: Set<String>
    /// Of `csv`, in hexadecimal: the protocol's choice of hash.
    public let md5: String
}

extension Engine {
    /// The list of a layer, in order of id, as its department sees it.
    ///
    /// - Throws: `release.refused` for a layer whose features are not released to its department.
    public func entityTable(of layer: LayerDefinition) throws -> EntityTable {
        var request = ItemsRequest(layer: layer.id, audience: .department)
        request.limit = ItemsRequest.mostItems
        request.crs = .wgs84
        let label = layer.properties.first { $0.type == .string && $0.name != layer.key }?.name
        request.properties = [layer.key, label].compactMap { $0 }
        var text = Self.line(["name", "label", "__version", layer.key, "geometry"].compactMap { $0 })
        var names: Set<String> = []
        repeat {
            let page = try items(request)
            let batch = page.features.value
            let (keys, labels) = (layer.key.flatMap(batch.column), label.flatMap(batch.column))
            for row in 0..<batch.count {
                guard let id = batch.ids[row] else { continue }
                names.insert(id)
                let key = Self.text(keys?.values[row])
                let name = [key, Self.text(labels?.values[row])].compactMap { $0 }.joined(separator: " · ")
                var cells = [id, name.isEmpty ? id : name, String(page.revision)]
                if layer.key != nil { cells.append(key ?? "") }
                cells.append(Self.place(batch.geometry[row]))
                text += Self.line(cells)
            }
            request.cursor = page.next
        } while request.cursor != nil
        let bytes = Array(text.utf8)
        let md5 = Insecure.MD5.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
        return EntityTable(fileName: layer.id + ".csv", csv: bytes, names: names, md5: md5)
    }

    private static func line(_ cells: [String]) -> String {
        cells.map { cell in
            let isPlain = !cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
            return isPlain ? cell : "\"" + cell.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: ",") + "\n"
    }

    private static func text(_ value: PropertyValue?) -> String? {
        switch value {
        case .text(let text)?: text.isEmpty ? nil : text
        case .integer(let number)?: String(number)
        default: nil
        }
    }

    private static func place(_ geometry: Geometry?) -> String {
        guard case .point(let position)? = geometry else { return "" }
        return "\(position.y) \(position.x) 0 0"
    }
}
