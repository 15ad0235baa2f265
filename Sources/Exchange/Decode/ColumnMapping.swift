public import TabaqaFeatureModel

/// Which column of a source feeds which property of a layer.
public struct ColumnMapping: Sendable, Equatable {
    /// Per property of the layer, in its order: the index of its column; nil when the source has none.
    public var columns: [Int?]
    /// Columns that feed no property.
    public var unmapped: [String]
    public var warnings: [String] = []

    /// Matches by `map`, else the exact name, the folded name, a label, an alias — in that order.
    ///
    /// - Throws: `import.columns` for a mapped column the source does not have, listing those it has;
    ///   `property.unknown` for a mapped property the layer does not have.
    public init(_ layer: LayerDefinition, names: [String], map: [String: String] = [:]) throws(Fault) {
        var columns = [Int?](repeating: nil, count: layer.properties.count)
        var taken = Set<Int>()
        for (property, column) in map.sorted(by: { $0.key < $1.key }) {
            guard let index = layer.properties.firstIndex(where: { $0.name == property }) else {
                throw Fault(
                    .propertyUnknown, "Layer “\(layer.id)” has no property “\(property)”.",
                    remedy: "Properties: " + layer.properties.map(\.name).joined(separator: ", ") + ".")
            }
            let exact = names.firstIndex(of: column)
            let key = TextFolding.fold(column)
            guard let found = exact ?? names.firstIndex(where: { TextFolding.fold($0) == key }) else {
                throw Self.absent("The source has no column “\(column)”, which --map names.", names)
            }
            columns[index] = found
            taken.insert(found)
        }
        let folded = names.map(TextFolding.fold)
        let keys = layer.properties.map { property in
            [
                [TextFolding.fold(property.name)], property.label.texts.values.map(TextFolding.fold),
                property.aliases.map(TextFolding.fold),
            ]
        }
        for rank in 0..<4 {
            for (index, property) in layer.properties.enumerated() where columns[index] == nil {
                let candidates = names.indices.filter { column in
                    guard !taken.contains(column) else { return false }
                    if rank == 0 { return names[column] == property.name }
                    return !folded[column].isEmpty && keys[index][rank - 1].contains(folded[column])
                }
                guard let first = candidates.first else { continue }
                columns[index] = first
                taken.insert(first)
                if candidates.count > 1 {
                    warnings.append(
                        "Several columns fit property “\(property.name)”: “\(names[first])” was taken; --map "
                            + "\(property.name)=COLUMN chooses another.")
                }
            }
        }
        self.columns = columns
        unmapped = names.indices.filter { !taken.contains($0) }.map { names[$0] }
    }

    static func absent(_ message: String, _ names: [String]) -> Fault {
        Fault(
            .importColumns, message,
            remedy: "Columns there are: " + names.prefix(60).joined(separator: ", ")
                + (names.count > 60 ? ", … (\(names.count))" : "") + ". Use --map PROPERTY=COLUMN.")
    }
}
