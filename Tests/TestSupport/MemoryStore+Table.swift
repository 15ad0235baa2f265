internal import TabaqaFeatureModel

extension MemoryStore.Table {
    /// Takes the order of `layer`'s properties; new ones are null.
    mutating func reshape(to layer: LayerDefinition) {
        let old = names
        names = layer.properties.map(\.name)
        guard old != names else { return }
        shape = Dictionary(uniqueKeysWithValues: layer.properties.map { ($0.name, $0.type) })
        if Set(names) != Set(old) { revision += 1 }
        for id in rows.keys {
            let values = rows[id]?.feature.properties ?? []
            rows[id]?.feature.properties = names.map { name in
                old.firstIndex(of: name).map { values[$0] } ?? .null
            }
        }
    }

    mutating func require(_ id: FeatureID, expecting revision: Int64?) throws {
        guard let row = rows[id.text] else { throw Fault(.featureMissing, "There is no feature “\(id)”.") }
        if let revision, row.feature.revision != revision {
            throw Fault(.storeConflict, "Feature “\(id)” was changed in the meantime.")
        }
    }

    mutating func put(_ feature: Feature, at time: Int64) -> Int64 {
        revision += 1
        changed = time
        var feature = feature
        feature.revision = revision
        store(feature)
        return revision
    }

    mutating func store(_ feature: Feature) {
        let rank = rows[feature.id.text]?.rank ?? nextRank
        nextRank = max(nextRank, rank + 1)
        rows[feature.id.text] = MemoryStore.Row(feature: feature, rank: rank)
    }

    mutating func take(
        _ feature: Feature, _ layer: LayerDefinition, _ mode: LoadOptions.Mode, _ receipt: inout LoadReceipt
    ) {
        guard let stored = rows[feature.id.text]?.feature else {
            if case .merge(_, _, _, false) = mode {
                receipt.unmatched.append(feature.id)
            } else {
                store(feature)
                receipt.inserted += 1
            }
            return
        }
        guard case .merge(let update, let properties, let geometry, _) = mode else {
            receipt.conflicting.append(feature.id)
            return
        }
        var merged = stored
        for (index, property) in layer.properties.enumerated()
        where properties?.contains(property.name) ?? true {
            merged.properties[index] = feature.properties[index]
        }
        if geometry {
            merged.geometry = feature.geometry
            merged.flags = feature.flags
        }
        if merged == stored {
            receipt.unchanged += 1
        } else if update {
            merged.revision = feature.revision
            store(merged)
            receipt.updated += 1
        } else {
            receipt.conflicting.append(feature.id)
        }
    }
}

extension FeatureID {
    /// The order of stores: byte by byte.
    func precedes(_ other: FeatureID) -> Bool { text.utf8.lexicographicallyPrecedes(other.text.utf8) }
}

extension Feature {
    /// Lines and polygons as stores give them back.
    var stored: Feature {
        var feature = self
        switch geometry {
        case .lineString(let line): feature.geometry = .multiLineString([line])
        case .polygon(let rings): feature.geometry = .multiPolygon([rings])
        default: break
        }
        return feature
    }
}

extension PropertyColumn {
    func isLike(_ other: PropertyColumn) -> Bool {
        switch (self, other) {
        case (.text, .text), (.integer, .integer), (.decimal, .decimal), (.boolean, .boolean), (.date, .date),
            (.instant, .instant):
            true
        default: false
        }
    }
}

extension FeatureBatch {
    mutating func append(_ feature: Feature) {
        ids.append(feature.id.text)
        flags.append(feature.flags)
        switch geometry {
        case .none(let count): geometry = .none(count: count + 1)
        case .points(var x, var y):
            geometry = .none(count: 0)
            var place = Position(x: .nan, y: .nan)
            if case .point(let position)? = feature.geometry { place = position }
            x.append(place.x)
            y.append(place.y)
            geometry = .points(x: x, y: y)
        case .shapes(var shapes):
            geometry = .none(count: 0)
            shapes.append(feature.geometry)
            geometry = .shapes(shapes)
        }
        for index in columns.indices { columns[index].values.append(feature.properties[index]) }
    }
}
