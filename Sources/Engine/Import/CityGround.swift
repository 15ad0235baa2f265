internal import TabaqaAnalysis
internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// Where the city's rows may plausibly lie, in one layer's CRS: the boundary layer when the store has it, and
/// the area of use of the city's metric CRS.
struct CityGround {
    /// Exact test against the boundary's polygons; nil when no boundary is stored yet.
    let boundary: BoundaryTest?
    /// Extent of the boundary.
    let boundaryExtent: Extent?
    /// Extent of what can be meant at all; beyond it a place is implausible.
    let plausible: Extent
    let isGeographic: Bool

    init(engine: Engine, layer: LayerDefinition) throws {
        let properties = try CRSProperties.of(layer.crs)
        isGeographic = properties.isGeographic
        var boundary: BoundaryTest?
        var boundaryExtent: Extent?
        if let id = engine.catalog.city.boundary, id != layer.id {
            let definition = try engine.catalog.layer(id)
            let columns = try engine.columns.open(definition)
            if columns.count > 0 {
                let test = try BoundaryTest(areas: columns, crs: layer.crs)
                boundary = test
                boundaryExtent = test.extent
            }
        }
        self.boundary = boundary
        self.boundaryExtent = boundaryExtent
        if let extent = boundaryExtent {
            // Three cities' breadth around the city: a neighbouring town is suspicious, another country is wrong.
            plausible = extent.expanded(dx: 3 * extent.width, dy: 3 * extent.height)
        } else if let use = try CRSProperties.of(engine.catalog.city.metricCRS).areaOfUse {
            // Areas of use end at a meridian, cities do not.
            plausible = try Self.projected(use.expanded(dx: 3, dy: 3), to: layer.crs)
        } else {
            plausible = Extent(
                minX: -.infinity, minY: -.infinity, maxX: .infinity, maxY: .infinity)
        }
    }

    /// Flags that follow from the position alone.
    func flags(x: Double, y: Double) -> FeatureFlags {
        var flags: FeatureFlags = []
        if x == 0, y == 0 { return .nullIsland }
        if isGeographic, x == x.rounded(), y == y.rounded() { flags.insert(.wholeDegrees) }
        if !plausible.contains(x: x, y: y) {
            // Only a city's own boundary is narrow enough to tell that the mirrored place is the one meant.
            let isMirrored = boundaryExtent != nil && plausible.contains(x: y, y: x)
            flags.insert(isMirrored ? .swappedAxes : .implausiblePlace)
        } else if let extent = boundaryExtent, !extent.contains(x: x, y: y), extent.contains(x: y, y: x) {
            flags.insert(.swappedAxes)
        }
        return flags
    }

    private static func projected(_ use: Extent, to crs: CRS) throws -> Extent {
        guard crs != .wgs84 else { return use }
        let transform = try CoordinateTransform(from: .wgs84, to: crs)
        var extent = Extent.empty
        for step in 0...8 {
            let part = Double(step) / 8
            let x = use.minX + use.width * part
            let y = use.minY + use.height * part
            for corner in [
                Position(x: x, y: use.minY), Position(x: x, y: use.maxY), Position(x: use.minX, y: y),
                Position(x: use.maxX, y: y),
            ] {
                if let position = transform.transform(corner) { extent.include(position) }
            }
        }
        return extent
    }
}
