internal import TabaqaFeatureModel

extension RecordDecoder {
    /// The geometry of all rows in the layer's type, with flags; what cannot be is a violation.
    func places(
        _ batch: RecordBatch, _ findings: inout DecodeFindings
    ) throws(Fault) -> (column: GeometryColumn, flags: [FeatureFlags]) {
        let none = GeometryColumn.none(count: batch.count)
        var flags = [FeatureFlags](repeating: [], count: batch.count)
        let isWanted = layer.geometry != .none && (options.requiresGeometry || batch.geometry != nil)
        let placeReasons: Set<Violation.Reason> = [.noCoordinates, .badCoordinates, .badGeometry]
        for violation in batch.violations
        where !placeReasons.contains(violation.reason) || (isWanted && options.requiresGeometry) {
            findings.take(violation)
        }
        guard isWanted else { return (none, flags) }
        guard let geometry = batch.geometry else {
            throw ColumnMapping.absent(
                "Layer “\(layer.id)” has places and none were found in the source: no column is named like "
                    + "longitude and latitude, x and y, or WKT. Name them with --x and --y.", batch.names)
        }
        if layer.geometry == .point {
            return (points(geometry, &flags, &findings), flags)
        }
        var shapes: [Geometry?] = []
        shapes.reserveCapacity(batch.count)
        for row in 0..<batch.count {
            shapes.append(shape(geometry[row], row, &flags, &findings))
        }
        return (.shapes(shapes), flags)
    }

    private func points(
        _ geometry: GeometryColumn, _ flags: inout [FeatureFlags], _ findings: inout DecodeFindings
    ) -> GeometryColumn {
        var x: [Double]
        var y: [Double]
        if case .points(let px, let py) = geometry {
            (x, y) = (px, py)
        } else {
            x = Array(repeating: .nan, count: flags.count)
            y = x
            for row in flags.indices {
                switch geometry[row] {
                case .point(let place): (x[row], y[row]) = (place.x, place.y)
                case .multiPoint(let places) where places.count == 1:
                    (x[row], y[row]) = (places[0].x, places[0].y)
                case nil: break
                case let other?:
                    findings.add(row, .wrongGeometryType, nil, Self.name(other))
                }
            }
        }
        for row in flags.indices where !findings.isRejected(row) {
            if x[row].isNaN {
                if options.requiresGeometry { findings.add(row, .noCoordinates, nil, nil) }
                continue
            }
            judge(x[row], y[row], row, &flags, &findings)
        }
        return .points(x: x, y: y)
    }

    private func shape(
        _ geometry: Geometry?, _ row: Int, _ flags: inout [FeatureFlags], _ findings: inout DecodeFindings
    ) -> Geometry? {
        guard let geometry else {
            if options.requiresGeometry, !findings.isRejected(row) {
                findings.add(row, .noCoordinates, nil, nil)
            }
            return nil
        }
        let fitting: Geometry?
        switch (layer.geometry, geometry) {
        case (.polygon, .polygon(let rings)): fitting = .multiPolygon([rings])
        case (.polygon, .multiPolygon), (.lineString, .lineString), (.lineString, .multiLineString):
            fitting = geometry
        case (.polygon, .collection(let parts)) where parts.allSatisfy({ !$0.polygons.isEmpty }):
            fitting = .multiPolygon(parts.flatMap(\.polygons))
        default: fitting = nil
        }
        guard let fitting else {
            findings.add(row, .wrongGeometryType, nil, Self.name(geometry))
            return nil
        }
        let extent = fitting.extent
        var isFinite = true
        fitting.forEachPosition { if !$0.isFinite { isFinite = false } }
        if isFinite {
            judge(extent.minX, extent.minY, row, &flags, &findings)
            if !findings.isRejected(row) { judge(extent.maxX, extent.maxY, row, &flags, &findings) }
        } else {
            findings.add(row, .badCoordinates, nil, nil)
        }
        return fitting
    }

    /// Degrees a little out of range are flagged, as wrongly projected; what cannot be degrees rejects.
    private func judge(
        _ x: Double, _ y: Double, _ row: Int, _ flags: inout [FeatureFlags], _ findings: inout DecodeFindings
    ) {
        if abs(x) <= 180, abs(y) <= 90 { return }
        let isFinite = x.isFinite && y.isFinite
        let isDegrees = crs == .wgs84 || crs.definition == "OGC:CRS84"
        if !isFinite || abs(x) > 1e9 || abs(y) > 1e9 || (isDegrees && (abs(x) > 360 || abs(y) > 360)) {
            findings.add(row, .badCoordinates, nil, "\(x) \(y)")
        } else if isDegrees {
            flags[row].insert(.implausiblePlace)
        }
    }

    private static func name(_ geometry: Geometry) -> String {
        switch geometry {
        case .point: "Point"
        case .multiPoint: "MultiPoint"
        case .lineString: "LineString"
        case .multiLineString: "MultiLineString"
        case .polygon: "Polygon"
        case .multiPolygon: "MultiPolygon"
        case .collection: "GeometryCollection"
        }
    }
}
