internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// Parameters that routes which change features share.
enum EditParameters {
    static let layer = Parameter(
        "collectionId", in: .path, "A layer's id.", schema: ["type": "string", "pattern": "^[a-z0-9_-]+$"])

    static let feature = Parameter("featureId", in: .path, "A feature's id.")
}

extension Call {
    /// Milliseconds since 1970.
    var now: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

    /// The feature in the address.
    var featureID: FeatureID { FeatureID(path["featureId"] ?? "") }

    /// The id a new feature is put under: the sender's own, such as a UUID.
    ///
    /// - Throws: `option.invalid` for one that could not stand in every address and file.
    func newFeatureID() throws -> FeatureID {
        let id = featureID
        let isFit = id.text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "-._~:".utf8.contains(byte)
            }
        }
        guard isFit, (1...128).contains(id.text.utf8.count), id.text.utf8.contains(where: { $0 != 0x2E })
        else {
            throw Fault(
                .optionInvalid, "A feature's id is 1 to 128 of A–Z, a–z, 0–9, -, ., _, ~ and :.",
                at: Fault.Place(field: "featureId"), remedy: "Use a UUID.")
        }
        return id
    }

    /// The feature in the address, as the store has it.
    ///
    /// - Throws: `feature.deleted` for one that was there once, else `feature.missing`.
    func storedFeature() throws -> Feature {
        let layer = try layer
        if let feature = try field.store.feature(featureID, in: layer) { return feature }
        if try field.store.wasDeleted(featureID, in: layer) {
            throw Fault(.featureDeleted, "This feature was deleted.")
        }
        throw Fault(.featureMissing, "There is no such feature in this layer.")
    }
}
