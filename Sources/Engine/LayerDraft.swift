internal import TabaqaExchange
public import TabaqaFeatureModel

/// A layer definition read off a file, for a person to look over.
public struct LayerDraft: Sendable {
    public let yaml: String
    public let warnings: [String]

    /// - Parameters:
    ///   - request: the file and how to read it; `layer` is the new layer's id.
    /// - Throws: `option.invalid` for an id that cannot be one, `file.*`, `import.*`.
    public static func propose(
        _ request: ImportRequest, department: String, catalog: LayerCatalog, formatsExecutable: String
    ) throws -> LayerDraft {
        for name in [request.layer, department] {
            if let problem = DefinitionNames.problem(id: name) {
                throw Fault(
                    .optionInvalid, "“\(name)” cannot be an id: \(problem)",
                    remedy: "Use a-z, 0-9 and dashes, beginning with a letter.")
            }
        }
        if catalog.layers.contains(where: { $0.id == request.layer }) {
            throw Fault(
                .optionInvalid, "There is a layer “\(request.layer)” already.", remedy: "Choose another id.")
        }
        _ = try SourceFile(request.file)
        let reader = try RecordSource.open(
            path: request.file, options: try request.readOptions(wantsPlaces: true),
            languages: catalog.city.languages, formatsExecutable: formatsExecutable)
        let proposal = try LayerProposal.propose(
            id: request.layer, department: department, reader: reader, city: catalog.city,
            dates: try request.dateOrders())
        return LayerDraft(
            yaml: LayerDefinitionWriter.yaml(for: proposal.definition, comments: proposal.comments),
            warnings: reader.warnings)
    }
}
