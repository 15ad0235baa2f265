internal import TabaqaAnalysis
internal import TabaqaColumns
public import TabaqaFeatureModel
internal import TabaqaTopology

extension Engine {
    /// Longest text searched for, in bytes of UTF-8.
    public static let longestSearch = 200
    /// Features shown of one text that many share.
    private static let mostOfOneText = 3

    /// Features whose texts contain `text`, folded as place names are (`SAHINBEY` finds `Şahinbey`, `احمد`
    /// finds `أحمد`): whole texts first, then beginnings, then beginnings of words, then anything else;
    /// reference layers before events. Only of layers whose rows may leave for the viewer, and only in
    /// properties they may read.
    ///
    /// - Throws: `option.invalid` for a text of more than 200 bytes.
    public func search(_ text: String, viewer: Viewer, limit: Int) throws -> [SearchHit] {
        guard text.utf8.count <= Self.longestSearch else {
            throw Fault(
                .optionInvalid, "The text to search for is longer than \(Self.longestSearch) bytes.",
                remedy: "Shorten it.")
        }
        let words = TextFolding.foldPlaceName(text)
        guard !words.isEmpty, limit > 0 else { return [] }
        var found: [RankedHit] = []
        for (number, layer) in catalog.layers.enumerated() {
            let audience = viewer.audience(of: layer)
            guard viewer.knows(layer),
                ReleaseGate.decide(audience, layer.sensitivity, .features) == .exact
            else { continue }
            let rank = (layer.kind == .reference ? 0 : RankedHit.events) + number
            found += try hits(words, layer, audience, rank: rank, limit: limit)
        }
        return found.sorted().prefix(limit).map(\.hit)
    }

    private func hits(
        _ words: String, _ layer: LayerDefinition, _ audience: Audience, rank: Int, limit: Int
    ) throws -> [RankedHit] {
        let properties = layer.properties.filter {
            $0.type == .string && ReleaseGate.mayRead($0, of: layer, audience)
        }
        guard !properties.isEmpty else { return [] }
        return try columns.reading([layer], for: audience) { columns in
            let columns = columns[0]
            let living = try columns.derived("rows") {
                try SelectionEvaluator.evaluate(
                    Selection(includesFlagged: true), columns: columns, needsPlace: false
                ).rows
            }
            var best: [Int: RankedHit] = [:]
            for property in properties {
                guard case .text(let texts) = try columns.values(property.name) else { continue }
                let matches = try FoldedTexts.all(property.name, in: columns).flatMap { $0.matches(words) }
                    .sorted { ($0.closeness, $0.length) < ($1.closeness, $1.length) }
                var wanted = limit
                for match in matches where wanted > 0 {
                    let (text, rows) = FoldedTexts.rows(
                        of: match, in: texts, among: living, limit: Self.mostOfOneText)
                    wanted -= rows.count
                    for row in rows {
                        let hit = RankedHit(
                            closeness: match.closeness, length: match.length, layer: rank, row: row,
                            hit: SearchHit(
                                layer: layer.id, id: nil, text: text, property: property.name, extent: .empty)
                        )
                        // A feature that matches in several properties is shown once, by its best.
                        if best[row].map({ hit < $0 }) ?? true { best[row] = hit }
                    }
                }
            }
            return try placed(best.values.sorted().prefix(limit), columns, audience)
        }
    }

    /// The hits with their ids and places.
    private func placed(
        _ hits: some Collection<RankedHit>, _ columns: LayerColumns, _ audience: Audience
    ) throws -> [RankedHit] {
        guard !hits.isEmpty else { return [] }
        let layer = columns.layer
        let ids = ReleaseGate.mayReadIDs(of: layer, audience) ? try columns.ids() : nil
        let transform =
            layer.geometry == .none || layer.crs == .wgs84
            ? nil : try CoordinateTransform(from: layer.crs, to: .wgs84, ballpark: .allow)
        return try hits.map { hit in
            var hit = hit
            hit.hit.id = ids.flatMap { $0[hit.row] }
            var extent = Extent.empty
            switch layer.geometry {
            case .none: break
            case .point:
                let places = try columns.places()
                if !places.x[hit.row].isNaN { extent.include(x: places.x[hit.row], y: places.y[hit.row]) }
            case .lineString, .polygon: extent = try columns.shapes().extent(hit.row)
            }
            if let transform, !extent.isEmpty {
                var degrees = Extent.empty
                for (x, y) in [
                    (extent.minX, extent.minY), (extent.maxX, extent.minY), (extent.minX, extent.maxY),
                    (extent.maxX, extent.maxY),
                ] {
                    if let place = transform.transform(Position(x: x, y: y)) { degrees.include(place) }
                }
                extent = degrees
            }
            hit.hit.extent = extent
            return hit
        }
    }
}

/// A hit and what puts it before others.
private struct RankedHit: Comparable {
    var closeness: FoldedTexts.Closeness
    var length: Int
    var layer: Int
    var row: Int
    var hit: SearchHit

    /// Layers of events are numbered from here.
    static let events = 1_000_000

    private var order: (Int, Int, Int, Int, Int) {
        (closeness.rawValue, layer / Self.events, length, layer, row)
    }

    static func < (left: RankedHit, right: RankedHit) -> Bool { left.order < right.order }

    static func == (left: RankedHit, right: RankedHit) -> Bool { left.order == right.order }
}
