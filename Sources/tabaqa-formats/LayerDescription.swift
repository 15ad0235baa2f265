import CGDAL

/// What a layer is, as `info` and the header of `read` tell it.
struct LayerDescription {
    let layer: SourceLayer
    let survey: Survey?
    let columns: [Column]
    let crs: CoordinateSystem

    init(_ layer: SourceLayer) {
        self.layer = layer
        survey = layer.format == .kml ? Survey(of: layer.handle) : nil
        columns = Column.all(of: layer, survey: survey)
        crs = OGR_L_GetGeomType(layer.handle) == wkbNone ? .unknown : CoordinateSystem(of: layer.handle)
    }

    var geometryType: String {
        let declared = GeometryWriter.name(of: OGR_L_GetGeomType(layer.handle))
        return declared == "Geometry" ? survey?.geometryType ?? declared : declared
    }

    /// Writes the members of the description, without braces.
    func write(to json: JSONBuffer) {
        json.raw("\"name\":")
        json.string(layer.name)
        json.raw(",\"geometryType\":")
        json.string(geometryType)
        json.raw(",\"featureCount\":")
        json.integer(Int64(OGR_L_GetFeatureCount(layer.handle, 1)))
        json.raw(",\"crs\":")
        json.stringOrNull(crs.code)
        json.raw(",\"crsWkt\":")
        json.stringOrNull(crs.text)
        json.raw(",\"fields\":[")
        for (index, column) in columns.enumerated() {
            json.raw(index == 0 ? "{\"name\":" : ",{\"name\":")
            json.string(column.name)
            json.raw(",\"type\":")
            json.string(column.type.rawValue)
            json.raw("}")
        }
        json.raw("],\"encodingDeclared\":")
        json.stringOrNull(layer.declaredEncoding)
        json.raw(",\"extent\":")
        writeExtent(to: json)
    }

    private func writeExtent(to json: JSONBuffer) {
        var box = OGREnvelope()
        guard geometryType != "None", OGR_L_GetExtent(layer.handle, &box, 1) == OGRERR_NONE,
            box.MinX <= box.MaxX,
            [box.MinX, box.MinY, box.MaxX, box.MaxY].allSatisfy(\.isFinite)
        else { return json.raw("null") }
        let west =
            crs.swapsAxes
            ? [box.MinY, box.MinX, box.MaxY, box.MaxX] : [box.MinX, box.MinY, box.MaxX, box.MaxY]
        for (index, value) in west.enumerated() {
            json.raw(index == 0 ? "[" : ",")
            json.double(value)
        }
        json.raw("]")
    }
}
