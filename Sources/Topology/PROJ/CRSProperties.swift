internal import CPROJ
public import TabaqaFeatureModel

/// What PROJ's database says about a coordinate reference system.
public struct CRSProperties: Hashable, Sendable {
    public var name: String
    /// Coordinates are degrees of longitude and latitude.
    public var isGeographic: Bool
    /// Of the linear unit of a projected CRS; 1 for a geographic one.
    public var metersPerUnit: Double
    /// In degrees of longitude and latitude; nil when unstated or crossing the 180th meridian.
    public var areaOfUse: Extent?

    public init(name: String, isGeographic: Bool, metersPerUnit: Double, areaOfUse: Extent?) {
        self.name = name
        self.isGeographic = isGeographic
        self.metersPerUnit = metersPerUnit
        self.areaOfUse = areaOfUse
    }

    /// - Throws: `crs.unknown`.
    public static func of(_ crs: CRS) throws(Fault) -> CRSProperties {
        guard let context = PROJContext() else {
            throw Fault(.crsUnknown, "PROJ could not be started: out of memory.")
        }
        let object = try PROJObject.crs(crs, in: context)
        let horizontal = object.horizontal
        let type = proj_get_type(horizontal.handle)
        let isGeographic = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS
        guard isGeographic || type == PJ_TYPE_PROJECTED_CRS else {
            throw Fault(
                .crsUnknown, "“\(crs.definition.prefix(80))” is neither geographic nor projected.",
                remedy: "Give a CRS of longitude and latitude or of easting and northing.")
        }
        return CRSProperties(
            name: proj_get_name(object.handle).map { String(cString: $0) } ?? crs.definition,
            isGeographic: isGeographic, metersPerUnit: isGeographic ? 1 : metersPerUnit(horizontal),
            areaOfUse: areaOfUse(object) ?? areaOfUse(horizontal))
    }

    /// Whether the authority orders the axes northing (or latitude) first.
    ///
    /// - Throws: `crs.unknown`.
    public static func isNorthingFirst(_ crs: CRS) throws(Fault) -> Bool {
        guard let context = PROJContext() else {
            throw Fault(.crsUnknown, "PROJ could not be started: out of memory.")
        }
        let horizontal = try PROJObject.crs(crs, in: context).horizontal
        guard
            let system = PROJObject(
                proj_crs_get_coordinate_system(context.handle, horizontal.handle), in: context)
        else { return false }
        var direction: UnsafePointer<CChar>?
        let found = proj_cs_get_axis_info(
            context.handle, system.handle, 0, nil, nil, &direction, nil, nil, nil, nil)
        guard found != 0, let direction else { return false }
        return String(cString: direction).hasPrefix("north")
    }

    private static func metersPerUnit(_ crs: PROJObject) -> Double {
        let context = crs.context.handle
        guard
            let system = PROJObject(
                proj_crs_get_coordinate_system(context, crs.handle), in: crs.context)
        else { return 1 }
        var factor = 1.0
        let found = proj_cs_get_axis_info(
            context, system.handle, 0, nil, nil, nil, &factor, nil, nil, nil)
        return found != 0 && factor > 0 ? factor : 1
    }

    private static func areaOfUse(_ crs: PROJObject) -> Extent? {
        var (west, south, east, north) = (0.0, 0.0, 0.0, 0.0)
        let found = proj_get_area_of_use(
            crs.context.handle, crs.handle, &west, &south, &east, &north, nil)
        guard found != 0, west > -1000, west <= east, south <= north else { return nil }
        return Extent(minX: west, minY: south, maxX: east, maxY: north)
    }
}
