import CGDAL

/// The layer being written, in a file that only this process knows yet.
final class TargetLayer {
    struct Column {
        let name: String
        let type: ColumnType
        /// The field's index in the made layer.
        let index: Int32
    }

    let columns: [Column]
    private let file: String
    private let messages: Messages
    private let layer: OGRLayerH
    private let keepsGeometry: Bool
    private let geometryType: OGRwkbGeometryType
    private var dataset: GDALDatasetH?

    private static let geometryTypes: [String: OGRwkbGeometryType] = [
        "Point": wkbPoint, "LineString": wkbLineString, "Polygon": wkbPolygon, "MultiPoint": wkbMultiPoint,
        "MultiLineString": wkbMultiLineString, "MultiPolygon": wkbMultiPolygon,
        "GeometryCollection": wkbGeometryCollection, "Geometry": wkbUnknown, "Unknown": wkbUnknown,
        "None": wkbNone,
    ]

    init(_ header: LayerHeader, format: OutputFormat, path: String, file: String, messages: Messages) throws {
        self.file = file
        self.messages = messages
        guard let type = TargetLayer.geometryTypes[header.geometryType] else {
            throw Failure(
                .badData, "The geometry type \(header.geometryType) is not known.",
                remedy: "Use a GeoJSON geometry type, Geometry or None.")
        }
        let keepsGeometry = format.hasGeometry && type != wkbNone
        self.keepsGeometry = keepsGeometry
        geometryType = keepsGeometry ? type : wkbNone
        if !keepsGeometry, type != wkbNone {
            messages.warn("\(format.rawValue) holds no geometry; it was left out.")
        }
        if format == .kml, keepsGeometry, !["EPSG:4326", "OGC:CRS84"].contains(header.crs) {
            throw Failure(
                .badData,
                "KML holds longitude and latitude on WGS 84 only, not \(header.crs ?? "an unknown CRS").",
                remedy: "Export with --crs EPSG:4326.")
        }
        let reference = try SpatialReference(code: keepsGeometry ? header.crs : nil)
        let handle = reference.handle
        messages.forget()
        guard let driver = format.driver, let dataset = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, nil)
        else {
            throw TargetLayer.failure("cannot be created", file, messages)
        }
        self.dataset = dataset
        // A Shapefile's only layer bears the file's name.
        let name = format == .shapefile ? OutputFormat.shapefileStem(path) : header.name
        let made = CStrings.with(mutable: format.layerOptions(geometryType: header.geometryType)) { options in
            GDALDatasetCreateLayer(dataset, name, handle, keepsGeometry ? type : wkbNone, options)
        }
        guard let made else {
            GDALClose(dataset)
            throw TargetLayer.failure("cannot be created", file, messages)
        }
        layer = made
        do {
            columns = try header.fields.map { field in
                let type = format.typesWrittenAsText.contains(field.type) ? .string : field.type
                return try TargetLayer.add(
                    LayerHeader.Field(name: field.name, type: type), to: made, file, messages)
            }
        } catch {
            GDALClose(dataset)
            throw error
        }
        if GDALDatasetTestCapability(dataset, "Transactions") != 0 { GDALDatasetStartTransaction(dataset, 0) }
    }

    deinit { if let dataset { GDALClose(dataset) } }

    private static func add(
        _ field: LayerHeader.Field, to layer: OGRLayerH, _ file: String, _ messages: Messages
    ) throws -> Column {
        let type: OGRFieldType =
            switch field.type {
            case .string: OFTString
            case .integer: OFTInteger64
            case .decimal: OFTReal
            case .boolean: OFTInteger
            case .date: OFTDate
            case .dateTime: OFTDateTime
            }
        guard let definition = OGR_Fld_Create(field.name, type) else {
            throw failure("cannot be given the column \(field.name)", file, messages)
        }
        defer { OGR_Fld_Destroy(definition) }
        if field.type == .boolean { OGR_Fld_SetSubType(definition, OFSTBoolean) }
        guard OGR_L_CreateField(layer, definition, 1) == OGRERR_NONE else {
            throw failure("cannot be given the column \(field.name)", file, messages)
        }
        return Column(
            name: field.name, type: field.type, index: OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(layer)) - 1)
    }

    /// The place of a column; rows mostly name them in the header's order, so the likely place is tried
    /// first.
    func column(named name: String, likely: Int) -> Int? {
        if columns.indices.contains(likely), columns[likely].name == name { return likely }
        return columns.firstIndex { $0.name == name }
    }

    func makeFeature() throws -> OGRFeatureH {
        guard let feature = OGR_F_Create(OGR_L_GetLayerDefn(layer)) else {
            throw TargetLayer.failure("cannot take another row", file, messages)
        }
        return feature
    }

    /// Gives a feature its geometry, which then belongs to it.
    func set(_ geometry: OGRGeometryH?, of feature: OGRFeatureH) throws {
        guard let geometry else { return }
        guard keepsGeometry else { return OGR_G_DestroyGeometry(geometry) }
        let isMany = [wkbMultiPoint, wkbMultiLineString, wkbMultiPolygon].contains(geometryType)
        let fitting = isMany ? OGR_G_ForceTo(geometry, geometryType, nil) : geometry
        if let fitting { _ = OGR_F_SetGeometryDirectly(feature, fitting) }
    }

    func add(_ feature: OGRFeatureH, row: Int64) throws {
        guard OGR_L_CreateFeature(layer, feature) == OGRERR_NONE else {
            throw TargetLayer.failure("cannot take row \(row)", file, messages)
        }
    }

    /// Commits, builds indexes and closes; every failure on the way counts.
    func close() throws {
        guard let open = dataset else { return }
        if GDALDatasetTestCapability(open, "Transactions") != 0,
            GDALDatasetCommitTransaction(open) != OGRERR_NONE
        {
            throw TargetLayer.failure("cannot be completed", file, messages)
        }
        dataset = nil
        GDALClose(open)
        if messages.failures > 0 { throw TargetLayer.failure("cannot be completed", file, messages) }
    }

    private static func failure(_ what: String, _ file: String, _ messages: Messages) -> Failure {
        Failure(
            .cannotCreate, "The file \(what): \(messages.lastFailure ?? "no reason was given").",
            remedy: "Check the disk, the format's limits and the column names.", file: file)
    }
}
