internal import TabaqaFeatureModel

/// The `crs` member of GeoJSON 2008, which RFC 7946 took away and files still have.
enum GeoJSONCRS {
    enum Declared {
        case null
        case named(CRS)
        /// What it says instead.
        case unclear(String)
    }

    /// Reads the value at the scanner's position.
    static func parse(_ scanner: inout JSONScanner) throws(JSONFailure) -> Declared {
        let start = scanner.position
        guard scanner.current == 0x7B else {
            let isNull = scanner.current == 0x6E
            try scanner.skipValue()
            return isNull ? .null : .unclear("crs is no object")
        }
        try scanner.skipValue()
        var inner = JSONScanner(scanner.base, end: scanner.position, position: start)
        let text = try strings(&inner, path: "", depth: 0)
        if let name = text["properties.name"] {
            return named(name).map { .named($0) } ?? .unclear(String(name.prefix(80)))
        }
        if text["type"] == "EPSG", let code = text["properties.code"], let number = Int(code) {
            return .named(CRS(epsg: number))
        }
        return .unclear(text["properties.href"].map { "link \($0.prefix(80))" } ?? "crs without a name")
    }

    /// `EPSG:n`, `urn:ogc:def:crs:EPSG::n`, `http://www.opengis.net/def/crs/EPSG/0/n`, CRS84.
    static func named(_ name: String) -> CRS? {
        let parts = name.split(whereSeparator: { ":/#".contains($0) }).map { $0.uppercased() }
        guard let last = parts.last else { return nil }
        if last == "CRS84" || last == "CRS84H" { return .wgs84 }
        guard parts.contains("EPSG"), let code = Int(last), code > 0 else { return nil }
        return CRS(epsg: code)
    }

    /// Strings and numbers of nested objects by dotted path.
    private static func strings(
        _ scanner: inout JSONScanner, path: String, depth: Int
    ) throws(JSONFailure) -> [String: String] {
        var found: [String: String] = [:]
        scanner.position += 1
        scanner.skipSpace()
        while scanner.current == 0x22 {
            let name = path + scanner.string(of: try scanner.string())
            scanner.skipSpace()
            try scanner.expect(0x3A)
            scanner.skipSpace()
            let start = scanner.position
            if scanner.current == 0x22 {
                found[name] = scanner.string(of: try scanner.string())
            } else if scanner.current == 0x7B, depth < 3 {
                found.merge(try strings(&scanner, path: name + ".", depth: depth + 1)) { first, _ in first }
            } else {
                try scanner.skipValue()
                let raw = UnsafeBufferPointer(start: scanner.base + start, count: scanner.position - start)
                found[name] = String(decoding: raw, as: UTF8.self)
            }
            scanner.skipSpace()
            if scanner.current == 0x2C {
                scanner.position += 1
                scanner.skipSpace()
            }
        }
        try scanner.expect(0x7D)
        return found
    }
}
