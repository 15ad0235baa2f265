internal import TabaqaFeatureModel

/// How many files each feature names and how many of them are there: two columns beside its properties. Null for
/// features that have none.
struct SlotCounts: Sendable {
    static let expected = "attachments_expected"
    static let present = "attachments_present"

    private let store: any FieldStore
    private let layer: LayerDefinition
    /// Files of other properties are nothing the audience may know of.
    private let properties: Set<String>

    /// Nil where none of `properties` is an attachment, or the store keeps none.
    init?(_ layer: LayerDefinition, _ properties: [PropertyDefinition], store: any FeatureStore) {
        guard let store = store as? any FieldStore,
            layer.property(Self.expected) == nil, layer.property(Self.present) == nil
        else { return nil }
        self.store = store
        self.layer = layer
        self.properties = Set(properties.filter(\.type.isAttachment).map(\.name))
        if self.properties.isEmpty { return nil }
    }

    func columns(of ids: TextColumn) throws -> [NamedColumn] {
        var (expected, present) = ([Int64](), [Int64]())
        let names = (0..<ids.count).map { FeatureID(ids[$0] ?? "") }
        let slots = names.isEmpty ? [:] : try store.attachments(of: names, in: layer)
        for name in names {
            let own = slots[name.text]?.filter {
                $0.isExpected && ($0.property.map(properties.contains) ?? false)
            }
            guard let own, !own.isEmpty else {
                expected.append(.min)
                present.append(.min)
                continue
            }
            expected.append(Int64(own.count))
            present.append(Int64(own.count(where: \.isPresent)))
        }
        return [
            NamedColumn(name: Self.expected, type: .integer, unit: nil, values: .integer(expected)),
            NamedColumn(name: Self.present, type: .integer, unit: nil, values: .integer(present)),
        ]
    }
}
