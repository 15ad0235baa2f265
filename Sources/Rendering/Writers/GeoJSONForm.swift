public import TabaqaFeatureModel

/// How features are set down as GeoJSON.
///
/// Longitude/latitude is written as RFC 7946 wants it: degrees with at most 7 decimals (1 cm), exterior rings
/// counterclockwise. Another CRS is what RFC 7946 leaves to prior arrangement: coordinates in millimetres of
/// the CRS's metre, announced by the `crs` member of the 2008 format and a `note` where `namesCRS`. Dates are
/// ISO 8601, instants UTC.
public struct GeoJSONForm: Sendable {
    public enum Kind: Sendable {
        /// One FeatureCollection (RFC 7946).
        case collection
        /// One Feature a record, each led by U+001E (RFC 8142).
        case sequence
    }

    public var kind: Kind
    /// The collection's `name` member, as OGR reads it.
    public var name: String?
    /// Of every batch.
    public var crs: CRS
    /// Whether positions are written northing or latitude first, as some authorities want their CRSs.
    public var isNorthingFirst: Bool
    /// Whether the text says which CRS it is in, unless longitude and latitude; an HTTP answer says so in a
    /// header.
    public var namesCRS: Bool
    /// More members of the collection, written before its features: JSON without the braces around it.
    public var members: [UInt8]

    public init(
        _ kind: Kind = .collection, name: String? = nil, crs: CRS, isNorthingFirst: Bool = false,
        namesCRS: Bool = true, members: [UInt8] = []
    ) {
        self.kind = kind
        self.name = name
        self.crs = crs
        self.isNorthingFirst = isNorthingFirst
        self.namesCRS = namesCRS
        self.members = members
    }

    /// What stands before the first feature.
    public var head: [UInt8] {
        guard kind == .collection else { return [] }
        var text = ByteText()
        text.append("{\"type\":\"FeatureCollection\"")
        if let name {
            text.append(",\"name\":")
            text.append(json: name)
        }
        let member = crsMember
        if !member.isEmpty {
            text.append(",")
            text.append(member)
            text.append(",\"note\":")
            text.append(json: "Coordinates are in \(crs), by prior arrangement (RFC 7946, section 4).")
        }
        if !members.isEmpty {
            text.append(",")
            text.append(members)
        }
        text.append(",\"features\":[")
        return text.array
    }

    /// What stands after the last feature.
    public func tail(isEmpty: Bool) -> [UInt8] {
        guard kind == .collection else { return [] }
        return Array((isEmpty ? "]}\n" : "\n]}\n").utf8)
    }

    /// The features of a batch between head and tail.
    ///
    /// - Parameter isFirst: whether no feature stands before.
    /// - Throws: `crs.unknown` when the batch is in another CRS.
    public func features(_ batch: Released<FeatureBatch>, isFirst: Bool) throws -> [UInt8] {
        let rows = try GeoJSONRows(batch.value, form: self)
        var text = ByteText(capacity: 256 * max(16, batch.value.count))
        rows.append(0..<batch.value.count, isFirst: isFirst, to: &text)
        return text.array
    }

    /// A single feature as a document of its own; `members` are its, not its properties'.
    ///
    /// - Throws: `crs.unknown`; `feature.missing` for an empty batch.
    public func feature(_ batch: Released<FeatureBatch>) throws -> [UInt8] {
        guard batch.value.count > 0 else { throw Fault(.featureMissing, "There is no such feature.") }
        let rows = try GeoJSONRows(batch.value, form: self)
        var text = ByteText()
        rows.appendFirst(members: members, to: &text)
        text.append("\n")
        return text.array
    }

    /// The legacy `crs` member; empty for longitude and latitude on WGS 84, which needs none, and where
    /// latitude comes first, which readers of that member do not expect.
    var crsMember: [UInt8] {
        guard namesCRS, !isNorthingFirst, !Self.isGeographic(crs) else { return [] }
        var text = ByteText()
        text.append("\"crs\":{\"type\":\"name\",\"properties\":{\"name\":")
        if let code = crs.epsg {
            text.append(json: "urn:ogc:def:crs:EPSG::\(code)")
        } else {
            text.append(json: crs.definition)
        }
        text.append("}}")
        return text.array
    }

    static func isGeographic(_ crs: CRS) -> Bool { crs == .wgs84 || crs.definition == "OGC:CRS84" }
}
