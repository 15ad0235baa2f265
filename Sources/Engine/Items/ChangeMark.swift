internal import TabaqaFeatureModel

/// A place in a layer's changes as an opaque text. It holds for as long as the layer lives and for one audience: another
/// sees other properties, so it has to begin anew.
struct ChangeMark: Equatable {
    private static let version: UInt8 = 1
    private static let longestText = 4096

    let cursor: ChangeCursor

    init(_ cursor: ChangeCursor) { self.cursor = cursor }

    /// - Throws: `option.invalid`.
    init(_ text: String, of layer: LayerDefinition, for audience: Audience) throws(Fault) {
        guard text.utf8.count <= Self.longestText, let bytes = Base64URL.bytes(text), bytes.count >= 17,
            bytes[0] == Self.version, let id = String(validating: bytes[17...], as: UTF8.self)
        else { throw Self.malformed }
        guard Self.number(bytes[1..<9]) == Self.question(layer, audience) else {
            throw Fault(
                .optionInvalid, "The cursor belongs to another layer or another reader.",
                at: Fault.Place(field: "since"), remedy: "Begin without it.")
        }
        let revision = Int64(bitPattern: Self.number(bytes[9..<17]))
        guard revision >= 0 else { throw Self.malformed }
        cursor = ChangeCursor(revision: revision, id: FeatureID(id))
    }

    func text(of layer: LayerDefinition, for audience: Audience) -> String {
        var bytes = [Self.version]
        withUnsafeBytes(of: Self.question(layer, audience).bigEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: cursor.revision.bigEndian) { bytes.append(contentsOf: $0) }
        bytes += Array(cursor.id.text.utf8)
        return Base64URL.text(bytes)
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func question(_ layer: LayerDefinition, _ audience: Audience) -> UInt64 {
        var hash = StableHash()
        hash.mix(layer.id)
        hash.mix(audience.rawValue)
        return UInt64(truncatingIfNeeded: hash.value)
    }

    private static let malformed = Fault(
        .optionInvalid, "The cursor is none of ours.", at: Fault.Place(field: "since"),
        remedy: "Begin without it, then follow the “next” link.")
}
