internal import Foundation
internal import TabaqaFeatureModel

/// What of a layer's definition decides how its table looks; labels, codes, styles and rules do not.
struct StorageDefinition: Codable, Equatable {
    struct Column: Codable, Equatable {
        /// The property's name, not the column's.
        var name: String
        var type: ColumnType
    }

    /// SQL types as SpatiaLite, OGR and QGIS understand them.
    enum ColumnType: String, Codable {
        case text = "TEXT"
        case integer = "INTEGER"
        case decimal = "DOUBLE"
        case boolean = "BOOLEAN"
        case date = "DATE"
        case instant = "TIMESTAMP"
    }

    /// Geometry types as SpatiaLite spells them.
    enum GeometryKind: String, Codable {
        case point = "POINT"
        case lines = "MULTILINESTRING"
        case polygons = "MULTIPOLYGON"
    }

    var geometry: GeometryKind?
    /// The EPSG code of the geometry column; 0 without one.
    var srid: Int
    var columns: [Column]

    /// - Throws: `catalog.invalid` when the layer cannot be stored: its CRS has no EPSG code, or two of its
    ///   properties differ only in case.
    init(_ layer: LayerDefinition) throws {
        geometry =
            switch layer.geometry {
            case .point: .point
            case .lineString: .lines
            case .polygon: .polygons
            case .none: nil
            }
        srid = 0
        if geometry != nil {
            guard let code = layer.crs == CRS("OGC:CRS84") ? 4326 : layer.crs.epsg else {
                throw Fault(
                    .catalogInvalid, "Layer “\(layer.id)” has the storage CRS “\(layer.crs)”.",
                    remedy: "A storage CRS is an EPSG code such as EPSG:4326.")
            }
            srid = code
        }
        columns = layer.properties.map { Column(name: $0.name, type: ColumnType($0.type)) }
        var seen: Set<String> = []
        for column in columns where !seen.insert(column.name.lowercased()).inserted {
            throw Fault(
                .catalogInvalid, "Layer “\(layer.id)” has two properties named “\(column.name)”.",
                remedy: "SQL does not tell upper from lower case; rename one.")
        }
    }

    init?(json: String) {
        guard let value = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)) else { return nil }
        self = value
    }

    /// The same definition always gives the same text.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

extension StorageDefinition.ColumnType {
    init(_ type: PropertyType) {
        self =
            switch type {
            case .string, .code, .photo, .audio, .video, .file, .records: .text
            case .integer: .integer
            case .decimal: .decimal
            case .boolean: .boolean
            case .date: .date
            case .dateTime: .instant
            }
    }
}
