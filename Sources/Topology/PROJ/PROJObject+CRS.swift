internal import CPROJ
internal import TabaqaFeatureModel

extension PROJObject {
    /// The longest definition read; the largest honest WKT of a compound CRS has about 10 kB.
    static let longestDefinition = 65_536

    /// The CRS of that definition.
    ///
    /// - Throws: `crs.unknown` when the definition is none of authority code, `OGC:CRS84`, WKT or PROJJSON, when
    ///   PROJ knows no such CRS, or when it asks PROJ to read a grid file.
    static func crs(_ crs: CRS, in context: PROJContext) throws(Fault) -> PROJObject {
        let definition = crs.definition
        guard definition.utf8.count <= longestDefinition, isPermitted(definition) else {
            throw unknown(definition)
        }
        guard let object = PROJObject(proj_create(context.handle, definition), in: context),
            proj_is_crs(object.handle) != 0
        else { throw unknown(definition) }
        return object
    }

    /// Authority codes, WKT and PROJJSON; never PROJ pipelines, names or addresses, which could make PROJ open
    /// files of a stranger's choosing.
    private static func isPermitted(_ definition: String) -> Bool {
        if CRSIdentifier.isAuthorityCode(definition) { return true }
        guard CRSIdentifier.isWKT(definition) || CRSIdentifier.isPROJJSON(definition) else { return false }
        let folded = definition.lowercased().filter { !$0.isWhitespace }
        return !folded.contains("parameterfile") && !folded.contains("parameter_file")
            && !folded.replacing("nadgrids=@null", with: "").contains("grids=")
    }

    private static func unknown(_ definition: String) -> Fault {
        let shown = definition.count > 80 ? definition.prefix(80) + "…" : definition[...]
        return Fault(
            .crsUnknown, "Unknown coordinate reference system “\(shown)”.",
            remedy: "Give an EPSG code such as EPSG:4326 or EPSG:32637, or the text of a .prj file.")
    }

    /// The horizontal CRS inside a compound or bound one, else the CRS itself.
    var horizontal: PROJObject {
        switch proj_get_type(handle) {
        case PJ_TYPE_COMPOUND_CRS:
            PROJObject(proj_crs_get_sub_crs(context.handle, handle, 0), in: context)?.horizontal ?? self
        case PJ_TYPE_BOUND_CRS:
            PROJObject(proj_get_source_crs(context.handle, handle), in: context)?.horizontal ?? self
        default: self
        }
    }
}
