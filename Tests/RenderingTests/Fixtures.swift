import Foundation
import TabaqaFeatureModel

@testable import TabaqaRendering

/// Made-up layers, and values that went through the release gate as every encoder asks.
enum Fixtures {
    static func layer(_ id: String = "fires", heatmap: HeatmapStyle? = nil) -> LayerDefinition {
        LayerDefinition(
            id: id, department: "fire",
            title: LocalizedText([.ar: "حوادث الحريق", .en: "Fire incidents", .tr: "Yangın olayları"]),
            kind: .observation, geometry: .point, sensitivity: .public,
            properties: [
                PropertyDefinition(
                    name: "severity", type: .integer,
                    label: LocalizedText([.ar: "درجة الخطورة", .en: "Severity", .tr: "Önem derecesi"]))
            ],
            heatmap: heatmap)
    }

    static let department = Department(
        id: "fire",
        title: LocalizedText([
            .ar: "دائرة الإطفاء", .en: "Fire department", .tr: "İtfaiye Dairesi Başkanlığı",
        ]))

    static func description(weight: String? = nil, isPerYear: Bool = false) -> DensityDescription {
        DensityDescription(
            layer: "fires", kernel: .quartic, bandwidth: 500, weight: weight, weightUnit: nil,
            isPerYear: isPerYear, years: isPerYear ? 1 : nil,
            period: TimeInterval(start: 1_704_056_400_000, end: 1_735_678_799_999), used: 4321,
            weightSum: 4321,
            leftOut: [
                DensityDescription.LeftOut(reason: "no place", count: 12),
                DensityDescription.LeftOut(reason: "suspect place", count: 3),
            ],
            newestRecord: 1_735_600_000_000, revision: 17, cellArea: 0.01)
    }

    static func grid(
        _ values: [Float], columns: Int, crs: CRS = .webMercator, cell: Double = 100,
        description: DensityDescription = description()
    ) throws -> Released<DensityGrid> {
        let frame = GridFrame(
            crs: crs, originX: 4_160_000, originY: 4_450_000, cellWidth: cell, cellHeight: cell,
            columns: columns, rows: values.count / columns)
        return try ReleaseGate.release(
            DensityGrid(frame: frame, values: values, description: description), of: layer(), to: .department)
    }

    /// One row per kind of value, a point each.
    static func batch(
        _ columns: [NamedColumn], x: [Double], y: [Double], crs: CRS = .wgs84, ids: [String]? = nil
    ) throws -> Released<FeatureBatch> {
        try release(
            FeatureBatch(
                name: "fires", crs: crs, ids: TextColumn(ids ?? x.indices.map { "id\($0)" }),
                geometry: .points(x: x, y: y), columns: columns,
                flags: Array(repeating: [], count: x.count)))
    }

    static func shapes(_ shapes: [Geometry?], crs: CRS = .wgs84) throws -> Released<FeatureBatch> {
        try release(
            FeatureBatch(
                name: "areas", crs: crs, ids: TextColumn(shapes.indices.map { "a\($0)" }),
                geometry: .shapes(shapes), columns: [], flags: Array(repeating: [], count: shapes.count)))
    }

    static func release(_ batch: FeatureBatch) throws -> Released<FeatureBatch> {
        try ReleaseGate.release(batch, of: layer(), to: .department)
    }

    static func join(
        _ table: FeatureBatch, measures: [String], isEach: Bool = false, total: Int = 100, assigned: Int = 90
    ) throws -> Released<JoinTable> {
        try ReleaseGate.release(
            JoinTable(
                table: table, measures: measures,
                description: JoinDescription(
                    points: "fires", areas: "areas", relation: .within, isEach: isEach, total: total,
                    assigned: assigned, suspect: 2,
                    period: TimeInterval(start: 1_704_056_400_000, end: 1_735_678_799_999),
                    newestRecord: 1_735_600_000_000, pointsRevision: 17, areasRevision: 3)),
            of: layer(), and: layer("areas"), to: .department)
    }

    static func square(_ x: Double, _ y: Double, _ side: Double) -> [Position] {
        [
            Position(x: x, y: y), Position(x: x + side, y: y), Position(x: x + side, y: y + side),
            Position(x: x, y: y + side), Position(x: x, y: y),
        ]
    }

    static func json(_ bytes: [UInt8]) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(bytes))
        guard let members = object as? [String: Any] else { throw CocoaError(.coderReadCorrupt) }
        return members
    }
}
