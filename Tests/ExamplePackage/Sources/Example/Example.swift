import TabaqaAnalysis
import TabaqaColumns
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaRendering

/// Draws the density of a few made-up events: `Example FOLDER` writes `FOLDER/trees.png`.
@main
struct Example {
    static func main() throws {
        let folder = CommandLine.arguments.dropFirst().first ?? "."
        let layer = LayerDefinition(
            id: "fallen-trees", department: "parks", title: LocalizedText([.en: "Fallen trees"]),
            kind: .observation, geometry: .point, sensitivity: .public, properties: [])

        var events = FeatureBatch(emptyFor: layer)
        let x = (0..<400).map { 28.9 + 0.001 * Double($0 % 20) }
        let y = (0..<400).map { 41.0 + 0.001 * Double($0 / 20) }
        events.ids = TextColumn(x.indices.map { "tree-\($0)" })
        events.geometry = .points(x: x, y: y)
        events.flags = Array(repeating: [], count: x.count)

        try ColumnFile.build(at: folder + "/trees.columns", layer: layer) { append in
            try append(events)
            return 1
        }
        let columns = try ColumnFile.open(at: folder + "/trees.columns", layer: layer)
        let frame = GridFrame(
            crs: .wgs84, originX: 28.88, originY: 41.04, cellWidth: 0.00025, cellHeight: 0.00025,
            columns: 240, rows: 240)
        let density = try DensityEstimator.density(
            columns: columns, selection: Selection(),
            options: DensityOptions(kernel: .quartic, bandwidth: 500, frame: frame))

        // Nothing is drawn that the gate did not let out.
        let released = try ReleaseGate.release(density, of: layer, to: .public)
        let picture = try FileSink(path: folder + "/trees.png")
        try HeatmapPicture.png(released, scale: .automatic(for: released, ramp: .inferno))
            .withUnsafeBytes { try picture.write($0) }
        try picture.commit()
        let about = density.description
        print("\(Engine.self): \(about.used) events, at most \(density.maximum) \(about.unit)")
    }
}
