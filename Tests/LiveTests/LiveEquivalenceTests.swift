import Foundation
import TabaqaAnalysis
import TabaqaColumns
import TabaqaEngine
import TabaqaFeatureModel
import Testing

@testable import TabaqaTestSupport

/// Every answer of an engine that keeps its layers open is that of one which reads them anew.
@Suite struct LiveEquivalenceTests {
    private func selections() throws -> [Selection] {
        [
            Selection(), Selection(includesFlagged: true),
            Selection(extent: Extent(minX: 37.3, minY: 37.0, maxX: 37.45, maxY: 37.1)),
            Selection(interval: TimeInterval(start: 1_700_000_000_000, end: 1_700_030_000_000)),
            Selection(hours: [1, 2, 3, 14], weekdays: [1, 2, 3, 4, 5]),
            Selection(
                filter: try CQL2Text.parse(
                    "kind = 'fire' AND severity > 2 OR number LIKE 'edit%'", for: LiveCity.events,
                    clock: try ZoneClock(zone: "Europe/Istanbul"))),
        ]
    }

    private func requireEqual(_ city: LiveCity, _ layer: LayerDefinition) throws {
        let live = try city.live.columns.open(layer)
        let plain = try city.plain.columns.open(layer)
        #expect(live.liveCount == plain.count)
        #expect(live.revision == plain.revision)
        #expect(live.timeSpan == plain.timeSpan)
        #expect(live.extent == plain.extent)
        func ids(_ columns: LayerColumns, _ rows: [Int]) throws -> [String] {
            let ids = try columns.ids()
            return rows.map { ids[$0] ?? "" }.sorted()
        }
        for selection in try selections() {
            let a = try SelectionEvaluator.evaluate(selection, columns: live)
            let b = try SelectionEvaluator.evaluate(selection, columns: plain)
            #expect(a.used == b.used)
            #expect(a.leftOut == b.leftOut)
            #expect(a.unplaced == b.unplaced)
            #expect(try ids(live, a.rows.rows) == ids(plain, b.rows.rows))
        }
        let areas = try city.live.columns.open(LiveCity.areas)
        for selection in try selections() {
            func inputs(_ points: LayerColumns) -> JoinInputs {
                JoinInputs(
                    points: points, pointsLayer: layer, areas: areas, areasLayer: LiveCity.areas,
                    selection: selection)
            }
            #expect(try SpatialJoin.within(inputs(live)) == SpatialJoin.within(inputs(plain)))
            var (sumsA, sumsB) = (inputs(live), inputs(plain))
            sumsA.aggregates.minimum = ["loss"]
            sumsB.aggregates.minimum = ["loss"]
            #expect(try SpatialJoin.within(sumsA) == SpatialJoin.within(sumsB))
            #expect(
                try SpatialJoin.distance(inputs(live), meters: 700)
                    == SpatialJoin.distance(inputs(plain), meters: 700))
        }
        // The points as what is measured to.
        func nearest(_ points: LayerColumns) throws -> JoinTable {
            try SpatialJoin.nearest(
                JoinInputs(
                    points: areas, pointsLayer: LiveCity.areas, areas: points, areasLayer: layer, isEach: true
                ))
        }
        let (nearestLive, nearestPlain) = (try nearest(live), try nearest(plain))
        #expect(nearestLive == nearestPlain)
    }

    private func requireEqualDensity(_ city: LiveCity, _ layer: LayerDefinition) throws {
        let live = try city.live.columns.open(layer)
        let plain = try city.plain.columns.open(layer)
        let frame = GridFrame(
            crs: .webMercator, originX: 4_141_000, originY: 4_470_000, cellWidth: 250, cellHeight: 250,
            columns: 200,
            rows: 200)
        for kernel in [Kernel.gaussian, .quartic, .uniform] {
            let options = DensityOptions(kernel: kernel, bandwidth: 800, frame: frame)
            let a = try DensityEstimator.density(columns: live, selection: Selection(), options: options)
            let b = try DensityEstimator.density(columns: plain, selection: Selection(), options: options)
            let greatest = b.values.filter { !$0.isNaN }.max() ?? 0
            #expect(greatest > 0)
            #expect(a.description.used == b.description.used)
            #expect(a.description.leftOut == b.description.leftOut)
            for (left, right) in zip(a.values, b.values)
            where left.isNaN != right.isNaN || abs(left - right) > 0 {
                // Sums of floats in another order, and no data where a kernel's tail falls below a threshold.
                let apart = abs((left.isNaN ? 0 : left) - (right.isNaN ? 0 : right))
                try #require(apart <= 1e-3 * greatest)
            }
        }
    }

    private func requireEqualExport(_ city: LiveCity, _ layer: LayerDefinition) throws {
        func lines(_ engine: Engine, _ name: String) throws -> [String] {
            let file = city.folder.appending(path: "\(name).csv").path
            var request = ExportRequest(layer: layer.id, file: file, audience: .exact)
            request.selection.includesFlagged = true
            _ = try engine.export(request)
            return try String(contentsOfFile: file, encoding: .utf8).split(separator: "\r\n").map(String.init)
                .sorted()
        }
        #expect(try lines(city.live, "live") == lines(city.plain, "plain"))
    }

    @Test("After thousands of edits of every kind all answers are those of columns built anew")
    func manyEdits() throws {
        let city = try LiveCity(events: 3000)
        try city.loadAreas()
        var random = SeededGenerator(seed: 4)
        var numbers = Array(0..<3000)
        var deleted: [Int] = []
        var next = 3000
        try requireEqual(city, LiveCity.events)
        func edited(_ number: Int) -> Feature {
            var feature = SampleLayers.event(Int.random(in: 0..<1_000_000, using: &random))
            feature.id = FeatureID(SampleLayers.id(number))
            feature.properties[0] = .text("edit \(number)")
            switch Int.random(in: 0..<20, using: &random) {
            case 0: feature.geometry = nil
            case 1: (feature.geometry, feature.flags) = (.point(Position(x: 0, y: 0)), .nullIsland)
            case 2: feature.geometry = .point(Position(x: 100, y: -30))
            case 3: feature.properties[1] = .null
            default: break
            }
            return feature
        }
        for step in 0..<2500 {
            switch Int.random(in: 0..<5, using: &random) {
            case 0:
                let number = deleted.isEmpty || Bool.random(using: &random) ? next : deleted.removeLast()
                if number == next { next += 1 }
                numbers.append(number)
                try city.put(edited(number))
            case 1:
                let at = Int.random(in: 0..<numbers.count, using: &random)
                try city.remove(FeatureID(SampleLayers.id(numbers[at])))
                deleted.append(numbers.remove(at: at))
            default:
                try city.put(edited(try #require(numbers.randomElement(using: &random))))
            }
            if step % 97 == 0 {
                let columns = try city.live.columns.open(LiveCity.events)
                try #require(columns.liveCount == numbers.count)
            }
            if step % 900 == 899 { try requireEqual(city, LiveCity.events) }
        }
        try requireEqual(city, LiveCity.events)
        try requireEqualDensity(city, LiveCity.events)
        try requireEqualExport(city, LiveCity.events)
        #expect(try city.live.columns.open(LiveCity.events).hasDeadRows)
        let now: Int64 = 1_800_000_000_000
        #expect(
            try city.live.status(now: now, language: .en, audience: .exact)
                == city.plain.status(now: now, language: .en, audience: .exact))
    }

    @Test("A layer in metres, a table, roads and areas follow the store too")
    func otherLayers() throws {
        let city = try LiveCity()
        var metric = (0..<500).map { SampleLayers.event($0) }
        for index in metric.indices {
            metric[index].geometry = .point(
                Position(x: 340_000 + 40 * Double(index), y: 4_100_000 + Double(index * 7919 % 20_000)))
        }
        try city.load(metric, into: LiveCity.metric)
        try city.loadAreas()
        func row(_ number: Int, _ tons: Double) -> Feature {
            Feature(
                id: FeatureID(SampleLayers.id(number)), revision: 0, geometry: nil,
                properties: [.text("row \(number)"), .decimal(tons)])
        }
        func road(_ number: Int, _ x: Double) -> Feature {
            Feature(
                id: FeatureID("road \(number)"), revision: 0,
                geometry: .multiLineString([[Position(x: x, y: 37), Position(x: x + 0.01, y: 37.01)]]),
                properties: [.text("road \(number)")])
        }
        try city.load((0..<50).map { row($0, 1) }, into: LiveCity.table)
        try city.load((0..<5).map { road($0, 37.2 + 0.05 * Double($0)) }, into: LiveCity.roads)
        for step in 0..<4 {
            var moved = metric[step * 10]
            moved.geometry = .point(Position(x: 345_000 + Double(step), y: 4_105_000))
            try city.put(moved, in: LiveCity.metric)
            try city.put(row(step * 7, 100), in: LiveCity.table)
            try city.remove(FeatureID(SampleLayers.id(step * 7 + 1)), from: LiveCity.table)
            try city.put(road(step, 37.5), in: LiveCity.roads)
            try city.put(
                LiveCity.square("A\(step)", 37.25 + 0.01 * Double(step), 36.95, 0.06), in: LiveCity.areas)
            try requireEqual(city, LiveCity.metric)
            for layer in [LiveCity.table, LiveCity.roads, LiveCity.areas, LiveCity.metric] {
                let live = try city.live.columns.open(layer)
                let plain = try city.plain.columns.open(layer)
                let a = try live.materialize(live.rowsByID().map(Int.init))
                let b = try plain.materialize(plain.rowsByID().map(Int.init))
                #expect(a == b)
            }
        }
    }
}
