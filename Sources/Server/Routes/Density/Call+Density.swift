internal import TabaqaEngine
internal import TabaqaFeatureModel

extension Call {
    /// Cells given out as data.
    static let dataCells = 250_000
    /// Pixels on a picture's side.
    static let pictureSide = 4096

    /// Reads `crs`, `width` and `height` or `cell` into the request, with the limits of the representation.
    ///
    /// - Throws: `option.invalid`, `crs.unknown`.
    func readFrame(into request: inout HeatmapRequest, of layer: LayerDefinition) throws {
        request.crs = try crs("crs", of: layer)?.crs
        let width = try query.integer("width", in: 1...Self.pictureSide)
        let height = try query.integer("height", in: 1...Self.pictureSide)
        request.cell = try query.number("cell", in: 0.1...1_000_000)
        guard (width == nil) == (height == nil) else {
            throw Fault(
                .optionInvalid, "Parameters “width” and “height” go together.",
                at: Fault.Place(field: width == nil ? "width" : "height"))
        }
        guard width == nil || request.cell == nil else {
            throw Fault(
                .optionInvalid, "Give either “width” and “height”, or “cell”.", at: Fault.Place(field: "cell")
            )
        }
        if let width, let height { request.size = (width, height) }
        let isPicture = format == .png
        request.longSide = isPicture ? 1024 : 256
        request.maximumSide = Self.pictureSide
        request.maximumCells = isPicture ? Self.pictureSide * Self.pictureSide : Self.dataCells
        request.usesLayerScale = true
        request.allowsNothing = true
        if let width, let height, width * height > request.maximumCells {
            throw Fault(
                .gridTooLarge, "A grid of \(width) × \(height) cells is too large.",
                at: Fault.Place(field: "width"),
                remedy: "At most \(request.maximumCells) cells are given out in this representation.")
        }
    }

    /// Of all an answer made of these layers depends on; nil where one of them leaves aggregated, for its revision
    /// would tell that somebody came.
    func densityTag(_ layers: [LayerDefinition]) throws -> String? {
        var tag = AnswerTag(self)
        for layer in layers {
            guard ReleaseGate.decide(audience(of: layer), layer.sensitivity, .features) == .exact else {
                return nil
            }
            tag.mix(layer.id)
            tag.mix(audience(of: layer).rawValue)
            tag.mix(try engine.revision(of: layer))
        }
        return tag.text
    }

    /// The answer of those bytes; where there is no tag, one of the bytes themselves.
    func answer(
        _ bytes: [UInt8], tag: String?, headers: [(name: String, value: String)] = []
    ) -> Answer {
        if let tag { return Answer(format, .bytes(bytes), tag: tag, headers: headers) }
        var content = AnswerTag()
        content.mix(format.text)
        content.mix(bytes)
        return unchanged(content.text)
            ?? Answer(format, .bytes(bytes), tag: content.text, headers: headers)
    }

    /// Where a picture lies, for clients that cannot read it off the file.
    func place(of heatmap: Heatmap) -> [(name: String, value: String)] {
        let frame = heatmap.grid.value.frame
        guard let crs = RequestedCRS.epsg(frame.crs) else { return [] }
        let extent = frame.extent
        let bounds =
            crs.isNorthingFirst
            ? [extent.minY, extent.minX, extent.maxY, extent.maxX]
            : [extent.minX, extent.minY, extent.maxX, extent.maxY]
        return [
            ("Content-Crs", "<\(crs.uri)>"),
            ("Content-Bbox", bounds.map { "\($0)" }.joined(separator: ",")),
        ]
    }
}
