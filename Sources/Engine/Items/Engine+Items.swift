public import TabaqaFeatureModel

extension Engine {
    /// A page of features in order of the sort keys, then of id.
    ///
    /// - Throws: `release.refused`, `option.invalid`, `filter.malformed`, `property.unknown`, `crs.*`.
    public func items(_ request: ItemsRequest) throws -> ItemsPage {
        throw Fault(.fileUnsupported, "items")
    }

    /// One feature, nil when there is none of that id.
    public func item(
        _ id: FeatureID, of layer: String, audience: Audience, crs: CRS, properties: [String]? = nil
    ) throws -> ItemsPage? {
        throw Fault(.fileUnsupported, "item")
    }

    /// All features of the selection, in no promised order, piece by piece in constant memory.
    public func stream(_ request: ItemsRequest, as form: StreamForm) throws -> ItemStream {
        throw Fault(.fileUnsupported, "stream")
    }
}

/// The formats a whole layer is streamed in.
public enum StreamForm: Sendable {
    case geoJSON
    case geoJSONSequence
    case csv
}

/// A layer on its way out. One thread at a time.
public final class ItemStream: Sendable {
    /// The next bytes; nil at the end.
    public func next() throws -> [UInt8]? { nil }
}
