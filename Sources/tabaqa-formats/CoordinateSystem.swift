import CGDAL

/// A layer's coordinate reference system: its EPSG code when it is sure, its text when there is one, never a
/// guess.
struct CoordinateSystem {
    /// `EPSG:n`, or nil when no code matches with certainty.
    let code: String?
    /// WKT 2 (ISO 19162:2019), or nil when the file names no system at all.
    let text: String?
    /// Whether the layer hands out its second axis first, against the traditional order east, north.
    let swapsAxes: Bool

    static let unknown = CoordinateSystem(code: nil, text: nil, swapsAxes: false)

    private init(code: String?, text: String?, swapsAxes: Bool) {
        self.code = code
        self.text = text
        self.swapsAxes = swapsAxes
    }

    init(of layer: OGRLayerH) {
        guard let reference = OGR_L_GetSpatialRef(layer), !CoordinateSystem.isUndefined(reference) else {
            self = .unknown
            return
        }
        text = CoordinateSystem.wellKnownText(reference)
        swapsAxes = CoordinateSystem.swapsAxes(reference)
        guard let flat = OSRClone(reference) else {
            code = nil
            return
        }
        defer { OSRRelease(flat) }
        OSRDemoteTo2D(flat, nil)
        code = CoordinateSystem.ownCode(flat) ?? CoordinateSystem.matchingCode(flat)
    }

    /// What a GeoPackage calls srs_id 0 and -1.
    private static func isUndefined(_ reference: OGRSpatialReferenceH) -> Bool {
        guard let name = OSRGetName(reference) else { return true }
        return OSRIsLocal(reference) != 0 || String(cString: name).lowercased().hasPrefix("undefined")
    }

    private static func wellKnownText(_ reference: OGRSpatialReferenceH) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        let made = CStrings.with(["FORMAT=WKT2_2019", "MULTILINE=NO"]) {
            OSRExportToWktEx(reference, &text, $0)
        }
        defer { VSIFree(text) }
        return made == OGRERR_NONE ? text.map { String(cString: $0) } : nil
    }

    /// True where the mapping keeps an order that the authority starts with the north axis.
    private static func swapsAxes(_ reference: OGRSpatialReferenceH) -> Bool {
        var count: Int32 = 0
        guard let mapping = OSRGetDataAxisToSRSAxisMapping(reference, &count), count >= 2, mapping[0] == 1
        else {
            return false
        }
        return OSREPSGTreatsAsLatLong(reference) != 0 || OSREPSGTreatsAsNorthingEasting(reference) != 0
    }

    /// The code the definition carries, if the definition is what that code stands for.
    private static func ownCode(_ reference: OGRSpatialReferenceH) -> String? {
        guard let code = authorityCode(reference), let number = Int32(code.dropFirst(5)),
            let official = OSRNewSpatialReference(nil)
        else { return nil }
        defer { OSRRelease(official) }
        guard OSRImportFromEPSG(official, number) == OGRERR_NONE else { return nil }
        let same = CStrings.with([
            "IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES", "CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS",
        ]) { OSRIsSameEx(reference, official, $0) }
        return same != 0 ? code : nil
    }

    /// The one EPSG system that matches the definition; nil when none or several are as good.
    private static func matchingCode(_ reference: OGRSpatialReferenceH) -> String? {
        var count: Int32 = 0
        var confidences: UnsafeMutablePointer<Int32>?
        guard let matches = OSRFindMatches(reference, nil, &count, &confidences) else { return nil }
        defer {
            OSRFreeSRSArray(matches)
            VSIFree(confidences)
        }
        guard let confidences else { return nil }
        var best: (code: String, confidence: Int32)?
        var ties = 0
        for index in 0..<Int(max(0, count)) where confidences[index] >= 90 {
            guard let match = matches[index], let code = authorityCode(match) else { continue }
            if let held = best, confidences[index] <= held.confidence {
                ties += confidences[index] == held.confidence ? 1 : 0
            } else {
                best = (code, confidences[index])
                ties = 0
            }
        }
        guard let best, ties == 0 || best.confidence == 100 else { return nil }
        return best.code
    }

    private static func authorityCode(_ reference: OGRSpatialReferenceH) -> String? {
        guard let authority = OSRGetAuthorityName(reference, nil), String(cString: authority) == "EPSG",
            let code = OSRGetAuthorityCode(reference, nil), let number = UInt32(String(cString: code))
        else { return nil }
        return "EPSG:\(number)"
    }
}
