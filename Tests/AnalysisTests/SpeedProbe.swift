import Dispatch
import Foundation
import TabaqaColumns
import TabaqaFeatureModel
import TabaqaTopology
import Testing

@testable import TabaqaAnalysis

@Suite(.enabled(if: ProcessInfo.processInfo.environment["TABAQA_SPEED"] != nil)) struct SpeedProbe {
    static func time(_ name: String, _ runs: Int = 5, _ body: () throws -> Void) rethrows {
        var best = Double.infinity
        for _ in 0..<runs {
            let start = DispatchTime.now().uptimeNanoseconds
            try body()
            best = min(best, Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6)
        }
        print(name, String(format: "%.1f ms", best))
    }

    @Test func speed() throws {
        let million = Int(ProcessInfo.processInfo.environment["TABAQA_SPEED"] ?? "") ?? 1
        let count = million * 1_000_000
        let layer = makeLayer("events", .point)
        let points = clusteredPoints(count, longitude: 37.38, latitude: 37.05, seed: 1)
        Self.time("order", 1) { _ = HilbertCurve.order(x: points.x, y: points.y) }
        var ids = TextColumn()
        for row in 0..<count { ids.append(String(row)) }
        let batch = FeatureBatch(
            name: "events", crs: .wgs84, ids: ids, geometry: .points(x: points.x, y: points.y), columns: [],
            flags: [FeatureFlags](repeating: [], count: count))
        var fixture: ColumnFixture?
        try Self.time("build", 1) { fixture = try ColumnFixture(layer, batch) }
        let columns = try #require(fixture?.columns)
        try Self.time("open") {
            _ = try ColumnFile.open(
                at: try #require(fixture).folder.appending(path: "events.columns").path, layer: layer)
        }
        for kernel in Kernel.allCases {
            let frame = try DensityAccuracyTests.frame(
                .webMercator, longitude: 37.38, latitude: 37.05, cell: 17.7, size: 1024)
            try Self.time("density \(kernel)", kernel == .uniform ? 1 : 5) {
                _ = try DensityEstimator.density(
                    columns: columns, selection: Selection(),
                    options: DensityOptions(kernel: kernel, bandwidth: 500, frame: frame))
            }
        }
        let areas = try JoinTests.areaFixture(JoinTests.quilt(side: 25, seed: 5))
        let inputs = JoinInputs(
            points: columns, pointsLayer: layer, areas: areas.columns, areasLayer: JoinTests.areaLayer)
        try Self.time("within first", 1) { _ = try SpatialJoin.within(inputs) }
        try Self.time("within") { _ = try SpatialJoin.within(inputs) }
        let index = try AreaIndex.of(
            areas.columns, order: AreaOrder.rows(areas.columns), square: columns.square, rows: count)
        let pyramid = AreaPyramid(index)
        try Self.time("counts") { _ = try index.counts(of: columns, pyramid) }
        try Self.time("owners") {
            _ = index.owners(RowMask(count: count, all: true), try PlanePlaces.of(columns, in: .wgs84))
        }
        let stations = clusteredPoints(2000, longitude: 37.38, latitude: 37.05, seed: 2)
        let other = makeLayer("stations", .point)
        let near = try ColumnFixture(other, pointBatch(other, x: stations.x, y: stations.y))
        try Self.time("nearest", 1) {
            _ = try SpatialJoin.nearest(
                JoinInputs(points: columns, pointsLayer: layer, areas: near.columns, areasLayer: other))
        }
    }
}
