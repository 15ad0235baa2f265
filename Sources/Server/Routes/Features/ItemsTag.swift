internal import TabaqaFeatureModel

/// Entity tags of features: of the revision, of who asks and of all that is asked, so that equal tags mean
/// equal bytes.
///
/// What stands before the hyphen is the revision alone: of one feature, the revision it was last written at. So
/// `If-Match` compares revisions and takes the tag of any representation of the feature.
enum ItemsTag {
    /// The tag of a feature that was just written.
    static func of(written revision: Int64) -> String { String(revision, radix: 36) + "-w" }

    /// The revision in a tag; nil where it is none of ours.
    static func revision(of tag: some StringProtocol) -> Int64? {
        let digits = tag.prefix { $0 != "-" }
        guard digits.count < tag.count, let revision = Int64(digits, radix: 36), revision >= 0 else {
            return nil
        }
        return revision
    }

    static func of(_ call: Call, revision: Int64) -> String {
        var hash = Hash()
        if let layer = call.collection {
            let audience = call.audience(of: layer)
            hash.mix(audience.rawValue)
            // A changed definition changes answers without a change of rows.
            for property in layer.properties { hash.mix(property.name + " " + property.type.rawValue) }
        }
        hash.mix(call.base + call.target)
        hash.mix(call.format.text)
        hash.mix(call.language.rawValue)
        for (name, value) in call.query.items.sorted(by: { ($0.name, $0.value) < ($1.name, $1.value) }) {
            hash.mix(name)
            hash.mix(value)
        }
        return String(revision, radix: 36) + "-" + String(hash.value, radix: 36)
    }

    /// 128-bit FNV-1a.
    private struct Hash {
        private(set) var value: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

        mutating func mix(_ text: String) {
            for byte in text.utf8 { mix(byte) }
            // No text holds this byte, so that neighbours stay apart.
            mix(0xFF)
        }

        private mutating func mix(_ byte: UInt8) {
            value = (value ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
        }
    }
}
