internal import TabaqaFeatureModel

extension FeatureBatch {
    /// Appends a row; properties beyond the batch's columns are left out.
    mutating func append(_ feature: Feature) {
        ids.append(feature.id.text)
        flags.append(feature.flags)
        for index in columns.indices where index < feature.properties.count {
            columns[index].values.append(feature.properties[index])
        }
        switch geometry {
        case .none(let count):
            geometry = .none(count: count + 1)
        case .points(let x, let y):
            if case .point(let place)? = feature.geometry {
                geometry = .points(x: x + [place.x], y: y + [place.y])
            } else {
                geometry = .points(x: x + [.nan], y: y + [.nan])
            }
        case .shapes(let shapes):
            geometry = .shapes(shapes + [feature.geometry])
        }
    }
}
