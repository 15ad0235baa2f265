import Foundation
import TabaqaFeatureModel
import TabaqaSpatiaLiteStore
import Testing

@testable import TabaqaEngine
@testable import TabaqaTestSupport

/// A row on its way through review, looked for on every way out.
@Suite("Rows in review stay in")
struct ReviewVisibilityTests {
    let city: DeskCity
    private static let word = "marmalade"

    init() throws { city = try DeskCity() }

    /// How many rows each way out tells of; all ways of one engine for one audience.
    private func sightings(_ engine: Engine, _ layer: LayerDefinition, _ audience: Audience) throws
        -> [String: Int]
    {
        var seen: [String: Int] = [:]
        var request = ItemsRequest(layer: layer.id, audience: audience)
        let page = try engine.items(request)
        seen["items"] = page.features.value.count
        seen["matched"] = page.matched
        request.selection.extent = Extent(minX: 37.39, minY: 37.04, maxX: 37.41, maxY: 37.06)
        seen["box"] = try engine.items(request).matched
        seen["item"] =
            try engine.item(FeatureID("r1"), of: layer.id, audience: audience, crs: .wgs84) == nil ? 0 : 1
        let stream = try engine.stream(ItemsRequest(layer: layer.id, audience: audience), as: .csv)
        var text = ""
        while let piece = try stream.nextPiece() { text += String(decoding: piece.bytes, as: UTF8.self) }
        seen["export"] = text.contains(Self.word) ? 1 : 0
        let role: Viewer.Grant? = audience == .public ? nil : .init(department: nil, role: .reader)
        let viewer = Viewer(name: "v", grants: role.map { [$0] } ?? [])
        seen["search"] = try engine.search(Self.word, viewer: viewer, limit: 10).count
        seen["timeline"] = try engine.timeline(
            of: layer, audience: audience, selection: SelectionRequest(), step: .day
        ).reduce(0) { $0 + $1.count }
        seen["summary"] = try engine.summary(of: layer, audience: audience)?.rows
        seen["extent"] = try engine.summary(of: layer, audience: audience)?.extent.isEmpty == true ? 0 : 1
        seen["span"] = try engine.summary(of: layer, audience: audience)?.timeSpan == nil ? 0 : 1
        seen["status"] = try engine.status(
            of: layer, now: DeskCity.now, language: .en, audience: audience
        ).rows
        let address = try #require(Self.tile(zoom: 12, 37.4, 37.05))
        let tile = VectorTileRequest(layer: layer.id, audience: audience, address: address)
        seen["tile"] = try engine.vectorTile(tile).features
        if layer.geometry == .point {
            var heat = HeatmapTileRequest(
                layer: layer.id, audience: audience, address: address)
            heat.bandwidth = 500
            heat.maximum = DensityMaximum(value: 1, isPerYear: false)
            seen["heatmap"] = try engine.heatmapTile(heat) == nil ? 0 : 1
            var join = JoinRequest(points: layer.id, areas: "test-ground", audience: audience)
            join.isRepeated = true
            let table = try engine.join(join).table.value.table
            if case .integer(let counts)? = table.column("count")?.values {
                seen["join"] = Int(counts.reduce(0, +))
            }
            let profile = try engine.profile(
                of: FeatureID("ground"), in: DeskCity.ground, viewer: viewer, now: DeskCity.now)
            seen["profile"] = profile.entries.first { $0.layer == layer.id }?.count ?? 0
        }
        return seen
    }

    private static func tile(zoom: Int, _ longitude: Double, _ latitude: Double) -> TileAddress? {
        let side = Double(1 << zoom)
        let radians = latitude * .pi / 180
        let row = (1 - log(tan(radians) + 1 / cos(radians)) / .pi) / 2 * side
        return TileAddress(zoom: zoom, row: Int(row), column: Int((longitude + 180) / 360 * side))
    }

