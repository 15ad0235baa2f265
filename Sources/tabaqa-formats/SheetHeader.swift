import CGDAL

/// Tells whether a sheet's first row is a header that the driver took for data.
///
/// The driver sees a header only where the second row differs in type; in a sheet of nothing but text it does
/// not.
enum SheetHeader {
    static func isHidden(in layer: OGRLayerH) -> Bool {
        guard let definition = OGR_L_GetLayerDefn(layer) else { return false }
        let count = OGR_FD_GetFieldCount(definition)
        guard count > 0, OGR_L_GetFeatureCount(layer, 1) > 1 else { return false }
        for index in 0..<count {
            guard let field = OGR_FD_GetFieldDefn(definition, index), let name = OGR_Fld_GetNameRef(field),
                String(cString: name) == "Field\(index + 1)"
            else { return false }
        }
        OGR_L_ResetReading(layer)
        defer { OGR_L_ResetReading(layer) }
        guard let first = OGR_L_GetNextFeature(layer) else { return false }
        defer { OGR_F_Destroy(first) }
        var seen: Set<String> = []
        for index in 0..<count where OGR_F_IsFieldSetAndNotNull(first, index) != 0 {
            guard let field = OGR_FD_GetFieldDefn(definition, index), OGR_Fld_GetType(field) == OFTString,
                let text = OGR_F_GetFieldAsString(first, index).map({ String(cString: $0) }),
                text.unicodeScalars.contains(where: { $0.properties.isAlphabetic }),
                seen.insert(text).inserted
            else { return false }
        }
        return !seen.isEmpty && seen.count * 2 >= Int(count)
    }
}
