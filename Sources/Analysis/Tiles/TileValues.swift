internal import TabaqaColumns
internal import TabaqaFeatureModel

/// The values of a tile's rows.
enum TileValues {
    static func gather(
        _ property: PropertyDefinition, of columns: LayerColumns, _ rows: [UInt32], language: Language?
    ) throws -> TileColumn {
        // Kept, for a dictionary's entries are read anew by every call.
        let values = try columns.derived("values of \(property.name)") { try columns.values(property.name) }
        let gathered: TileColumn.Values =
            switch values {
            case .text(let text): gather(text, rows, labels: language.map { labels(property, $0) } ?? [:])
            case .integer(let values): .plain(.integer(gather(values, rows)))
            case .decimal(let values): .plain(.decimal(gather(values, rows)))
            case .boolean(let values): .plain(.boolean(gather(values, rows)))
            case .date(let values): .plain(.date(gather(values, rows)))
            case .instant(let values): .plain(.instant(gather(values, rows)))
            }
        return TileColumn(name: property.name, values: gathered)
    }

    private static func labels(_ property: PropertyDefinition, _ language: Language) -> [String: String] {
        Dictionary(property.codes.map { ($0.code, $0.label[language]) }) { first, _ in first }
    }

    private static func gather<Value>(_ values: MappedArray<Value>, _ rows: [UInt32]) -> [Value] {
        values.withUnsafeBufferPointer { values in rows.map { values[Int($0)] } }
    }

    private static func gather(
        _ text: MappedText, _ rows: [UInt32], labels: [String: String]
    ) -> TileColumn.Values {
        switch text {
        case .codes8(let codes, let entries):
            .coded(gather(codes, rows).map(UInt16.init), entries: labelled(entries, labels))
        case .codes16(let codes, let entries):
            .coded(gather(codes, rows), entries: labelled(entries, labels))
        case .hexadecimals, .plain:
            .plain(.text(labelled(text.gather(rows.lazy.map(Int.init)), labels)))
        }
    }

    private static func labelled(_ texts: TextColumn, _ labels: [String: String]) -> TextColumn {
        guard !labels.isEmpty else { return texts }
        return TextColumn((0..<texts.count).map { row in texts[row].map { labels[$0] ?? $0 } })
    }
}
