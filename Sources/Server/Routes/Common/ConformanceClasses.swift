/// The classes declared at `/conformance`: those whose tests pass, and no others.
public enum ConformanceClasses {
    private static let prefix = "http://www.opengis.net/spec/"

    private static let classes: [(part: String, names: [String])] = [
        ("ogcapi-common-1/1.0", ["core", "landing-page", "json", "html", "oas30"]),
        ("ogcapi-common-2/1.0", ["collections"]),
        ("ogcapi-features-1/1.0", ["core", "geojson", "html", "oas30"]),
        ("ogcapi-features-2/1.0", ["crs"]),
        (
            "ogcapi-features-3/1.0",
            ["queryables", "queryables-query-parameters", "filter", "features-filter"]
        ),
        (
            "cql2/1.0",
            [
                "cql2-text", "cql2-json", "basic-cql2", "advanced-comparison-operators",
                "case-insensitive-comparison", "accent-insensitive-comparison", "basic-spatial-functions",
                "basic-spatial-functions-plus", "spatial-functions", "temporal-functions",
                "property-property", "functions", "arithmetic",
            ]
        ),
        ("ogcapi-common-3/1.0", ["schemas", "returnables-and-receivables", "queryables", "sortables"]),
        ("ogcapi-features-8/0.0", ["sorting"]),
        (
            "ogcapi-tiles-1/1.0",
            ["core", "tileset", "tilesets-list", "geodata-tilesets", "datetime", "oas30", "mvt", "png"]
        ),
        ("tms/2.0", ["tilematrixset", "json-tilematrixset", "json-tilesetmetadata"]),
    ]

    public static let all: [String] = classes.flatMap { part in
        part.names.map { "\(prefix)\(part.part)/conf/\($0)" }
    }
}
