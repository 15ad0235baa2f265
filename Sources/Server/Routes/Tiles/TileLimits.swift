internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// Where a layer has tiles at all.
struct TileLimits {
    /// In degrees, what reaches into tiles from outside included. Nil where nobody may know, or nothing is there:
    /// then no tile is out of limits.
    let extent: Extent?

    /// - Parameter reach: ground metres around the layer's extent.
    init(_ layer: LayerDefinition, _ call: Call, reach: Double) throws {
        let summary = try call.engine.summary(of: layer, audience: call.audience(of: layer))
        guard let own = summary?.extent, !own.isEmpty else {
            extent = nil
            return
        }
        let steepest = min(max(abs(own.minY), abs(own.maxY)), 85) * .pi / 180
        let wide = own.expanded(dx: reach / (110_000 * cos(steepest)), dy: reach / 110_000)
        extent = Extent(
            minX: max(wide.minX, -180), minY: max(wide.minY, -85.051_128), maxX: min(wide.maxX, 180),
            maxY: min(wide.maxY, 85.051_128))
    }

    /// Rows and columns of a zoom.
    func range(_ zoom: Int) -> (rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
        let count = 1 << zoom
        guard let extent else { return (0...count - 1, 0...count - 1) }
        func index(_ fraction: Double) -> Int { min(max(Int(fraction * Double(count)), 0), count - 1) }
        func north(_ latitude: Double) -> Double {
            let sine = sin(latitude * .pi / 180)
            return 0.5 - log((1 + sine) / (1 - sine)) / (4 * .pi)
        }
        let rows = (index(north(extent.maxY)), index(north(extent.minY)))
        let columns = (index(extent.minX / 360 + 0.5), index(extent.maxX / 360 + 0.5))
        return (rows.0...max(rows.0, rows.1), columns.0...max(columns.0, columns.1))
    }

    func contains(_ address: TileAddress) -> Bool {
        let range = range(address.zoom)
        return range.rows.contains(address.row) && range.columns.contains(address.column)
    }

    /// `tileMatrixSetLimits` down to a zoom.
    func json(to deepest: Int) -> JSON {
        .array(
            (0...deepest).map { zoom in
                let range = range(zoom)
                return [
                    "tileMatrix": .string(String(zoom)), "minTileRow": .integer(Int64(range.rows.lowerBound)),
                    "maxTileRow": .integer(Int64(range.rows.upperBound)),
                    "minTileCol": .integer(Int64(range.columns.lowerBound)),
                    "maxTileCol": .integer(Int64(range.columns.upperBound)),
                ]
            })
    }

    /// West, south, east, north in degrees.
    var box: [Double]? { extent.map { [$0.minX, $0.minY, $0.maxX, $0.maxY] } }
}
