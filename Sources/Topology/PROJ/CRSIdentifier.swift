internal import CPROJ
public import TabaqaFeatureModel

/// Reads the many spellings of a coordinate reference system.
public enum CRSIdentifier {
    /// The CRS a person, a file or a URL names: `4326`, `EPSG:5256`, `CRS84`, `urn:ogc:def:crs:EPSG::32637`,
    /// `http://www.opengis.net/def/crs/EPSG/0/3857`, WKT 1, WKT 2, ESRI's WKT, PROJJSON.
    ///
    /// WKT that PROJ recognises as an EPSG entry (confidence of at least 90 %) becomes its code, so that the best
    /// known datum shift applies. CRS84 and EPSG:4326 are one CRS here, because coordinates are always held
    /// longitude first.
    ///
    /// - Throws: `crs.unknown`.
    public static func parse(_ text: String) throws(Fault) -> CRS {
        let trimmed = trim(text)
        guard let context = PROJContext() else {
            throw Fault(.crsUnknown, "PROJ could not be started: out of memory.")
        }
        if isWKT(trimmed) || isPROJJSON(trimmed) {
            let object = try PROJObject.crs(CRS(trimmed), in: context)
            return identify(object) ?? CRS(trimmed)
        }
        let crs = CRS(authorityCode(trimmed) ?? trimmed)
        _ = try PROJObject.crs(crs, in: context)
        return crs
    }

    /// `EPSG:n` for any spelling of an authority's code; nil when `text` is none.
    static func authorityCode(_ text: String) -> String? {
        let upper = text.uppercased()
        var parts = upper.split(whereSeparator: { ":/#".contains($0) }).map(String.init)
        if upper.hasPrefix("HTTP://") || upper.hasPrefix("HTTPS://") {
            guard parts.count >= 4, ["WWW.OPENGIS.NET", "OPENGIS.NET"].contains(parts[1]) else { return nil }
            parts = parts.map { $0 == "EPSG.XML" ? "EPSG" : $0 }
        } else if upper.hasPrefix("URN:") {
            guard parts.count >= 5, parts[3] == "CRS" else { return nil }
        } else if parts.count == 1 {
            parts = parts[0].hasPrefix("CRS") ? ["OGC", parts[0]] : ["EPSG", parts[0]]
        } else if parts.count > 3 {
            return nil
        }
        guard let code = parts.last,
            let authority = parts.dropLast().last(where: { authorities.contains($0) })
        else { return nil }
        switch (authority, code) {
        case ("OGC", "CRS84"), ("CRS", "84"), ("EPSG", "CRS84"): return "EPSG:4326"
        case ("EPSG", "900913"), ("EPSG", "102100"), ("EPSG", "102113"), ("EPSG", "3785"), ("EPSG", "3587"),
            ("ESRI", "102100"), ("ESRI", "102113"), ("OSGEO", "41001"):
            return "EPSG:3857"
        case ("EPSG", _), ("ESRI", _): return isCode(code) ? "\(authority):\(code)" : nil
        default: return nil
        }
    }

    static func isAuthorityCode(_ text: String) -> Bool {
        if text == "OGC:CRS84" { return true }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 && (parts[0] == "EPSG" || parts[0] == "ESRI") && isCode(String(parts[1]))
    }

    static func isWKT(_ text: String) -> Bool {
        guard let bracket = text.firstIndex(where: { $0 == "[" || $0 == "(" }) else { return false }
        return wktKeywords.contains(trim(String(text[..<bracket])).uppercased())
    }

    static func isPROJJSON(_ text: String) -> Bool { text.hasPrefix("{") && text.contains("\"type\"") }

    private static let authorities: Set<String> = ["EPSG", "ESRI", "OGC", "CRS", "OSGEO"]

    private static let wktKeywords: Set<String> = [
        "GEOGCS", "PROJCS", "COMPD_CS", "GEOGCRS", "GEOGRAPHICCRS", "GEODCRS", "GEODETICCRS", "PROJCRS",
        "PROJECTEDCRS", "COMPOUNDCRS", "BOUNDCRS",
    ]

    private static func isCode(_ text: String) -> Bool {
        (1...7).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func trim(_ text: String) -> String {
        var slice = text[...]
        while let first = slice.first, first.isWhitespace || first == "\u{FEFF}" { slice.removeFirst() }
        while let last = slice.last, last.isWhitespace || last == "\0" { slice.removeLast() }
        return String(slice)
    }

    /// The EPSG entry `object` describes.
    private static func identify(_ object: PROJObject) -> CRS? {
        var confidences: UnsafeMutablePointer<Int32>?
        let context = object.context.handle
        guard let list = proj_identify(context, object.horizontal.handle, "EPSG", nil, &confidences) else {
            return nil
        }
        defer {
            proj_int_list_destroy(confidences)
            proj_list_destroy(list)
        }
        guard proj_list_get_count(list) > 0, let confidences, confidences[0] >= 90,
            proj_list_get_count(list) == 1 || confidences[1] < confidences[0],
            let best = PROJObject(proj_list_get(context, list, 0), in: object.context),
            let code = proj_get_id_code(best.handle, 0)
        else { return nil }
        return CRS("EPSG:" + String(cString: code))
    }
}
