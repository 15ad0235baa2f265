public import TabaqaEngine
public import TabaqaFeatureModel

extension Parameter {
    /// Where: `bbox` and its CRS.
    public static let extent: [Parameter] = [
        Parameter(
            "bbox", "Only features that meet this box: west, south, east, north in the CRS of bbox-crs.",
            schema: [
                "type": "array", "oneOf": [["minItems": 4, "maxItems": 4], ["minItems": 6, "maxItems": 6]],
                "items": ["type": "number"],
            ], isList: true),
        Parameter(
            "bbox-crs", "The CRS of bbox; longitude and latitude (CRS84) without it.",
            schema: ["type": "string", "format": "uri"]),
    ]

    /// When.
    public static let time: [Parameter] = [
        Parameter(
            "datetime",
            "Only features of this time: an instant, a year, month or day, or an interval START/END with .. "
                + "for open ends. A day is the whole day in the layer's time zone."),
        Parameter("hour", "Only features of these local hours, such as 8,9,17-19 or 22-5."),
        Parameter("weekday", "Only features of these days, such as mon-fri or 6,7 (Monday is 1)."),
    ]

    /// Which, by condition. Names of queryable properties are parameters beside these.
    public static let filter: [Parameter] = [
        Parameter(
            "filter",
            "A condition in CQL2 of at most 8 KB: 2,048 characters of any script, more of shorter ones.",
            schema: ["type": "string", "maxLength": 2048]),
        Parameter(
            "filter-lang", "How the filter is written.",
            schema: ["type": "string", "enum": ["cql2-text", "cql2-json"], "default": "cql2-text"]),
        Parameter(
            "filter-crs", "The CRS of positions in the filter; longitude and latitude (CRS84) without it.",
            schema: ["type": "string", "format": "uri"]),
    ]

    /// What every selection of a layer's features takes.
    public static let selection: [Parameter] = extent + time + filter
}

extension Call {
    /// Largest filter, in bytes of UTF-8.
    static let longestFilter = 8192

    /// The selection of the request. A box over the 180th meridian has an eastern edge beyond 180°.
    ///
    /// - Parameter layer: for the CRSs it takes; nil: the layer of the route.
    /// - Throws: `option.invalid`, `crs.unknown`.
    public func selection(of layer: LayerDefinition? = nil) throws -> SelectionRequest {
        let layer = try layer ?? self.layer
        var selection = SelectionRequest()
        if let box = try box(of: layer) {
            selection.extent = box.extent
            selection.extentCRS = box.crs
        }
        selection.datetime = query["datetime"]
        selection.hour = query["hour"]
        selection.weekday = query["weekday"]
        if let filter = query["filter"] {
            guard filter.utf8.count <= Self.longestFilter else {
                throw Fault(
                    .filterMalformed, "The filter is longer than \(Self.longestFilter) bytes.",
                    at: Fault.Place(field: "filter"), remedy: "Shorten it.")
            }
            selection.filter = filter
            selection.filterLanguage = try query.choice("filter-lang", FilterLanguage.self) ?? .text
            selection.filterCRS = try crs("filter-crs", of: layer)?.crs ?? .wgs84
        }
        selection.properties = conditions(on: layer)
        selection.budget = .seconds(Self.secondsToSelect)
        return selection
    }

    /// How long finding rows may take.
    static let secondsToSelect = 10.0

    /// Parameters that are names of the layer's properties, where the route takes such. A property of the
    /// name of a parameter is reached by `filter`.
    private func conditions(on layer: LayerDefinition) -> [PropertyCondition] {
        query.items.filter { item in
            !item.value.isEmpty && layer.property(item.name) != nil && !Self.reserved.contains(item.name)
        }.map { PropertyCondition(name: $0.name, value: $0.value) }
    }

    /// Names with a meaning of their own on some route that takes selections.
    private static let reserved: Set<String> = Set(
        (Parameter.selection + Parameter.heatmap).map(\.name) + [
            "f", "lang", "limit", "offset", "cursor", "crs", "properties", "sortby", "skipGeometry", "width",
            "height",
            "cell", "over", "by", "per", "sum", "mean", "min", "max", "minimum", "count", "measure", "breaks",
            "step",
            "pixels", "collections", "area", "q", "download",
        ])

    /// The box of `bbox` in its CRS, easting first.
    ///
    /// - Throws: `option.invalid`, `crs.unknown`.
    public func box(of layer: LayerDefinition) throws -> (extent: Extent, crs: CRS)? {
        guard let parts = query.list("bbox") else {
            guard query["bbox-crs"] == nil else {
                throw Fault(
                    .optionInvalid, "Parameter “bbox-crs” stands without “bbox”.",
                    at: Fault.Place(field: "bbox-crs"))
            }
            return nil
        }
        let crs = try crs("bbox-crs", of: layer) ?? .crs84
        let numbers = parts.compactMap { Double($0.filter { $0 != " " }) }
        // The third and sixth of six numbers are heights, which no feature here has.
        guard numbers.count == parts.count, numbers.allSatisfy({ $0.isFinite && abs($0) <= 1e9 }),
            numbers.count == 4 || numbers.count == 6
        else { throw malformedBox("must be four numbers: west, south, east, north") }
        let high = numbers.count / 2
        var extent =
            crs.isNorthingFirst
            ? Extent(minX: numbers[1], minY: numbers[0], maxX: numbers[high + 1], maxY: numbers[high])
            : Extent(minX: numbers[0], minY: numbers[1], maxX: numbers[high], maxY: numbers[high + 1])
        if crs.crs == .wgs84 {
            guard abs(extent.minX) <= 180, abs(extent.maxX) <= 180, abs(extent.minY) <= 90,
                abs(extent.maxY) <= 90
            else { throw malformedBox("reaches beyond 180° or 90°") }
            if extent.minX > extent.maxX { extent.maxX += 360 }
        }
        guard extent.minY <= extent.maxY else { throw malformedBox("has its south above its north") }
        guard extent.minX <= extent.maxX else { throw malformedBox("has its west beyond its east") }
        return (extent, crs.crs)
    }

    private func malformedBox(_ what: String) -> Fault {
        Fault(
            .optionInvalid, "Parameter “bbox” \(what).", at: Fault.Place(field: "bbox"),
            remedy: "For example bbox=37.3,37.0,37.5,37.1.")
    }
}