    private func check(_ layer: LayerDefinition, place: String) throws {
        func expect(_ count: Int, _ audience: Audience, _ when: String) throws {
            for engine in [city.engine, city.plain] {
                for (path, seen) in try sightings(engine, layer, audience) {
                    #expect(
                        seen == count, "\(path) for \(audience), \(when), live: \(engine.columns.live != nil)"
                    )
                }
            }
        }
        try expect(0, .public, "empty")
        try city.send(DeskCity.form("r1", of: layer, place: place, ["kind": "leak", "note": Self.word]))
        try expect(0, .public, "received")
        try expect(1, .department, "received")
        func review(_ state: ReviewState) throws {
            try city.store.review(
                [(FeatureID("r1"), nil)], in: layer, to: state, reason: nil, by: "test", at: DeskCity.now)
        }
        try review(.approved)
        try expect(1, .public, "approved")
        try expect(1, .department, "approved")
        try review(.rejected)
        try expect(0, .public, "rejected")
        try expect(0, .department, "rejected")
        try review(.approved)
        try expect(1, .public, "approved again")
    }

    @Test func `points`() throws { try check(DeskCity.watched, place: "37.05 37.4 0 5") }

    @Test func `lines, whose columns are built anew`() throws {
        try check(DeskCity.paths, place: "37.05 37.4 0 5;37.051 37.401 0 5")
    }

    @Test func `a layer shows everything but what was rejected unless it says otherwise`() throws {
        try city.send(DeskCity.form("r1", ["kind": "leak", "note": Self.word]))
        let all = try sightings(city.engine, DeskCity.reports, .public)
        #expect(all.values.allSatisfy { $0 == 1 }, "\(all)")
        #expect(
            try city.engine.status(of: DeskCity.reports, now: DeskCity.now, language: .en, audience: .public)
                .flaggedShare == 0)
    }

    @Test func `among many, those in review alone are missing, and the ids still find the rest`() throws {
        try StoreConformanceRows.load(10_000, into: DeskCity.watched, city.store)
        for number in 0..<50 { try city.send(DeskCity.form("w\(number)", of: DeskCity.watched)) }
        let approved = (0..<50).filter { $0 % 5 == 0 }.map { FeatureID("w\($0)") }
        try city.store.review(
            approved.map { ($0, nil) }, in: DeskCity.watched, to: .approved, reason: nil, by: "test",
            at: DeskCity.now)
        for engine in [city.engine, city.plain] {
            for (audience, count) in [(Audience.public, 10_010), (.department, 10_050)] {
                var request = ItemsRequest(layer: DeskCity.watched.id, audience: audience)
                request.limit = 200
                #expect(try engine.items(request).matched == count)
                var ids: Set<String> = []
                repeat {
                    let page = try engine.items(request)
                    for row in 0..<page.features.value.count {
                        #expect(ids.insert(page.features.value.ids[row] ?? "").inserted)
                    }
                    request.cursor = page.next
                } while request.cursor != nil
                #expect(ids.count == count)
                #expect(ids.contains("w1") == (audience == .department))
                #expect(ids.contains("w5"))
            }
        }
    }
}

enum StoreConformanceRows {
    /// Imported rows near the middle of the ground.
    static func load(_ count: Int, into layer: LayerDefinition, _ store: any FeatureStore) throws {
        let features = (0..<count).map { (number: Int) -> Feature in
            let (row, column) = number.quotientAndRemainder(dividingBy: 100)
            let place = Position(x: 37.35 + Double(column) * 0.001, y: 37.02 + Double(row) * 0.0005)
            let time = DeskCity.now - Int64(number) * 60_000
            let values: [PropertyValue] = [
                .text("N\(number)"), .instant(time), .text("leak"), .integer(Int64(column)), .null, .null,
                .null,
            ]
            return Feature(
                id: FeatureID("n\(number)"), revision: 0, geometry: .point(place), properties: values)
        }
        var batches = [try FeatureBatch(features, of: layer).validated(for: layer)].makeIterator()
        _ = try store.load(
            layer, LoadOptions(mode: .append, actor: "test", source: "test", sourceHash: "t"),
            from: { batches.next() })
    }
}
